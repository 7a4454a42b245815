package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.path.v1.DecisionEvent;
import dev.braid.path.control.Answer;
import dev.braid.path.control.Order;
import dev.braid.path.control.Said;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.guard.Mode;
import dev.braid.path.guard.MoveId;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes of an approval: one move, or none and the reason. */
class ApprovedMovesTest {
    private static final String NORTH = "nordic-gb-lon-nl-ams";
    private static final String PARIS = "atlas-gb-lon-fr-par";
    private static final String ID = "acme.web.1";

    private final PlayedPlanner played =
            new PlayedPlanner(World.europe(), Mode.RECOMMEND, Map.of("braid.path.guard.slow.per-minute", "1"));

    @BeforeEach
    void aMoveIsRecommended() {
        played.scenario.request("web", 1, within(10_000, demand("gb-lon", "de-fra", 1)));
        played.scenario.activate("web.1");
        played.measure(NORTH, 30_000);
        judged();
        played.told();
    }

    private void judged() {
        played.turn(played.judged("web.1", HealthState.BROKEN, 33_600));
    }

    private void pass(Duration time) {
        played.now = played.now.plus(time);
    }

    private String recommended() {
        return played.onlyRecommended().getRecommendationId();
    }

    private void approve() {
        pass(Duration.ofSeconds(1));
        assertThat(played.approve(recommended())).isInstanceOf(Answer.Changed.class);
    }

