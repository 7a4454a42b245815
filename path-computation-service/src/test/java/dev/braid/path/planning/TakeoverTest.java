package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.Topic;
import dev.braid.path.domain.route.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TakeoverTest extends BrokerTest {
    @Test
    void aRestartGivesTheSameBookAndAnswersNothingTwice() {
        List<dev.braid.path.domain.route.PathRecord> before;
        long reserved;
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            broker.request("stay", 1, demand("gb-lon", "de-fra", 0.1), demand("gb-lon", "fr-par", 0.1));
            awaitPhase(replica, "acme.stay.1", Phase.PLANNED);
            broker.activated("stay.1", 1, 1);
            awaitPhase(replica, "acme.stay.1", Phase.ACTIVE);
            before = replica.book();
            reserved = replica.reservedBps(LINK);
        }
        int written = broker.committed(Topic.PATHS).size();
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            broker.request("after", 1, demand("gb-lon", "de-fra", 0.1));
            awaitPhase(replica, "acme.after.1", Phase.PLANNED);
            assertThat(replica.book()).containsAll(before);
            assertThat(replica.reservedBps(LINK)).isEqualTo(reserved + 100_000_000);
        }
        assertThat(broker.committed(Topic.PATHS)).hasSize(written + 1);
    }

    @Test
    void aTransactionThatAbortsIsComputedAgainFromUnchangedMemory() throws InvalidProtocolBufferException {
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            replica.faults.failCommits(2);
            broker.request("aborted", 1, demand("gb-lon", "de-fra", 0.1));
            awaitPhase(replica, "acme.aborted.1", Phase.PLANNED);

            assertThat(replica.find("acme.aborted.1").orElseThrow().sequence()).isEqualTo(1);
            assertThat(replica.count("braid.path.aborted.transactions")).isEqualTo(2);
            assertThat(recordsOf("acme.aborted.1")).hasSize(1);
            assertThat(replica.live.role()).isEqualTo(Role.WRITER);
        }
    }

    @Test
    void aWriterWhoseTransactionsKeepAbortingStartsOverAndAnswersOnce() throws InvalidProtocolBufferException {
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            replica.faults.failCommits(3);
            broker.request("restless", 1, demand("gb-lon", "de-fra", 0.1));
            await().atMost(60, TimeUnit.SECONDS).until(() -> replica.count("braid.path.takeovers") == 2);
            awaitPhase(replica, "acme.restless.1", Phase.PLANNED);

            assertThat(recordsOf("acme.restless.1")).hasSize(1);
        }
    }

    @Test
    void aSecondReplicaTakesOverInTheMiddleOfATransactionAndTheZombieIsFenced() throws Exception {
        Map<String, String> impatient = Map.of("braid.path.planning.max-poll-interval", "7s");
        try (TestReplica zombie = TestReplica.start(broker.address(), impatient).await(Role.WRITER);
                TestReplica heir =
                        TestReplica.start(broker.address(), impatient).await(Role.STANDBY)) {
            broker.request("first", 1, demand("gb-lon", "de-fra", 0.1));
            awaitPhase(heir, "acme.first.1", Phase.PLANNED);
            zombie.faults.freezeNextCommit();
            broker.request("torn", 1, demand("gb-lon", "de-fra", 0.1), demand("gb-lon", "fr-par", 0.1));
            zombie.faults.awaitFrozen();
            assertThat(recordsOf("acme.torn.1")).isEmpty();

            heir.await(Role.WRITER);
            awaitPhase(heir, "acme.torn.1", Phase.PLANNED);
            awaitPhase(heir, "acme.torn.2", Phase.PLANNED);
            zombie.faults.thaw();
            await().atMost(60, TimeUnit.SECONDS).until(() -> zombie.count("braid.path.step.downs") == 1);
            zombie.await(Role.STANDBY);
            assertThat(zombie.book()).isEqualTo(heir.book());
            assertThat(recordsOf("acme.torn.1")).hasSize(1);
            assertThat(recordsOf("acme.torn.2")).hasSize(1);
            assertThat(heir.live.role()).isEqualTo(Role.WRITER);
        }
    }

    @Test
    void aReplicaThatComesBackUnderItsNameTakesOverAtOnce() throws Exception {
        Duration session = Duration.ofSeconds(30);
        Map<String, String> named = Map.of(
                "braid.path.planning.instance-id",
                "replica-1",
                "braid.path.planning.session-timeout",
                session.toSeconds() + "s");
        try (TestReplica killed = TestReplica.start(broker.address(), named).await(Role.WRITER)) {
            killed.faults.freezeNextCommit();
            broker.request("left", 1, demand("gb-lon", "de-fra", 0.1));
            killed.faults.awaitFrozen();
            long start = System.nanoTime();
            try (TestReplica back = TestReplica.start(broker.address(), named).await(Role.WRITER)) {
                awaitPhase(back, "acme.left.1", Phase.PLANNED);
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                System.out.printf("replacement under the same name works after %d ms%n", waited.toMillis());
                // Whoever has to wait for the end of the old session waits for most of it.
                assertThat(waited).isLessThan(session.dividedBy(3));
                assertThat(recordsOf("acme.left.1")).hasSize(1);
            }
        } finally {
            // Named replicas keep their place when they leave.
            broker.expelAll();
        }
    }

    @Test
    void aWriterThatIsExpelledAndLetInAgainAtOnceStartsOverAndAnswersOn() throws InvalidProtocolBufferException {
        // So long that losing the topic of intents and getting it back falls into one poll.
        Map<String, String> patient = Map.of("braid.path.planning.poll-wait", "4s");
        try (TestReplica replica = TestReplica.start(broker.address(), patient).await(Role.WRITER)) {
            broker.request("before", 1, demand("gb-lon", "de-fra", 0.1));
            awaitPhase(replica, "acme.before.1", Phase.PLANNED);
            broker.expelAll();
            await().atMost(60, TimeUnit.SECONDS).until(() -> replica.count("braid.path.takeovers") == 2);
            assertThat(replica.count("braid.path.step.downs")).isEqualTo(1);

            broker.request("expelled", 1, demand("gb-lon", "de-fra", 0.1));
            awaitPhase(replica, "acme.expelled.1", Phase.PLANNED);
            assertThat(recordsOf("acme.before.1")).hasSize(1);
            assertThat(recordsOf("acme.expelled.1")).hasSize(1);
        }
    }
}
