package dev.braid.intent.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.intent.support.Bus;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.Network;
import dev.braid.intent.support.Wishes;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A month is not settled ahead of the news of it. */
@QuarkusTest
@WithTestResource(IntentStack.class)
class TopicProgressTest {
    @Inject
    TopicProgress progress;

    @Test
    void whatWasToldBeforeAMomentIsWaitedForAndNothingElseIs() throws InterruptedException {
        Client client = Client.ofNewTenant();
        Instant later = Instant.now().plus(Duration.ofHours(1));
        try (Bus bus = new Bus()) {
            Network network = Network.of(bus, Wishes.submitPair(client, "news"), 1);
            awaitHeardUntil(later);

            Instant before = Instant.now();
            Thread.sleep(5);
            network.say(network.health(HealthState.HEALTH_STATE_MET, 1, 7, before));
            // It may be processed at once; that it was is told to Kafka some seconds later.
            assertThat(heardUntil(later)).isFalse();
            assertThat(heardUntil(before)).isTrue();
            awaitHeardUntil(later);
        }
    }

    private void awaitHeardUntil(Instant time) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!heardUntil(time)) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            Thread.sleep(100);
        }
    }

    private boolean heardUntil(Instant time) {
        return progress.hasHeardUntil(time).await().atMost(Duration.ofSeconds(20));
    }
}
