package dev.braid.netconf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.netconf.device.SshConnector;
import dev.braid.netconf.order.CeasedOrders;
import dev.braid.netconf.order.Unreadable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who changes one service by hand has changed that order, and takes no other away from us. */
class ChangedByHandTest {
    private static final String CHANGED = "acme.changed";
    private static final String OTHER = "acme.other";

    @TempDir
    private Path folder;

    private final SshConnector connector = new SshConnector();
    private OwnDevice first;
    private OwnDevice transit;
    private OwnDevice second;
    private CeasedOrders ceased;
    private L3nmAdapter adapter;

    @BeforeEach
    void start() throws Exception {
        first = new OwnDevice();
        transit = new OwnDevice();
        second = new OwnDevice();
        ceased = CeasedOrders.open(folder.resolve("ceased"));
        adapter = Carrier.adapter(
                List.of(endpoint("pe1", first), endpoint("pe2", transit), endpoint("pe3", second)), connector, ceased);
        for (String each : List.of(CHANGED, OTHER)) {
            adapter.reserve(Orders.reserve(each));
            adapter.activate(Orders.activate(each));
        }
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
    void whatOneDeviceStillTellsIsHeldAndMadeWholeAgain() throws Exception {
        Order whole = adapter.get(Carrier.PROVIDER, CHANGED);
        first.change(CHANGED, described("do not touch, Jim"));

        Order altered = adapter.get(Carrier.PROVIDER, CHANGED);
        assertThat(altered.getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_HELD);
        assertThat(altered.getLinkIdsList()).isEqualTo(Carrier.LINKS);
        assertThat(altered.getProviderState()).contains("pe1: admin-up, op-up, not as it was written");
        othersGoOn();
        assertThat(adapter.activate(Orders.activate(CHANGED))).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"do not touch, Jim", "", "links=par-fra a=ix-par@2 z=ix-fra@2"})
    void whatNoDeviceTellsIsHeldAndReleased(String description) throws Exception {
        first.change(CHANGED, described(description));
        second.change(CHANGED, described(description.isEmpty() ? "links=lon-par a=ix-lon@9 z=ix-par@9" : "Jim"));

        assertThat(adapter.get(Carrier.PROVIDER, CHANGED).getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_HELD);
        othersGoOn();
        adapter.release(Orders.release(CHANGED));
        assertThat(first.running()).containsOnlyKeys(OTHER);
        assertThat(second.running()).containsOnlyKeys(OTHER);
    }

    @Test
    void whatDoesNotSayWhichLinksItTakesIsNotWrittenAndCountsOnAll() throws Exception {
        first.change(CHANGED, described("Jim"));
        second.change(CHANGED, described("Jim"));

        assertThatThrownBy(() -> adapter.activate(Orders.activate(CHANGED)))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("does not say which links it takes");
        assertThatThrownBy(() -> adapter.reserve(Orders.reserve("acme.much").toBuilder()
                        .setBandwidthBps(Carrier.CAPACITY_BPS - Carrier.BPS)
                        .build()))
                .hasMessageContaining("has %d bit/s free".formatted(Carrier.CAPACITY_BPS - 2 * Carrier.BPS));
    }

    @Test
    void aStatusOfItsOwnOrNoBandwidthAreTheOrdersOwn() throws Exception {
        first.change(
                CHANGED,
                it -> it.replace("admin-up", "admin-maybe").replaceAll("<(pe-to-ce|ce-to-pe)[^/]*/[^>]*>", ""));
        second.change(CHANGED, it -> it.replaceAll("<(pe-to-ce|ce-to-pe)[^/]*/[^>]*>", ""));

        assertThat(adapter.get(Carrier.PROVIDER, CHANGED).getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_HELD);
        othersGoOn();
        assertThatThrownBy(() -> adapter.activate(Orders.activate(CHANGED)))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("does not say how much it holds");
        assertThat(adapter.modify(Orders.modify(CHANGED, Carrier.BPS)).getBandwidthBps())
                .isEqualTo(Carrier.BPS);
        assertThat(adapter.activate(Orders.activate(CHANGED)).getStanding())
                .isEqualTo(OrderStanding.ORDER_STANDING_IN_SERVICE);
    }

    private void othersGoOn() throws Exception {
        assertThat(adapter.get(Carrier.PROVIDER, OTHER).getStanding())
                .isEqualTo(OrderStanding.ORDER_STANDING_IN_SERVICE);
        assertThat(adapter.list(Carrier.PROVIDER))
                .extracting(Order::getReference)
                .contains(CHANGED, OTHER);
        adapter.modify(Orders.modify(OTHER, 2 * Carrier.BPS));
        adapter.reserve(Orders.reserve("acme.new"));
        adapter.release(Orders.release("acme.new"));
    }

    private static UnaryOperator<String> described(String text) {
        return it -> it.replaceFirst("(<vpn-description[^>]*>)[^<]*", "$1" + text);
    }

    private static dev.braid.netconf.device.Endpoint endpoint(String id, OwnDevice device) {
        return Carrier.endpoint(id, device.server().port(), device.server().hostKey(), Duration.ofSeconds(30));
    }
}