    /** As the trouble goes on, and operators look on. */
    private void goesOn() {
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofSeconds(5));
            for (String linkId : List.of(NORTH, PARIS)) {
                played.state.measure(linkId).ifPresent(last -> played.measure(linkId, last.latencyUs()));
            }
            if (played.plan("web.1").linkIds().contains(NORTH)) {
                judged();
            }
            played.idle();
            played.settle();
        }
    }

    private Said.Outcome outcome() {
        return played.outcome("web.1").orElseThrow();
    }

    private DecisionEvent onlyTold() {
        List<DecisionEvent> told = played.told().stream()
                .filter(event -> event.getDecided().hasApproval())
                .toList();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().getDecided().getApproval().getApprovedBy()).isEqualTo("ann");
        return told.getFirst();
    }

    private void stays(String rail, String reason) {
        assertThat(played.moved).isEmpty();
        assertThat(outcome().moved()).isFalse();
        assertThat(outcome().reason()).contains(reason);
        DecisionEvent told = onlyTold();
        assertThat(told.getDecided().getHeld().getRail()).isEqualTo(rail);
        assertThat(told.getDecided().getHeld().getReason()).contains(reason);
    }

    @Test
    void nothingMovesWithoutOne() {
        goesOn();
        assertThat(played.moved).isEmpty();
    }

    @Test
    void itIsMovedAtOnceAndOnceAndTheDecisionSaysByWhom() {
        String id = recommended();
        approve();
        assertThat(played.approve(id)).isInstanceOf(Answer.Unchanged.class);
        played.idle();

        assertThat(played.moved).containsExactly(ID);
        Plan plan = played.plan("web.1");
        assertThat(plan.revision()).isEqualTo(2);
        assertThat(plan.linkIds()).contains(PARIS);
        DecisionEvent told = onlyTold();
        assertThat(told.getDecisionId()).isEqualTo("acme.web.1/2");
        assertThat(told.getDecided().getMoved().getRevision()).isEqualTo(2);
        assertThat(told.getDecided().getApproval().getRecommendationId()).isEqualTo(id);
        assertThat(played.recommended()).isEmpty();

        goesOn();
        assertThat(outcome().moved()).isTrue();
        assertThat(played.moved).containsExactly(ID);
        assertThat(played.approve(id)).isInstanceOf(Answer.Unchanged.class);
    }

    @Test
    void aBatchThatIsLostIsDecidedAgainAndAJudgementThatComesTwiceMovesOnce() {
        approve();
        Received judgement = played.judged("web.1", HealthState.BROKEN, 33_600);
        assertThat(played.lost(judgement).changes).hasSize(1);
        assertThat(played.lost().changes).hasSize(1);
        played.restart();
        played.turn(judgement);
        played.turn(judgement);
        goesOn();
        assertThat(played.moved).containsExactly(ID);
        assertThat(outcome().moved()).isTrue();
    }

    @Test
    void aProcessThatStartsAfterTheApprovalActsOnItAtTheNextJudgementAndNoneActsTwice() {
        approve();
        played.restart();
        played.idle();
        assertThat(played.moved).as("nobody has judged it yet").isEmpty();
        pass(Duration.ofSeconds(5));
        judged();
        assertThat(played.moved).containsExactly(ID);

        // What came of it was not written when this one ended.
        played.restart();
        goesOn();
        assertThat(played.moved).containsExactly(ID);
        assertThat(outcome().moved()).isTrue();
        assertThat(played.told()).hasSize(1);
    }

    @Test
    void aConnectionThatHasAnotherPlanByThenStays() {
        String id = recommended();
        pass(Duration.ofSeconds(1));
        played.scenario.request("web", 2, within(10_000, demand("gb-lon", "de-fra", 2)));
        assertThat(played.plan("web.1").revision()).isEqualTo(2);
        assertThat(played.approve(id)).isInstanceOf(Answer.Changed.class);
        played.idle();
        played.settle();
        stays("other-revision", "revision 1 was to be left");
        assertThat(played.plan("web.1").revision()).isEqualTo(2);
    }

    @Test
    void wherePathsChangedMeanwhileTheOtherOneIsRecommendedAndNotTaken() {
        String id = recommended();
        approve();
        played.measure(PARIS, 40_000);
        played.measure("atlas-gb-lon-nl-ams", 4_000);
        played.idle();
        played.settle();
        stays("mode", "another move than the one that was approved");
        assertThat(recommended()).isNotEqualTo(id);
        goesOn();
        assertThat(played.moved).isEmpty();
    }

    @Test
    void whereThereIsNoRoomAnyMoreNothingMoves() {
        approve();
        played.scenario.request("big", 1, demand("gb-lon", "fr-par", 9.5));
        played.idle();
        played.settle();
        assertThat(played.moved).isEmpty();
        assertThat(outcome().moved()).isFalse();
    }

    @Test
    void troubleThatIsOverSpendsItAndNothingMovesWhenItComesBack() {
        approve();
        played.restart();
        pass(Duration.ofSeconds(1));
        played.turn(played.judged("web.1", HealthState.MET, 7_100));
        played.settle();
        stays("not-bad", "judged MET");

        pass(Duration.ofSeconds(5));
        judged();
        played.idle();
        assertThat(played.moved).isEmpty();
        assertThat(played.recommended()).hasSize(1);

        approve();
        played.idle();
        assertThat(played.moved).containsExactly(ID);
    }

    @Test
    void goodNewsFromBeforeItSpendNothing() {
        Received before = played.judged("web.1", HealthState.MET, 7_100);
        approve();
        played.restart();
        played.turn(before);
        played.settle();
        judged();
        assertThat(played.moved).containsExactly(ID);
    }

    @Test
    void whatIsNotMadeInTimeIsNotMade() {
        approve();
        played.restart();
        pass(PlayedPlanner.LIFE);
        judged();
        played.idle();
        played.settle();
        stays("mode", "had to be made before");
        goesOn();
        assertThat(played.moved).isEmpty();
    }

    @Test
    void aStopWinsBeforeAndAfterAndIsNotUndoneByItsEnd() {
        String id = recommended();
        approve();
        played.order(new Order.Engage("eve", "storm"));
        assertThat(outcome().reason()).contains("eve: storm");
        played.idle();
        judged();
        assertThat(played.approve(id))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Answer.Refusal.STOPPED));

        played.order(new Order.AskForRelease("ann", "over"));
        played.order(new Order.Approve("bob", "r"));
        goesOn();
        assertThat(played.moved).isEmpty();
    }

    @Test
    void aBudgetThatIsUsedUpIsWaitedForAsLongAsTheApprovalCounts() {
        played.scenario.request("two", 1, within(10_000, demand("gb-lon", "de-fra", 0.1)));
        played.measure(NORTH, 3_500);
        assertThat(played.plan("two.1").linkIds()).contains(PARIS);
        played.scenario.activate("two.1");
        played.measure(PARIS, 30_000);
        played.turn(played.judged("two.1", HealthState.BROKEN, 33_600));
        pass(Duration.ofSeconds(1));
        played.approve(played.recommended().stream()
                .filter(each -> each.getConnectionId().equals("acme.two.1"))
                .findFirst()
                .orElseThrow()
                .getRecommendationId());
        played.idle();
        assertThat(played.moved).containsExactly("acme.two.1");

        pass(Duration.ofSeconds(1));
        played.measure(PARIS, 4_000);
        played.measure(NORTH, 30_000);
        judged();
        assertThat(played.waiting()).as("nobody approved it yet").isEmpty();
        String id = played.recommended().stream()
                .filter(each -> each.getConnectionId().equals(ID))
                .findFirst()
                .orElseThrow()
                .getRecommendationId();
        played.told();
        played.approve(id);
        played.idle();
        assertThat(onlyTold().getDecided().getHeld().getRail()).isEqualTo("budget");
        assertThat(played.waiting()).singleElement().satisfies(each -> {
            assertThat(each.getConnectionId()).isEqualTo(ID);
            assertThat(each.getRail()).isEqualTo("budget");
        });
        goesOn();
        assertThat(played.moved).containsExactly("acme.two.1", ID);
        assertThat(outcome().moved()).isTrue();
    }

    @Test
    void itCanBeTakenBackUntilItIsActedOn() {
        MoveId move = MoveId.parse(recommended());
        approve();
        played.order(new Order.DeclineMove("bob", move, "acme", "wait", Duration.ofMinutes(30)));
        played.idle();
        goesOn();
        assertThat(played.moved).isEmpty();
        assertThat(played.recommended()).isEmpty();
    }

    @Test
    void oneOfAnotherTenantMovesNobody() {
        MoveId move = MoveId.parse(recommended());
        played.order(
                new Order.ApproveMove("ann", new MoveId("globex.web.1", 1, move.mark()), "globex", PlayedPlanner.LIFE));
        played.order(new Order.SetMode("ann", Optional.of("acme"), Mode.OBSERVE, "trial"));
        assertThat(played.approve(move.toString()))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.message()).contains("the mode of acme is OBSERVE"));
        goesOn();
        assertThat(played.moved).isEmpty();
    }

    @Test
    void whoStandsOverALinkThatIsDownIsMovedForOneToo() {
        played.cut(NORTH);
        pass(Duration.ofSeconds(6));
        played.idle();
        assertThat(played.moved).isEmpty();
        approve();
        played.idle();
        assertThat(played.moved).containsExactly(ID);
    }
}
