package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.Topic;
import dev.braid.api.path.v1.DecisionEvent;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.path.domain.route.Phase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What is told of a move is there when, and only when, the move is. */
class DecisionCommitTest extends BrokerTest {
    private static final String MOVED = "acme.frozen.1";

    @Test
    void aMoveAndItsDecisionAreSeenTogetherOrNotAtAll() throws Exception {
        Map<String, String> named = Map.of("braid.path.planning.instance-id", "replica-1");
        try (TestReplica killed = TestReplica.start(broker.address(), named).await(Role.WRITER)) {
            active(killed, "frozen");
            killed.faults.freezeNextCommit();
            broker.judgedBroken("frozen.1", 1, LINK, 33_600);
            killed.faults.awaitFrozen();
            assertThat(decisions(MOVED, "read_uncommitted")).hasSize(1);
            assertThat(revisions(MOVED, "read_uncommitted")).contains(2L);
            assertThat(decisions(MOVED, "read_committed")).isEmpty();
            assertThat(revisions(MOVED, "read_committed")).doesNotContain(2L);

            try (TestReplica back = TestReplica.start(broker.address(), named).await(Role.WRITER)) {
                awaitPhase(back, MOVED, Phase.PLANNED);
                broker.committed(Topic.DECISIONS);
                assertThat(decisions(MOVED, "read_uncommitted")).hasSize(2);
                assertThat(revisions(MOVED, "read_committed")).containsOnlyOnce(2L);
                assertThat(decisions(MOVED, "read_committed")).singleElement().satisfies(event -> {
                    assertThat(event.getDecisionId()).isEqualTo(MOVED + "/2");
                    assertThat(event.getDecided().getMoved().getRevision()).isEqualTo(2);
                    assertThat(event.getDecided().getJudgement().getMeasuredLatencyUs())
                            .isEqualTo(33_600);
                });
            }
        } finally {
            // Named replicas keep their place when they leave.
            broker.expelAll();
        }
    }

    @Test
    void whatAnAbortedTransactionToldIsToldAgain() throws InvalidProtocolBufferException {
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            active(replica, "aborted");
            replica.faults.failCommits(2);
            broker.judgedBroken("aborted.1", 1, LINK, 33_600);
            awaitPhase(replica, "acme.aborted.1", Phase.PLANNED);

            assertThat(replica.count("braid.path.aborted.transactions")).isEqualTo(2);
            List<ConsumerRecord<String, byte[]>> records = broker.committed(Topic.DECISIONS).stream()
                    .filter(record -> "acme.aborted.1".equals(record.key()))
                    .toList();
            assertThat(revisions("acme.aborted.1", "read_committed")).containsOnlyOnce(2L);
            assertThat(records).singleElement().satisfies(record -> {
                assertThat(header(record, "ce_type")).isEqualTo("braid.path.v1.DecisionEvent");
                assertThat(header(record, "ce_id")).isEqualTo("acme.aborted.1/2");
            });
        }
    }

    @Test
    void whatComesOfAMoveIsToldUnderItsIdAfterARestartToo() throws InvalidProtocolBufferException {
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            active(replica, "outlived");
            broker.judgedBroken("outlived.1", 1, LINK, 33_600);
            awaitPhase(replica, "acme.outlived.1", Phase.PLANNED);
        }
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            broker.activated("outlived.1", 2, 2);
            awaitPhase(replica, "acme.outlived.1", Phase.ACTIVE);
            broker.committed(Topic.DECISIONS);
            List<DecisionEvent> events = decisions("acme.outlived.1", "read_committed");
            assertThat(events)
                    .hasSize(2)
                    .allMatch(event -> event.getDecisionId().equals("acme.outlived.1/2"));
            assertThat(events.getLast().getResult().hasActivated()).isTrue();
        }
    }

    private static void active(TestReplica replica, String intent) {
        broker.request(intent, 1, within(10_000, demand("gb-lon", "de-fra", 0.1)));
        awaitPhase(replica, "acme." + intent + ".1", Phase.PLANNED);
        broker.activated(intent + ".1", 1, 1);
        awaitPhase(replica, "acme." + intent + ".1", Phase.ACTIVE);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static List<DecisionEvent> decisions(String connectionId, String isolation)
            throws InvalidProtocolBufferException {
        List<DecisionEvent> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : broker.seen(Topic.DECISIONS, isolation)) {
            if (connectionId.equals(record.key())) {
                events.add(DecisionEvent.parseFrom(record.value()));
            }
        }
        return events;
    }

    private static List<Long> revisions(String connectionId, String isolation) throws InvalidProtocolBufferException {
        List<Long> revisions = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : broker.seen(Topic.PATHS, isolation)) {
            if (connectionId.equals(record.key())) {
                revisions.add(PathRecord.parseFrom(record.value()).getPlan().getRevision());
            }
        }
        return revisions;
    }
}
