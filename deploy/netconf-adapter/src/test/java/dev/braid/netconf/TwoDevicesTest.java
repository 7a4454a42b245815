package dev.braid.netconf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.adapter.Reason;
import dev.braid.adapter.server.Refused;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.ProviderFault;
import dev.braid.netconf.device.Change;
import dev.braid.netconf.device.Device;
import dev.braid.netconf.device.SshConnector;
import dev.braid.netconf.device.Transaction;
import dev.braid.netconf.l3nm.VpnService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An order whose ends are two devices: both or neither, whatever one of them does. */
@ExtendWith(TestTool.Shared.class)
class TwoDevicesTest {
    private static final int FIRST = 0;
    private static final int SECOND = 2;
    private static final String ORDER = "acme.two <&> devices";

    @TempDir
    private Path folder;

    private Bench bench;
    private L3nmAdapter adapter;

    @BeforeEach
    void start(TestTool tool) throws IOException {
        bench = new Bench(tool, folder);
        adapter = bench.restart();
    }

    @AfterEach
    void leaveNothing() throws Exception {
        bench.doors().forEach(it -> it.arrange(ProviderFault.PROVIDER_FAULT_UNSPECIFIED));
        for (Device device : bench.devices()) {
            for (Device.Found found : device.list()) {
                Transaction.apply(List.of(new Change(device, found.service().vpnId(), Optional.empty())));
            }
        }
        bench.close();
    }

    @Test
    void eachEndHoldsItsPartAndTransitNothing() throws Exception {
        Order order = adapter.reserve(Orders.reserve(ORDER));

        assertThat(order.getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_HELD);
        assertThat(order.getProviderState()).isEqualTo("pe1: admin-pre-deployment; pe3: admin-pre-deployment");
        assertThat(bench.held(1)).isEmpty();
        assertThat(bench.held(FIRST)).singleElement().satisfies(it -> {
            assertThat(it.vpnId()).isEqualTo(ORDER);
            assertThat(it.adminStatus()).isEqualTo(VpnService.PRE_DEPLOYMENT);
            assertThat(it.nodes())
                    .containsExactly(new VpnService.Node(
                            "lon",
                            "192.0.2.1",
                            List.of(new VpnService.Access("ix-lon", "xe-0/0/1", 2, Optional.of(Carrier.BPS)))));
        });
        assertThat(bench.held(SECOND))
                .singleElement()
                .satisfies(it ->
                        assertThat(it.nodes()).extracting(VpnService.Node::id).containsExactly("fra"));
    }

    @Test
    void aCommitThatTheSecondRefusesLeavesNeitherChanged() throws Exception {
        bench.doors().get(SECOND).arrange(ProviderFault.PROVIDER_FAULT_REFUSES);

        assertThatThrownBy(() -> adapter.reserve(Orders.reserve(ORDER)))
                .isInstanceOfSatisfying(
                        Refused.class, it -> assertThat(it.reason()).isEqualTo(Reason.REJECTED))
                .hasMessageContaining("pe3: commit was refused")
                .hasMessageContaining("not with this device");
        assertThat(bench.held(FIRST)).isEmpty();
        assertThat(bench.held(SECOND)).isEmpty();
        assertThat(bench.doors().get(FIRST).seen()).containsSubsequence("commit", "edit-config", "commit", "unlock");
    }

    @Test
    void aChangeThatTheSecondRefusesPutsBackWhatTheFirstHad() throws Exception {
        adapter.reserve(Orders.reserve(ORDER));
        adapter.activate(Orders.activate(ORDER));
        List<VpnService> before = bench.held(FIRST);
        bench.doors().get(SECOND).arrange(ProviderFault.PROVIDER_FAULT_REFUSES);

        assertThatThrownBy(() -> adapter.modify(Orders.modify(ORDER, 2 * Carrier.BPS)))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> adapter.release(Orders.release(ORDER))).isInstanceOf(Refused.class);
        assertThat(bench.held(FIRST)).isEqualTo(before);

