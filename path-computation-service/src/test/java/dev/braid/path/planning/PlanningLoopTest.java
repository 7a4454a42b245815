package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.Topic;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.path.domain.network.ElementKind;
import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.RiskGroup;
import dev.braid.path.domain.network.TopologyChange;
import dev.braid.path.domain.network.TopologyOutcome;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.scenario.World;
import dev.braid.platform.errors.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanningLoopTest {
    private static final String LINK = "nordic-gb-lon-nl-ams";

    @TempDir
    private static Path folder;

    private static TestBroker broker;

    @BeforeAll
    static void theBrokerKnowsEurope() throws IOException {
        broker = new TestBroker(folder);
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            replica.apply(World.europe());
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void anIntentIsAnsweredOnTheTopicSoonAfterItCame() throws InvalidProtocolBufferException {
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER);
                KafkaConsumer<String, byte[]> consumer = broker.consumer()) {
            var partitions = StateFollower.partitions(consumer, List.of(Topic.PATHS));
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            long[] delaysMicros = new long[60];
            for (int i = 0; i < delaysMicros.length; i++) {
                long start = System.nanoTime();
                broker.request("quick" + i, 1, demand("gb-lon", "de-fra", 0.01));
                ConsumerRecord<String, byte[]> answer = next(consumer);
                delaysMicros[i] = (System.nanoTime() - start) / 1_000;
                assertThat(answer.key()).isEqualTo("acme.quick" + i + ".1");
                assertThat(PathRecord.parseFrom(answer.value()).getPlan().getHopsCount())
                        .isPositive();
                assertThat(new String(answer.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                        .isEqualTo("braid.path.v1.PathRecord");
            }
            long[] warm = Arrays.copyOfRange(delaysMicros, 20, delaysMicros.length);
            Arrays.sort(warm);
            System.out.printf(
                    "intent sent -> plan read by a consumer: median %.1f ms, worst %.1f ms%n",
                    warm[warm.length / 2] / 1000.0, warm[warm.length - 1] / 1000.0);
            assertThat(warm[warm.length / 2]).as("median in microseconds").isLessThan(250_000);
            assertThat(replica.count("braid.path.plans", "cause", "submitted")).isEqualTo(60);
        }
    }

    private static ConsumerRecord<String, byte[]> next(KafkaConsumer<String, byte[]> consumer) {
        for (int i = 0; i < 3_000; i++) {
            var records = consumer.poll(Duration.ofMillis(10));
            if (!records.isEmpty()) {
                return records.iterator().next();
            }
        }
        throw new AssertionError("No answer came.");
    }

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
        Map<String, String> named = Map.of("braid.path.planning.instance-id", "replica-1");
        try (TestReplica killed = TestReplica.start(broker.address(), named).await(Role.WRITER)) {
            killed.faults.freezeNextCommit();
            broker.request("left", 1, demand("gb-lon", "de-fra", 0.1));
            killed.faults.awaitFrozen();
            long start = System.nanoTime();
            try (TestReplica back = TestReplica.start(broker.address(), named).await(Role.WRITER)) {
                awaitPhase(back, "acme.left.1", Phase.PLANNED);
                System.out.printf(
                        "replacement under the same name works after %d ms%n", (System.nanoTime() - start) / 1_000_000);
                assertThat(recordsOf("acme.left.1")).hasSize(1);
            }
        }
    }

    @Test
    void aStandbyFollowsAndAnswersButTakesNoChange() {
        try (TestReplica writer = TestReplica.start(broker.address()).await(Role.WRITER);
                TestReplica standby = TestReplica.start(broker.address()).await(Role.STANDBY)) {
            broker.request("seen", 1, demand("gb-lon", "de-fra", 0.1));
            awaitPhase(standby, "acme.seen.1", Phase.PLANNED);
            broker.measured(LINK, 12_345);
            await().atMost(30, TimeUnit.SECONDS).until(() -> latency(standby, LINK) == 12_345);
            await().atMost(30, TimeUnit.SECONDS).until(() -> latency(writer, LINK) == 12_345);
            assertThatThrownBy(() -> standby.apply(World.europe()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("standby");

            broker.send(Topic.LINK_METRICS, LINK, (byte[]) null);
            await().atMost(30, TimeUnit.SECONDS).until(() -> latency(standby, LINK) == 3_500);
            await().atMost(30, TimeUnit.SECONDS).until(() -> latency(writer, LINK) == 3_500);
        }
    }

    @Test
    void aTopologyChangeIsCommittedBeforeItIsAnswered() throws InvalidProtocolBufferException {
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            TopologyChange cable = new TopologyChange(List.of(new RiskGroup("cable", "Cable")), List.of());
            assertThat(replica.apply(cable)).isInstanceOf(TopologyOutcome.Accepted.class);
            assertThat(broker.committed(Topic.TOPOLOGY))
                    .anyMatch(record -> record.key().equals("risk-group/cable"));
            assertThat(replica.apply(cable))
                    .isInstanceOfSatisfying(
                            TopologyOutcome.Accepted.class,
                            accepted -> assertThat(accepted.changed()).isEmpty());

            replica.apply(
                    new TopologyChange(List.of(), List.of(new ElementReference(ElementKind.RISK_GROUP, "cable"))));
            var last = broker.committed(Topic.TOPOLOGY).getLast();
            assertThat(last.key()).isEqualTo("risk-group/cable");
            assertThat(last.value()).isNull();
            TopologyElement first = TopologyElement.parseFrom(
                    broker.committed(Topic.TOPOLOGY).getFirst().value());
            assertThat(first.getVersion()).isPositive();
        }
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            boolean there = replica.live.read(state -> state.topology().contains(ElementKind.RISK_GROUP, "cable"));
            assertThat(there).isFalse();
        }
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersAndThePartitionGoesOn() {
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            int before = broker.committed(Topic.PATH_DEAD_LETTERS).size();
            byte[] whole = TestBroker.requested("cut", 1, demand("gb-lon", "de-fra", 0.1))
                    .toByteArray();
            byte[] truncated = Arrays.copyOf(whole, whole.length - 3);
            List<Topic> inputs = List.of(
                    Topic.INTENTS, Topic.PROVISIONING, Topic.HEALTH, Topic.LINK_METRICS, Topic.TOPOLOGY, Topic.PATHS);
            inputs.forEach(topic -> broker.send(topic, "acme.cut", truncated));
            broker.send(Topic.INTENTS, null, whole);
            broker.send(Topic.INTENTS, "acme.other", whole);
            broker.send(Topic.INTENTS, "acme.cut", (byte[]) null);
            broker.request("whole", 1, demand("gb-lon", "de-fra", 0.1));
            awaitPhase(replica, "acme.whole.1", Phase.PLANNED);
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> broker.committed(Topic.PATH_DEAD_LETTERS).size() == before + inputs.size() + 2);

            var letters = broker.committed(Topic.PATH_DEAD_LETTERS).subList(before, before + inputs.size() + 2);
            for (Topic topic : inputs) {
                assertThat(letters).as("%s", topic).anySatisfy(letter -> {
                    assertThat(header(letter, "dead-letter-topic")).isEqualTo(topic.topicName());
                    assertThat(header(letter, "dead-letter-cause")).isEqualTo("MALFORMED");
                    assertThat(header(letter, "dead-letter-reason")).contains("cannot be read");
                    assertThat(letter.value()).isEqualTo(truncated);
                    assertThat(letter.key()).isEqualTo("acme.cut");
                });
            }
            assertThat(letters)
                    .extracting(letter -> header(letter, "dead-letter-cause"))
                    .contains("KEY_MISSING", "INVALID");
            assertThat(replica.find("acme.cut.1")).isEmpty();
            assertThat(replica.count("braid.dead.letters", "reason", "MALFORMED", "topic", "braid.intents.v1"))
                    .isEqualTo(1);
        }
        int after = broker.committed(Topic.PATH_DEAD_LETTERS).size();
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            broker.request("again", 1, demand("gb-lon", "de-fra", 0.1));
            awaitPhase(replica, "acme.again.1", Phase.PLANNED);
            assertThat(broker.committed(Topic.PATH_DEAD_LETTERS)).hasSize(after);
        }
    }

    @Test
    void whatCouldNotBeReadWhileNobodyWroteIsPutAsideByTheNextWriter() {
        int before = broker.committed(Topic.PATH_DEAD_LETTERS).size();
        broker.send(Topic.PATHS, "acme.broken.1", new byte[] {1, 2, 3});
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> broker.committed(Topic.PATH_DEAD_LETTERS).size() == before + 1);
            assertThat(replica.find("acme.broken.1")).isEmpty();
        }
    }

    @Test
    void inputsThatComeToNothingAreCommittedToo() {
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            broker.request("noted", 3, demand("gb-lon", "de-fra", 0.1));
            awaitPhase(replica, "acme.noted.1", Phase.PLANNED);
            long offset = broker.groupOffset(Topic.INTENTS, 0);
            broker.request("noted", 2, demand("gb-lon", "de-fra", 0.1));
            await().atMost(30, TimeUnit.SECONDS).until(() -> broker.groupOffset(Topic.INTENTS, 0) == offset + 1);

            assertThat(replica.count("braid.path.ignored", "kind", "stale-generation"))
                    .isEqualTo(1);
            assertThat(replica.find("acme.noted.1").orElseThrow().sequence()).isEqualTo(1);
        }
    }

    private static void awaitPhase(TestReplica replica, String connectionId, Phase phase) {
        await().atMost(60, TimeUnit.SECONDS)
                .pollInterval(10, TimeUnit.MILLISECONDS)
                .until(() -> replica.find(connectionId)
                        .filter(record -> record.phase() == phase)
                        .isPresent());
    }

    private static long latency(TestReplica replica, String linkId) {
        return replica.live.read(state -> state.network()
                .load()
                .latencyUs(state.network().index().arc(linkId).orElseThrow()));
    }

    private static List<ConsumerRecord<String, byte[]>> recordsOf(String connectionId) {
        return broker.committed(Topic.PATHS).stream()
                .filter(record -> connectionId.equals(record.key()))
                .toList();
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
