package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.Topic;
import dev.braid.api.path.v1.Cause;
import dev.braid.api.path.v1.DecisionEvent;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.path.domain.route.Priority;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link fails, and the writer is killed while connections are moved off it: its successor moves the others. */
class FailureTakeoverTest extends BrokerTest {
    private static final int CONNECTIONS = 140;

    @TempDir
    private Path folder;

    private KilledWriter writer;

    @AfterEach
    void end() throws InterruptedException {
        writer.kill();
    }

    @Test
    void aWriterKilledInTheMiddleLosesNobodyMovesNobodyTwiceAndKeepsTheOrder() throws Exception {
        writer = KilledWriter.start(broker.address(), folder.resolve("writer.log"));
        for (int i = 0; i < CONNECTIONS; i++) {
            int priority = i * 5 % 8;
            broker.post(
                    "f" + i,
                    TestBroker.requested(
                            "f" + i,
                            1,
                            demand("gb-lon", "nl-ams", 0.01).withPriority(new Priority(priority, priority, false))));
        }
        awaitRecords(PathPhase.PATH_PHASE_PLANNED);
        for (int i = 0; i < CONNECTIONS; i++) {
            broker.activated("f" + i + ".1", 1, 1);
        }
        awaitRecords(PathPhase.PATH_PHASE_ACTIVE);

        broker.down(LINK);
        int kills = 0;
        for (int seen = 0; seen < CONNECTIONS; ) {
            int before = seen;
            await().atMost(60, TimeUnit.SECONDS)
                    .pollInterval(2, TimeUnit.MILLISECONDS)
                    .until(() -> moved().size() > before);
            seen = moved().size();
            if (kills < 3 && seen < CONNECTIONS) {
                writer.kill();
                kills++;
                seen = moved().size();
                // Telemetry says it every second.
                broker.down(LINK);
                writer = KilledWriter.start(broker.address(), folder.resolve("writer.log"));
            }
        }

        assertThat(kills).isPositive();
        List<PathRecord> moved = moved();
        assertThat(moved)
                .extracting(PathRecord::getConnectionId)
                .hasSize(CONNECTIONS)
                .doesNotHaveDuplicates();
        assertThat(moved)
                .allSatisfy(record -> assertThat(record.getPlan().getRevision()).isEqualTo(2));
        requireOrderInEachPartition();
        List<DecisionEvent> told = told();
        assertThat(told)
                .extracting(DecisionEvent::getConnectionId)
                .hasSize(CONNECTIONS)
                .doesNotHaveDuplicates();
    }

    private static void requireOrderInEachPartition() throws InvalidProtocolBufferException {
        Map<Integer, Integer> least = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : broker.committed(Topic.PATHS)) {
            PathRecord path = PathRecord.parseFrom(record.value());
            if (isMove(path)) {
                int priority = path.getDemand().getPriority().hasSetup()
                        ? path.getDemand().getPriority().getSetup()
                        : Priority.NORMAL.setup();
                assertThat(priority).isGreaterThanOrEqualTo(least.getOrDefault(record.partition(), 0));
                least.put(record.partition(), priority);
            }
        }
    }

    private void awaitRecords(PathPhase phase) {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> records().stream()
                                .filter(record -> record.getPhase() == phase)
                                .map(PathRecord::getConnectionId)
                                .distinct()
                                .count()
                        == CONNECTIONS);
    }

    private static boolean isMove(PathRecord record) {
        return record.getPhase() == PathPhase.PATH_PHASE_PLANNED
                && record.getPlan().getWhy().getCause() == Cause.CAUSE_LINK_FAILED;
    }

    private List<PathRecord> moved() throws InvalidProtocolBufferException {
        return records().stream().filter(FailureTakeoverTest::isMove).toList();
    }

    private List<PathRecord> records() throws InvalidProtocolBufferException {
        List<PathRecord> records = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : broker.seen(Topic.PATHS, "read_committed")) {
            records.add(PathRecord.parseFrom(record.value()));
        }
        return records;
    }

    private List<DecisionEvent> told() throws InvalidProtocolBufferException {
        List<DecisionEvent> told = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : broker.committed(Topic.DECISIONS)) {
            DecisionEvent event = DecisionEvent.parseFrom(record.value());
            if (event.getDecided().hasMoved()) {
                told.add(event);
            }
        }
        return told;
    }
}
