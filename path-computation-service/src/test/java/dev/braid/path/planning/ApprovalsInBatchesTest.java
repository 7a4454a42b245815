package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.control.Answer;
import dev.braid.path.control.Order;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.route.Priority;
import dev.braid.path.guard.Mode;
import dev.braid.path.guard.MoveId;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of approvals while a batch is decided, and of those whose turn comes in the same one. */
class ApprovalsInBatchesTest {
    private static final String NORTH = "nordic-gb-lon-nl-ams";
    private static final String ID = "acme.web.1";

    private PlayedPlanner played;

    private void play(Mode mode) {
        played = new PlayedPlanner(
                World.europe(),
                mode,
                Map.of(
                        "braid.path.guard.slow.per-minute", "1",
                        "braid.path.guard.max-evidence-age", "10m",
                        "braid.path.guard.max-measure-age", "10m",
                        "braid.path.guard.suspect-within", "0s"));
    }

    private void activate(String intent, double gbps, int priority) {
        played.scenario.request(
                intent,
                1,
                within(10_000, demand("gb-lon", "de-fra", gbps)).withPriority(new Priority(priority, priority, false)));
        played.scenario.activate(intent + ".1");
    }

    private void webIsInTrouble() {
        activate("web", 1, 4);
        played.measure(NORTH, 30_000);
    }

    private Received broken(String intent) {
        return played.judged(intent + ".1", HealthState.BROKEN, 33_600);
    }

    private void aMoveOfWebIsRecommended() {
        play(Mode.RECOMMEND);
        webIsInTrouble();
        played.turn(broken("web"));
    }

    private MoveId recommended(String intent) {
        return played.recommended().stream()
                .filter(each -> each.getConnectionId().equals("acme." + intent + ".1"))
                .map(each -> MoveId.parse(each.getRecommendationId()))
                .findFirst()
                .orElseThrow();
    }

    private void approve(String intent, String by) {
        played.now = played.now.plusMillis(100);
        assertThat(played.order(new Order.ApproveMove(by, recommended(intent), "acme", PlayedPlanner.LIFE)))
                .isInstanceOf(Answer.Changed.class);
    }

    private void staysWhen(Order order) {
        played.meanwhile(() -> played.order(order));
        played.turn();
        assertThat(played.moved).isEmpty();
        assertThat(played.plan("web.1").revision()).isEqualTo(1);
    }

    @Test
    void whatIsDeclinedWhileItsMoveIsDecidedIsNotMovedByIt() {
        aMoveOfWebIsRecommended();
        approve("web", "ann");
        staysWhen(new Order.DeclineMove("bob", recommended("web"), "acme", "wait", Duration.ofMinutes(30)));
    }

    @Test
    void whatMayOnlyBeObservedByThenIsNotMoved() {
        aMoveOfWebIsRecommended();
        approve("web", "ann");
        staysWhen(new Order.SetMode("ann", Optional.of("acme"), Mode.OBSERVE, "trial"));
    }

    @Test
    void whatNeedsAnApprovalByThenIsNotMovedWithoutOne() {
        play(Mode.AUTOMATIC);
        webIsInTrouble();
        played.meanwhile(() -> played.order(new Order.SetMode("ann", Optional.of("acme"), Mode.RECOMMEND, "trial")));
        played.turn(broken("web"));
        assertThat(played.moved).isEmpty();
        assertThat(recommended("web").revision()).isEqualTo(1);
    }

    @Test
    void anotherWordThatChangesNothingForItLetsItMove() {
        aMoveOfWebIsRecommended();
        approve("web", "ann");
        played.meanwhile(() -> played.order(new Order.DeclineMove(
                "bob", new MoveId("acme.other.1", 1, "0123456789abcdef"), "acme", "wait", Duration.ofMinutes(30))));
        played.turn();
        assertThat(played.moved).containsExactly(ID);
    }

    @Test
    void whatOneJudgementSpendsTheNextOneOfTheSameBatchDoesNotUse() {
        aMoveOfWebIsRecommended();
        approve("web", "ann");
        played.restart();
        played.now = played.now.plusSeconds(1);
        Received[] both = {played.judged("web.1", HealthState.MET, 7_100), broken("web")};

        played.turn(both);
        played.settle();

        assertThat(played.moved).isEmpty();
        assertThat(played.outcome("web.1").orElseThrow().moved()).isFalse();
        assertThat(played.recommended()).hasSize(1);
    }

    @Test
    void whatABatchSpentThatIsLostStillCounts() {
        aMoveOfWebIsRecommended();
        approve("web", "ann");
        played.restart();
        played.now = played.now.plusSeconds(1);
        Received met = played.judged("web.1", HealthState.MET, 7_100);
        played.lost(met);
        played.turn(broken("web"));
        assertThat(played.moved).containsExactly(ID);
    }

    @Test
    void whoIsApprovedWhenThereIsRoomAgainDoesNotPassAMoreImportantOneThatWaits() {
        play(Mode.RECOMMEND);
        activate("web", 0.1, 4);
        activate("first", 0.1, 0);
        activate("last", 0.1, 7);
        played.measure(NORTH, 30_000);
        played.turn(broken("web"), broken("first"), broken("last"));
        assertThat(played.recommended()).hasSize(3);
        approve("web", "ann");
        played.idle();
        approve("first", "ann");
        played.idle();
        assertThat(played.moved).containsExactly(ID);
        assertThat(played.waiting()).hasSize(1);

        played.now = played.now.plusSeconds(61);
        approve("last", "ann");
        played.idle();

        assertThat(played.moved).containsExactly(ID, "acme.first.1");
        assertThat(played.waiting())
                .singleElement()
                .satisfies(each -> assertThat(each.getConnectionId()).isEqualTo("acme.last.1"));
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anEndThatCannotBeWrittenIsSettledAndHoldsNobodyUp() {
        aMoveOfWebIsRecommended();
        approve("web", "a".repeat(1_000_000));
        played.now = played.now.plus(PlayedPlanner.LIFE);
        played.idle();
        played.settle();
        assertThat(played.moved).isEmpty();
        assertThat(played.outcome("web.1").orElseThrow().reason()).contains("had to be made before");
    }
}
