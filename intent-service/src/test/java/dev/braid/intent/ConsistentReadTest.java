package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.ListIntentsRequest;
import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.intent.support.Bus;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.Network;
import dev.braid.intent.support.Wishes;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An intent and its connections stand in different rows; whoever reads them while they change sees one moment. */
@QuarkusTest
@WithTestResource(IntentStack.class)
class ConsistentReadTest {
    private static final int CHANGES = 400;

    @Test
    void oneVersionHasOneContentHoweverItIsRead() {
        Client client = Client.ofNewTenant();
        Instant start = Instant.now().minusSeconds(3_000);
        SubmitIntentRequest submission = Wishes.submit("busy", Wishes.pair("left", "right"));
        try (Bus bus = new Bus()) {
            Network network = Network.of(bus, Wishes.submitPair(client, "busy"), 1);
            network.say(network.activated(1, 1, 1, Instant.now()));
            Wishes.await(client, "busy", i -> i.getConnections(0).getActiveRevision() == 1);
            for (int i = 1; i <= CHANGES; i++) {
                network.say(network.health(HealthState.HEALTH_STATE_AT_RISK, 1, i, start.plusSeconds(i)));
            }
            Map<Long, Intent> contents = new HashMap<>();
            Intent intent;
            do {
                intent = Wishes.get(client, "busy");
                check(contents, intent);
                check(contents, client.intents().submitIntent(submission).getIntent());
                check(
                        contents,
                        client.intents()
                                .listIntents(ListIntentsRequest.getDefaultInstance())
                                .getIntents(0));
            } while (intent.getConnections(0).getMeasuredLatencyUs() < CHANGES);
        }
    }

    private static void check(Map<Long, Intent> contents, Intent intent) {
        assertThat(intent).isEqualTo(contents.computeIfAbsent(intent.getVersion(), _ -> intent));
    }
}
