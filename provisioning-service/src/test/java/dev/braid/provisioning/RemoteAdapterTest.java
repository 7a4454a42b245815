package dev.braid.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.adapter.server.AdapterServer;
import dev.braid.api.Topic;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.provisioning.support.BookAdapter;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Carriers;
import dev.braid.provisioning.support.Client;
import dev.braid.provisioning.support.ProvisioningStack;
import dev.braid.provisioning.support.Wanted;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A provider whose adapter is a process of its own, beside one whose API we speak ourselves. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class RemoteAdapterTest {
    private static final long BPS = 100_000_000;

    private final Bus bus = new Bus(Topic.PROVISIONING);
    private final BookAdapter book = new BookAdapter("remote");

    @Test
    void aPlanOverBothIsProvisionedRepairedAndReleased() throws IOException {
        Carriers.shared();
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(BPS, "remote", "atlas"));
        // Nobody listens yet: that is no refusal.
        await().ignoreExceptions()
                .until(() -> Client.ofTenant("acme").connection(wanted.connectionId).getLegsList().stream()
                        .anyMatch(leg -> leg.getAttemptCount() > 0));
        assertThat(bus.told(wanted.connectionId)).isEmpty();

        try (AdapterServer _ = AdapterServer.serving(book)
                .withToken(ProvisioningStack.ADAPTER_TOKEN)
                .listen("127.0.0.1", ProvisioningStack.adapterPort())) {
            bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
            assertThat(ours(wanted))
                    .extracting(Order::getStanding)
                    .containsExactly(OrderStanding.ORDER_STANDING_IN_SERVICE);
            assertThat(book.epochs.values()).as("the epoch of the claim").allMatch(epoch -> epoch >= 1);

            String reference = wanted.connectionId + ".1";
            List<String> ordered = ours(wanted).getFirst().getLinkIdsList();
            book.move(reference, List.of("detour"));
            bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1", "DRIFT_FOUND 1");
            assertThat(bus.events(wanted.connectionId).getLast().getDriftFound().getDifference())
                    .endsWith("links [detour] and not " + ordered);
            await().until(() -> ours(wanted).getFirst().getLinkIdsList().equals(ordered));

            wanted.send(wanted.release());
            await().untilAsserted(
                            () -> assertThat(bus.told(wanted.connectionId)).contains("RELEASED 1"));
            assertThat(ours(wanted))
                    .extracting(Order::getStanding)
                    .containsExactly(OrderStanding.ORDER_STANDING_CEASED);
        }
    }

    private List<Order> ours(Wanted wanted) {
        return book.orders.values().stream()
                .filter(it -> it.getReference().startsWith(wanted.connectionId + "."))
                .toList();
    }
}
