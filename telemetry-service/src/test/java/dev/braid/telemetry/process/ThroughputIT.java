package dev.braid.telemetry.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.telemetry.v1.Sample;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.telemetry.support.Broker;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Prints what one process takes; asserts only that it reads all, because the machine decides the rest. */
class ThroughputIT {
    private static final int LINKS = 900;
    private static final int ROUNDS = 600;
    private static final String ACCEPTED = "braid_telemetry_samples_accepted_total{entrance=\"kafka\"";
    private static final String REFUSED = "braid_telemetry_samples_refused_total{entrance=\"kafka\"";

    @BeforeAll
    static void start() {
        new EmbeddedStack().start();
    }

    @Test
    void everySampleOfALargeNetworkIsRead() throws Exception {
        try (Broker broker = new Broker();
                Replica replica = new Replica("throughput")) {
            for (int link = 0; link < LINKS; link++) {
                broker.link("load-" + link, "atlas", 1_000);
            }
            broker.flush();
            // Once to warm up, then to measure.
            load(broker, replica, ROUNDS / 3);
            double lateBefore = replica.metric(REFUSED);
            Duration cpuBefore = replica.cpuTime();
            long startNanos = System.nanoTime();
            double taken = load(broker, replica, ROUNDS);
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            double cpuSeconds = replica.cpuTime().minus(cpuBefore).toNanos() / 1e9;

            System.out.printf(
                    "Read %,.0f samples (%,.0f of them too late) of %d links in %.1f s (the sender on the same cores): %,.0f a second; %.1f s of"
                            + " processor time: %,.0f a second and core%n",
                    taken,
                    replica.metric(REFUSED) - lateBefore,
                    LINKS,
                    seconds,
                    taken / seconds,
                    cpuSeconds,
                    taken / cpuSeconds);
        }
    }

    private static double load(Broker broker, Replica replica, int rounds) {
        double before = seen(replica);
        for (int round = 0; round < rounds; round++) {
            Instant now = Instant.now();
            for (int link = 0; link < LINKS; link++) {
                Sample sample = Broker.sample("load-" + link, "atlas", now.plusNanos(round * 1_000L), 2_000 + link, 0);
                broker.samples(sample);
            }
        }
        broker.flush();
        double expected = (double) rounds * LINKS;
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> seen(replica) - before >= expected);
        assertThat(seen(replica) - before).isEqualTo(expected);
        return expected;
    }

    /** Accepted or, where this machine holds a batch up for longer than the grace, late. */
    private static double seen(Replica replica) {
        return replica.metric(ACCEPTED) + replica.metric(REFUSED);
    }
}
