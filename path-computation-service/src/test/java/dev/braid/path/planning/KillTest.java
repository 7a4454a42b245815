package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.Topic;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.path.contract.RecordProto;
import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.scenario.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One history of intents, and a writer that is killed at random moments of it. Whatever the moment, its successor reads
 * a book in which every generation of every intent is answered once, in order, and no link is overbooked.
 */
class KillTest extends BrokerTest {
    private static final long[] SEEDS = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89};
    private static final int INTENTS = 150;
    private static final List<String> CITIES = List.of("gb-lon", "fr-par", "de-fra", "nl-ams");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private static Path folder;

    private static KilledWriter writer;
    private KafkaConsumer<String, byte[]> answers;

    /** How many records of each connection and generation were asked for, and how many came. */
    private final Map<String, Integer> asked = new HashMap<>();

    private final List<ConsumerRecord<String, byte[]>> came = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        writer = KilledWriter.start(broker.address(), folder.resolve("writer.log"));
    }

    @AfterAll
    static void end() throws InterruptedException {
        writer.kill();
    }

    @BeforeEach
    void listen() {
        answers = broker.consumer("read_committed");
        List<TopicPartition> partitions = StateFollower.partitions(answers, List.of(Topic.PATHS));
        answers.assign(partitions);
        answers.seekToBeginning(partitions);
    }

    @AfterEach
    void close() {
        answers.close();
    }

    @Test
    void aWriterKilledAtRandomMomentsLosesNothingDoublesNothingAndOverbooksNothing() throws Exception {
        for (long seed : SEEDS) {
            Random random = new Random(seed);
            int before = expected();
            ask(seed, random);
            // At any moment from the first answer to the last: in the middle of a batch, of a transaction, of a commit.
            int moment = before + 1 + random.nextInt(expected() - before - 1);
            await(() -> came.size() >= moment);
            Thread.sleep(random.nextInt(10));
            assertThat(writer.alive()).isTrue();
            writer.kill();
            writer = KilledWriter.start(broker.address(), folder.resolve("writer.log"));
            await(() -> came.size() >= expected());
            assertThat(came.size()).as("answers after seed %d", seed).isEqualTo(expected());
            assertEachAnsweredOnce(seed);
            assertNothingOverbooked(seed);
        }
    }

    private int expected() {
        return asked.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Intents of one to three connections; one in four is changed later, one in eight terminated. */
    private void ask(long seed, Random random) {
        for (int i = 0; i < INTENTS; i++) {
            String intent = "s%d-i%d".formatted(seed, i);
            int connections = 1 + random.nextInt(8) / 6 + random.nextInt(8) / 7;
            broker.post(intent, TestBroker.requested(intent, 1, demands(connections, random)));
            expect(intent, connections, 1);
            int fate = random.nextInt(8);
            if (fate < 2) {
                broker.post(intent, TestBroker.requested(intent, 2, demands(connections, random)));
                expect(intent, connections, 2);
            } else if (fate == 2) {
                broker.post(intent, TestBroker.terminated(intent, 2));
                expect(intent, connections, 2);
            }
        }
    }

    private void expect(String intent, int connections, long generation) {
        for (int i = 1; i <= connections; i++) {
            asked.merge("acme.%s.%d/%d".formatted(intent, i, generation), 1, Integer::sum);
        }
    }

    private static Demand[] demands(int connections, Random random) {
        Demand[] demands = new Demand[connections];
        for (int i = 0; i < connections; i++) {
            int from = random.nextInt(CITIES.size());
            int to = (from + 1 + random.nextInt(CITIES.size() - 1)) % CITIES.size();
            demands[i] = demand(CITIES.get(from), CITIES.get(to), (5 + random.nextInt(40)) / 1000.0);
        }
        return demands;
    }

    private void await(BooleanSupplier done) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            answers.poll(Duration.ofMillis(1)).forEach(came::add);
            assertThat(System.nanoTime())
                    .as("%d of %d answers came", came.size(), expected())
                    .isLessThan(deadline);
        }
    }

    private void assertEachAnsweredOnce(long seed) throws IOException {
        Map<String, Integer> answered = new HashMap<>();
        Map<String, Long> sequences = new HashMap<>();
        for (ConsumerRecord<String, byte[]> answer : came) {
            PathRecord record = PathRecord.parseFrom(answer.value());
            answered.merge(record.getConnectionId() + "/" + record.getGeneration(), 1, Integer::sum);
            assertThat(record.getSequence())
                    .as("%s after seed %d", record.getConnectionId(), seed)
                    .isEqualTo(sequences.merge(record.getConnectionId(), 1L, Long::sum));
        }
        assertThat(answered).as("seed %d", seed).isEqualTo(asked);
    }

    /** The book that a successor reads, its sums, and its network, against a plain recount of the newest records. */
    private void assertNothingOverbooked(long seed) throws IOException {
        PlanningState state = new PlanningState();
        Map<String, PathRecord> newest = new HashMap<>();
        state.apply(World.europe().change());
        for (ConsumerRecord<String, byte[]> answer : came) {
            PathRecord record = PathRecord.parseFrom(answer.value());
            newest.put(record.getConnectionId(), record);
            state.apply(new Change.RecordWritten(RecordProto.record(record)));
        }
        Map<String, Long> recount = new HashMap<>();
        newest.values().forEach(record -> {
            Map<String, Long> held = new HashMap<>();
            List<dev.braid.api.path.v1.PathPlan> plans = new ArrayList<>(record.getHeldPlansList());
            if (record.hasPlan()) {
                plans.add(record.getPlan());
            }
            plans.forEach(plan -> plan.getHopsList().forEach(hop -> {
                held.merge(hop.getLinkId(), plan.getBandwidthBps(), Math::max);
                held.merge(hop.getReverseLinkId(), plan.getBandwidthBps(), Math::max);
            }));
            held.forEach((link, bps) -> recount.merge(link, bps, Long::sum));
        });
        var network = state.network();
        for (var link : state.topology().links()) {
            long held = recount.getOrDefault(link.linkId(), 0L);
            assertThat(held).as("%s after seed %d", link.linkId(), seed).isLessThanOrEqualTo(link.capacityBps());
            assertThat(state.book().reservedBps(link.linkId())).isEqualTo(held);
            int arc = network.index().arc(link.linkId()).orElseThrow();
            assertThat(network.load().residualBps(arc)).isEqualTo(link.capacityBps() - held);
        }
        assertThat(recount.values()).anyMatch(held -> held > 0);
    }
}