        // Refused is not done: it may be wanted on.
        bench.doors().get(SECOND).arrange(ProviderFault.PROVIDER_FAULT_UNSPECIFIED);
        assertThat(adapter.modify(Orders.modify(ORDER, 2 * Carrier.BPS)).getBandwidthBps())
                .isEqualTo(2 * Carrier.BPS);
    }

    @Test
    void aDeviceThatLiesIsFoundOutAndTheOtherGoesBack() throws Exception {
        bench.doors().get(SECOND).arrange(ProviderFault.PROVIDER_FAULT_LIES);

        assertThatThrownBy(() -> adapter.reserve(Orders.reserve(ORDER)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("pe3: It said ok, and does not hold");
        assertThat(bench.held(FIRST)).isEmpty();
        assertThat(bench.held(SECOND)).isEmpty();
    }

    @Test
    void whoDoesNotAnswerACommitIsReadAgain() throws Exception {
        bench.doors().get(SECOND).arrange(ProviderFault.PROVIDER_FAULT_SILENT_AFTER);
        assertThat(adapter.reserve(Orders.reserve(ORDER)).getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_HELD);

        bench.doors().get(SECOND).arrange(ProviderFault.PROVIDER_FAULT_SILENT_BEFORE, "commit"::equals);
        assertThatThrownBy(() -> adapter.activate(Orders.activate(ORDER))).isInstanceOf(IOException.class);
        assertThat(bench.held(FIRST)).extracting(VpnService::adminStatus).containsExactly(VpnService.PRE_DEPLOYMENT);
    }

    /** Its standing is less than it was, which the reconciler sees, and the same command again makes it whole. */
    @Test
    void aPartThatIsLostIsSeenAndWrittenAgain() throws Exception {
        adapter.reserve(Orders.reserve(ORDER));
        Order whole = adapter.activate(Orders.activate(ORDER));
        Transaction.apply(List.of(new Change(bench.devices().get(SECOND), ORDER, Optional.empty())));

        Order half = adapter.get(Carrier.PROVIDER, ORDER);
        assertThat(half.getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_HELD);
        assertThat(half.getProviderState()).isEqualTo("pe1: admin-up; pe3: missing");
        assertThat(adapter.activate(Orders.activate(ORDER))).isEqualTo(whole);
        assertThat(bench.held(SECOND)).hasSize(1);
    }

    @Test
    void anOrderIsReadWhileADeviceThatHasNoPartInItIsOutOfReach() throws Exception {
        adapter.reserve(Orders.reserve(ORDER));
        bench.doors().get(1).arrange(ProviderFault.PROVIDER_FAULT_SILENT_BEFORE);

        assertThat(adapter.get(Carrier.PROVIDER, ORDER).getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_HELD);
        assertThatThrownBy(() -> adapter.list(Carrier.PROVIDER)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> adapter.get(Carrier.PROVIDER, "nobody's")).isInstanceOf(IOException.class);
    }

    /** A leg that takes the place of another beside a neighbour that stays has that one's number. */
    @Test
    void anExitGoesOverWithTheActivationAndBackWithTheRelease() throws Exception {
        String heir = "acme.heir";
        Order order = adapter.reserve(Orders.reserve(ORDER));
        adapter.activate(Orders.activate(ORDER));
        Order held = adapter.reserve(Orders.reserve(heir).toBuilder()
                .setAEnd(order.getAEnd())
                .setZEnd(order.getZEnd())
                .build());
        assertThat(held.getAEnd()).isEqualTo(order.getAEnd());
        assertThat(having(FIRST)).as("only held").contains(ORDER);

        assertThat(adapter.activate(Orders.activate(heir)).getStanding())
                .isEqualTo(OrderStanding.ORDER_STANDING_IN_SERVICE);
        assertThat(having(FIRST)).containsExactly(heir);
        assertThat(having(SECOND)).containsExactly(heir);
        Order yielded = adapter.get(Carrier.PROVIDER, ORDER);
        assertThat(yielded.getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_IN_SERVICE);
        assertThat(yielded.getProviderState()).contains("ix-lon as 2 is with 'acme.heir' now");
        adapter.modify(Orders.modify(ORDER, 2 * Carrier.BPS));
        assertThat(having(FIRST)).as("a change is no activation").containsExactly(heir);

        adapter.release(Orders.release(heir));
        assertThat(having(FIRST)).containsExactly(ORDER);
        assertThat(having(SECOND)).containsExactly(ORDER);
        assertThat(adapter.get(Carrier.PROVIDER, ORDER).getProviderState()).isEqualTo("pe1: admin-up; pe3: admin-up");
    }

    @Test
    void anExitStaysWhereTheSecondDeviceRefusesToHandOver() throws Exception {
        Order order = adapter.reserve(Orders.reserve(ORDER));
        adapter.activate(Orders.activate(ORDER));
        adapter.reserve(Orders.reserve("acme.heir").toBuilder()
                .setAEnd(order.getAEnd())
                .setZEnd(order.getZEnd())
                .build());
        List<VpnService> before = bench.held(FIRST);
        bench.doors().get(SECOND).arrange(ProviderFault.PROVIDER_FAULT_REFUSES);

        assertThatThrownBy(() -> adapter.activate(Orders.activate("acme.heir"))).isInstanceOf(Refused.class);
        assertThat(bench.held(FIRST)).isEqualTo(before);
    }

    /** The orders that are enabled there with their exit. */
    private List<String> having(int device) throws IOException {
        return bench.held(device).stream()
                .filter(it -> it.adminStatus().equals(VpnService.UP))
                .filter(it ->
                        it.nodes().getFirst().accesses().getFirst().yieldedTo().isEmpty())
                .map(VpnService::vpnId)
                .toList();
    }

    @Test
    void aServiceOfAnotherCustomerIsNoOrderAndIsLeftAlone() throws Exception {
        Device device = bench.devices().get(FIRST);
        VpnService theirs = new VpnService(
                ORDER,
                "theirs",
                "another",
                VpnService.UP,
                List.of(new VpnService.Node(
                        "lon", "", List.of(new VpnService.Access("x", "xe-0/0/1", 2, Optional.of(1L))))));
        Transaction.apply(List.of(new Change(device, ORDER, Optional.of(theirs))));

        assertThatThrownBy(() -> adapter.reserve(Orders.reserve(ORDER)))
                .isInstanceOfSatisfying(
                        Refused.class, it -> assertThat(it.reason()).isEqualTo(Reason.CONFLICT));
        assertThat(adapter.list(Carrier.PROVIDER)).isEmpty();
        Order ours = adapter.reserve(Orders.reserve("acme.ours"));
        assertThat(ours.getAEnd().getVlanId()).as("VLAN 2 is theirs").isEqualTo(3);
        adapter.release(Orders.release("acme.ours"));
        assertThat(bench.held(FIRST)).containsExactly(theirs);
    }

    @Test
    void aDeviceWithAnotherHostKeyIsNotTalkedTo(TestTool tool) throws Exception {
        try (SshConnector connector = new SshConnector();
                Device stranger = new Device(
                        Carrier.endpoint(
                                "pe1", tool.port(FIRST), NetconfServer.keyPair().getPublic(), Duration.ofSeconds(30)),
                        connector)) {
            assertThatThrownBy(stranger::list).isInstanceOf(IOException.class).hasMessageContaining("pe1: ");
        }
    }
}
