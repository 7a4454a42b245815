package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.during;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WindowTakeoverTest extends BrokerTest {
    @Test
    void whatBeginsAndEndsWhileNobodyWritesIsCaughtUpAtOnceAndOnce() {
        Instant turn = Instant.now().plusSeconds(30).truncatedTo(ChronoUnit.SECONDS);
        long booked;
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            broker.request("ends", 1, during(turn.minusSeconds(900), turn, demand("gb-lon", "de-fra", 6)));
            broker.request("begins", 1, during(turn, turn.plusSeconds(3_600), demand("fr-par", "de-fra", 6)));
            awaitPhase(replica, "acme.ends.1", Phase.PLANNED);
            awaitPhase(replica, "acme.begins.1", Phase.SCHEDULED);
            broker.activated("ends.1", 1, 1);
            awaitPhase(replica, "acme.ends.1", Phase.ACTIVE);
            booked = replica.live.read(state -> state.promisedBps("atlas-fr-par-de-fra"));
            assertThat(booked).isEqualTo(6_000_000_000L);
            assertThat(replica.reservedBps("atlas-fr-par-de-fra")).isZero();
        }
        await().atMost(60, TimeUnit.SECONDS).until(() -> Instant.now().isAfter(turn));
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            awaitPhase(replica, "acme.ends.1", Phase.RELEASING);
            awaitPhase(replica, "acme.begins.1", Phase.PLANNED);
            PathRecord begun = replica.find("acme.begins.1").orElseThrow();
            assertThat(begun.plan().orElseThrow().why().cause()).isEqualTo(Cause.WINDOW);
            assertThat(begun.plan().orElseThrow().revision()).isEqualTo(1);
            assertThat(begun.booking()).isEmpty();
            assertThat(replica.live.<Long>read(state -> state.promisedBps("atlas-fr-par-de-fra")))
                    .isEqualTo(booked);
        }
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            await().during(Duration.ofSeconds(3))
                    .atMost(10, TimeUnit.SECONDS)
                    .until(() -> recordsOf("acme.begins.1").size() == 2);
            assertThat(recordsOf("acme.ends.1")).hasSize(3);
            assertThat(replica.find("acme.ends.1").orElseThrow().phase()).isEqualTo(Phase.RELEASING);
        }
    }
}
