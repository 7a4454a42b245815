package dev.braid.netconf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.adapter.server.Refused;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.netconf.device.Endpoint;
import dev.braid.netconf.device.SshConnector;
import dev.braid.netconf.order.CeasedOrders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that can wait for a confirmation, in NETCONF 1.0, on {@link OwnDevice}. */
class ConfirmedCommitTest {
    @TempDir
    private Path folder;

    private final SshConnector connector = new SshConnector();
    private OwnDevice first;
    private OwnDevice transit;
    private OwnDevice second;
    private CeasedOrders ceased;
    private L3nmAdapter adapter;

    @BeforeEach
    void start() throws IOException {
        first = new OwnDevice();
        transit = new OwnDevice();
        second = new OwnDevice();
        ceased = CeasedOrders.open(folder.resolve("ceased"));
        adapter = Carrier.adapter(
                List.of(endpoint("pe1", first), endpoint("pe2", transit), endpoint("pe3", second)), connector, ceased);
    }

    @AfterEach
    void stop() throws IOException {
        connector.close();
        ceased.close();
        for (OwnDevice device : List.of(first, transit, second)) {
            device.close();
        }
    }

    @Test
    void nobodyConfirmsBeforeAllHaveCommitted() throws Exception {
        adapter.reserve(Orders.reserve("acme.1"));

        assertThat(first.seen())
                .containsExactly(
                        "get-config",
                        "lock",
                        "lock",
                        "get-config",
                        "edit-config",
                        "validate",
                        "commit confirmed",
                        "get-config",
                        "commit",
                        "unlock",
                        "unlock",
                        "get-config",
                        "get");
        assertThat(second.running()).containsOnlyKeys("acme.1");
    }

    @Test
    void whatTheSecondRefusesToCommitTheFirstCancels() throws Exception {
        second.refuse("commit confirmed", "operation-failed");

        assertThatThrownBy(() -> adapter.reserve(Orders.reserve("acme.1"))).isInstanceOf(Refused.class);
        assertThat(first.seen())
                .containsSubsequence("commit confirmed", "cancel-commit")
                .doesNotContain("commit");
        assertThat(first.running()).isEmpty();
        assertThat(second.running()).isEmpty();
    }

    @Test
    void whatTheSecondRefusesToConfirmTheFirstPutsBack() throws Exception {
        second.refuse("commit", "operation-failed");

        assertThatThrownBy(() -> adapter.reserve(Orders.reserve("acme.1"))).isInstanceOf(Refused.class);
        assertThat(first.running()).isEmpty();
        assertThat(second.running()).isEmpty();
    }

    @Test
    void whatIsNotValidIsNeverCommitted() throws Exception {
        second.refuse("validate", "invalid-value");

        assertThatThrownBy(() -> adapter.reserve(Orders.reserve("acme.1")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("invalid-value");
        assertThat(first.seen()).contains("discard-changes").doesNotContain("commit confirmed", "commit");
    }

    /** Who has the lock will let go of it: that is no answer to what was ordered. */
    @ParameterizedTest
    @ValueSource(strings = {"running", "candidate"})
    void aLockOfSomebodyElseIsNoRefusalAndLeavesNoneOfOurs(String datastore) throws Exception {
        second.lockedByAnother(datastore);

        assertThatThrownBy(() -> adapter.reserve(Orders.reserve("acme.1")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lock-denied");
        assertThat(first.running()).isEmpty();
        assertThat(first.locked()).isEmpty();
        assertThat(second.locked()).containsExactly(datastore);

        second.unlockedByAnother(datastore);
        assertThat(adapter.reserve(Orders.reserve("acme.1")).getStanding())
                .isEqualTo(OrderStanding.ORDER_STANDING_HELD);
        assertThat(second.locked()).isEmpty();
    }

    @Test
    void aSessionThatIsCutIsOpenedAgain() throws Exception {
        adapter.reserve(Orders.reserve("acme.1"));
        List.of(first, transit, second).forEach(it -> it.server().cut());

        // The first read may still meet the session that is going.
        for (int tries = 0; ; tries++) {
            try {
                assertThat(adapter.list(Carrier.PROVIDER)).hasSize(1);
                return;
            } catch (IOException e) {
                assertThat(tries).isLessThan(3);
            }
        }
    }

    @Test
    void whatIsEnabledAndDoesNotOperateIsPendingOnItsDevice() throws Exception {
        adapter.reserve(Orders.reserve("acme.1"));
        second.operates("op-down");

        Order order = adapter.activate(Orders.activate("acme.1"));
        assertThat(order.getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_PENDING);
        assertThat(order.getPendingOn().getParty()).isEqualTo("pe3");
        assertThat(order.getPendingOn().getSinceTime().getSeconds()).isEqualTo(1_795_845_600L);
        assertThat(order.getProviderState()).isEqualTo("pe1: admin-up, op-up; pe3: admin-up, op-down");

        second.operates("op-up");
        assertThat(adapter.get(Carrier.PROVIDER, "acme.1").getStanding())
                .isEqualTo(OrderStanding.ORDER_STANDING_IN_SERVICE);
    }

    private static Endpoint endpoint(String id, OwnDevice device) {
        return Carrier.endpoint(id, device.server().port(), device.server().hostKey(), Duration.ofSeconds(30));
    }
}
