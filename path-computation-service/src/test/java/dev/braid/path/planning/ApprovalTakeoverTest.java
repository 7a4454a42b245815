package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.Topic;
import dev.braid.api.path.v1.DecisionEvent;
import dev.braid.api.path.v1.Recommendation;
import dev.braid.path.control.Answer;
import dev.braid.path.control.Order;
import dev.braid.path.control.Said;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.guard.MoveId;
import dev.braid.path.planning.control.TestControls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Two replicas on a real broker: operators ask either of them, one moves, and nobody moves twice. */
class ApprovalTakeoverTest extends BrokerTest {
    private static final Map<String, String> SETTINGS =
            Map.of("braid.path.guard.mode", "RECOMMEND", "braid.path.planning.max-poll-interval", "7s");

    private static TestControls controls() {
        return TestControls.start(broker.address(), SETTINGS);
    }

    private static TestReplica replica(TestControls controls) {
        return TestReplica.start(broker.address(), SETTINGS, controls.permissions(), controls.settlements());
    }

    private static void activate(TestReplica replica, String intentId) {
        broker.request(intentId, 1, within(10_000, demand("gb-lon", "de-fra", 0.1)));
        awaitPhase(replica, "acme." + intentId + ".1", Phase.PLANNED);
        broker.activated(intentId + ".1", 1, 1);
        awaitPhase(replica, "acme." + intentId + ".1", Phase.ACTIVE);
    }

    private static void until(BooleanSupplier done) {
        await().atMost(60, TimeUnit.SECONDS)
                .pollInterval(20, TimeUnit.MILLISECONDS)
                .until(done::getAsBoolean);
    }

    private static Optional<MoveId> recommended(TestReplica replica, String connectionId) {
        return replica.desk.recommendations(Optional.empty(), Optional.empty(), 100, Instant.now()).messages().stream()
                .filter(each -> each.getConnectionId().equals(connectionId))
                .map(Recommendation::getRecommendationId)
                .map(MoveId::parse)
                .findFirst();
    }

    private static MoveId judge(TestReplica replica, String intentId) {
        broker.judgedBroken(intentId + ".1", 1, LINK, 33_000);
        until(() -> recommended(replica, "acme." + intentId + ".1").isPresent());
        return recommended(replica, "acme." + intentId + ".1").orElseThrow();
    }

    private static Order approval(String by, MoveId move) {
        return new Order.ApproveMove(by, move, "acme", Duration.ofMinutes(10));
    }

    private static Optional<Said.Outcome> outcome(TestControls controls, String connectionId) {
        return controls.said(connectionId).flatMap(Said::outcome);
    }

    private static List<DecisionEvent> approvedMoves(String connectionId) throws InvalidProtocolBufferException {
        List<DecisionEvent> told = new java.util.ArrayList<>();
        for (var record : broker.committed(Topic.DECISIONS)) {
            DecisionEvent event = DecisionEvent.parseFrom(record.value());
            if (event.getConnectionId().equals(connectionId)
                    && event.getDecided().hasMoved()
                    && event.getDecided().hasApproval()) {
                told.add(event);
            }
        }
        return told;
    }

    @Test
    void whicheverReplicaTakesItTheWriterMovesOnceAndAllLearnWhatCameOfIt() throws Exception {
        try (TestControls one = controls();
                TestControls other = controls();
                TestReplica writer = replica(one).await(Role.WRITER);
                TestReplica standby = replica(other).await(Role.STANDBY)) {
            activate(writer, "web");
            MoveId move = judge(writer, "web");
            assertThat(recommended(standby, "acme.web.1")).isEmpty();
            assertThat(recordsOf("acme.web.1")).hasSize(2);

            assertThat(other.order(approval("ann", move))).isInstanceOf(Answer.Changed.class);
            one.order(approval("bob", move));
            awaitPhase(standby, "acme.web.1", Phase.PLANNED);
            until(() -> outcome(other, "acme.web.1").filter(Said.Outcome::moved).isPresent());
            assertThat(outcome(one, "acme.web.1")).isEqualTo(outcome(other, "acme.web.1"));

            broker.judgedBroken("web.1", 1, LINK, 33_000);
            writer.awaitCount(1, "braid.path.ignored", "signal", "health", "kind", "other-revision");
            assertThat(recordsOf("acme.web.1")).hasSize(3);
            assertThat(approvedMoves("acme.web.1")).hasSize(1);
        }
    }

    /** A stop that comes meanwhile waits for one write, however many there are. */
    @Test
    void whatCameOfManyApprovalsIsWrittenTogether() {
        try (TestControls controls = controls()) {
            for (int i = 0; i < 20; i++) {
                MoveId move = new MoveId("acme.many%d.1".formatted(i), 1, "0123456789abcdef");
                assertThat(controls.order(approval("ann", move))).isInstanceOf(Answer.Changed.class);
            }
            int before = broker.committed(Topic.CONTROLS).size();
            controls.permissions().approvals().stream()
                    .filter(each -> each.move().connectionId().startsWith("acme.many"))
                    .forEach(each -> controls.settlements().add(each, false, "It is gone."));
            until(() -> controls.settlements().list().isEmpty());

            // The loop may have looked while they were still being added.
            assertThat(broker.committed(Topic.CONTROLS)).hasSizeBetween(before + 1, before + 2);
            for (int i = 0; i < 20; i++) {
                assertThat(outcome(controls, "acme.many%d.1".formatted(i)).map(Said.Outcome::reason))
                        .contains("It is gone.");
            }
        }
    }

    @Test
    void aWriterThatIsReplacedWhileItMovesLeavesItToTheNextOne() throws Exception {
        try (TestControls one = controls();
                TestControls other = controls();
                TestReplica zombie = replica(one).await(Role.WRITER);
                TestReplica heir = replica(other).await(Role.STANDBY)) {
            activate(zombie, "torn");
            MoveId move = judge(zombie, "torn");
            zombie.faults.freezeNextCommit();
            one.order(approval("ann", move));
            zombie.faults.awaitFrozen();

            heir.await(Role.WRITER);
            broker.judgedBroken("torn.1", 1, LINK, 33_000);
            awaitPhase(heir, "acme.torn.1", Phase.PLANNED);
            zombie.faults.thaw();
            zombie.await(Role.STANDBY);
            until(() ->
                    outcome(other, "acme.torn.1").filter(Said.Outcome::moved).isPresent());

            // The heir may have moved it for the approval alone, and then the judgement before came too late already.
            double before = heir.count("braid.path.ignored", "signal", "health", "kind", "other-revision");
            broker.judgedBroken("torn.1", 1, LINK, 33_000);
            until(() -> heir.count("braid.path.ignored", "signal", "health", "kind", "other-revision") > before);
            assertThat(recordsOf("acme.torn.1")).hasSize(3);
            assertThat(approvedMoves("acme.torn.1")).hasSize(1);
            assertThat(heir.find("acme.torn.1").orElseThrow().lastRevision()).isEqualTo(2);
        }
    }
}
