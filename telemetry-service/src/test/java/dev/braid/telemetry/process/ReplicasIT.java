package dev.braid.telemetry.process;

import static dev.braid.telemetry.support.Broker.plan;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.telemetry.support.Broker;
import dev.braid.telemetry.support.Probe;
import dev.braid.telemetry.support.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReplicasIT {
    private static final List<String> CONNECTIONS =
            IntStream.rangeClosed(1, 12).mapToObj(i -> "pair.one." + i).toList();

    @BeforeAll
    static void start() {
        new EmbeddedStack().start();
    }

    @Test
    void twoReplicasShareTheWorkAndOneTakesOverFromTheOther() throws Exception {
        try (Broker broker = new Broker();
                Probe probe = new Probe(broker, "atlas");
                Judgements judgements = new Judgements();
                Replica first = new Replica("replica-first");
                Replica second = new Replica("replica-second")) {
            // Links of one path lie in partitions of both.
            List<String> links =
                    IntStream.range(0, 6).mapToObj(i -> "pair-" + i).toList();
            links.forEach(linkId -> {
                broker.link(linkId, "atlas", 1_000);
                probe.latency(linkId, 5_000);
            });
            CONNECTIONS.forEach(connectionId -> broker.path(
                    connectionId, PathPhase.PATH_PHASE_ACTIVE, 10_000, plan(1, links.toArray(String[]::new))));
            CONNECTIONS.forEach(id -> judgements.await(id, HealthState.HEALTH_STATE_BROKEN));
            settle(Duration.ofSeconds(11));

            assertThat(first.metric("braid_telemetry_windows_closed_total")).isPositive();
            assertThat(second.metric("braid_telemetry_windows_closed_total")).isPositive();
            assertThat(first.metric("braid_telemetry_health_transitions_total")).isPositive();
            assertThat(second.metric("braid_telemetry_health_transitions_total"))
                    .isPositive();
            CONNECTIONS.forEach(id -> assertOneJudge(judgements.of(id)));
            // Every replica answers for every connection, whoever judges it.
            for (Replica replica : List.of(first, second)) {
                assertThat(replica.calls().list(Tokens.viewer("pair"), 100, "").getHealthCount())
                        .isEqualTo(CONNECTIONS.size());
            }

            first.kill();
            long killedMs = System.currentTimeMillis();
            links.forEach(linkId -> probe.latency(linkId, 1_200));
            CONNECTIONS.forEach(id -> judgements.await(id, HealthState.HEALTH_STATE_MET));
            System.out.printf(
                    "From the death of a replica until all is judged well by the other: %d ms (10 s of them are the"
                            + " hysteresis)%n",
                    System.currentTimeMillis() - killedMs);
        }
    }

    /** In trouble a judge repeats itself every five seconds; two judges would do so twice as often. */
    private static void assertOneJudge(List<ConnectionHealth> health) {
        List<Long> broken = health.stream()
                .filter(judged -> judged.getState() == HealthState.HEALTH_STATE_BROKEN)
                .map(judged -> Timestamps.toMillis(judged.getJudgeTime()))
                .toList();
        assertThat(broken).hasSizeGreaterThanOrEqualTo(2);
        for (int i = 1; i < broken.size(); i++) {
            assertThat(broken.get(i) - broken.get(i - 1)).isGreaterThan(3_500);
        }
    }

    private static void settle(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }
}
