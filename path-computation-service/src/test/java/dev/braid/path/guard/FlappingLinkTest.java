package dev.braid.path.guard;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.network.LinkQuality;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlappingLinkTest {
    private static final String FLAPPING = "nordic-gb-lon-nl-ams";
    private static final String[] NORTH = {FLAPPING, "nordic-nl-ams-de-fra"};
    private static final String[] SOUTH = {"atlas-gb-lon-fr-par", "atlas-fr-par-de-fra"};

    private final Scenario europe = new Scenario(World.europe());

    @BeforeEach
    void aConnectionIsActiveOnTheNorthernWay() {
        europe.guardedBy(Policies.only(Policies.NO_BUDGET, Policies.NO_BUDGET));
        europe.request("web", 1, within(10_000, demand("gb-lon", "de-fra", 1)));
        europe.activate("web.1");
        assertThat(europe.way("web.1")).containsExactly(NORTH);
    }

    /** Where the other way breaks the promise, too, every judgement looks for a way back. */
    @ParameterizedTest
    @ValueSource(ints = {4, 7, 13, 19})
    void aLinkThatGoesUpAndDownForAnHourMovesNobodyMoreThanTwice(int periodSeconds) {
        europe.measure(SOUTH[0], 40_000);
        for (int second = 0; second < 3_600; second++) {
            europe.wait(Duration.ofSeconds(1));
            boolean down = second % periodSeconds < periodSeconds / 2;
            if (down) {
                europe.cut(FLAPPING);
            } else {
                europe.measure(FLAPPING, 3_500);
            }
            boolean onIt = europe.way("web.1").contains(FLAPPING);
            if (!onIt || down) {
                moveWhereAllowed(onIt ? 0 : 45_000);
            }
        }

        assertThat(europe.record("web.1").moves().count()).isBetween(1, 2);
    }

    private void moveWhereAllowed(long measuredUs) {
        if (europe.judge("web.1", HealthState.BROKEN, measuredUs) instanceof Decision.Changed) {
            europe.activate("web.1");
        }
    }

    /** The first connection would leave it to nobody, and take what the second one needs. */
    @Test
    void noIntentIsRejectedForIt() {
        leaveTheNorth();
        europe.wait(Duration.ofSeconds(1)).measure(SOUTH[0], 4_000);
        europe.request("pair", 1, demand("gb-lon", "de-fra", 5), within(4_500, demand("gb-lon", "fr-par", 5)));

        assertThat(europe.way("pair.1")).containsExactly(NORTH);
        assertThat(europe.way("pair.2")).containsExactly(SOUTH[0]);
    }

    @Test
    void aLinkThatFailedIsMovedOntoOnceItWasWellForHalfAMinute() {
        leaveTheNorth();
        assertThat(judge(45_000)).isInstanceOf(Decision.Ignored.class);

        europe.wait(Duration.ofSeconds(29)).measure(FLAPPING, 3_500);
        assertThat(((Decision.Ignored) judge(45_000)).reason())
                .isEqualTo("Connection acme.web.1 stays: The path in force is still the best. "
                        + "Links that come and go are avoided: nordic-gb-lon-nl-ams, nordic-nl-ams-gb-lon.");

        europe.wait(Duration.ofSeconds(1)).measure(FLAPPING, 3_500);
        judge(45_000);
        assertThat(europe.way("web.1")).containsExactly(NORTH);
    }

    @Test
    void theTimeDoublesWithEachFailure() {
        leaveTheNorth();
        europe.wait(Duration.ofSeconds(1))
                .cut(FLAPPING)
                .wait(Duration.ofSeconds(1))
                .measure(FLAPPING, 3_500);

        europe.wait(Duration.ofSeconds(59)).measure(FLAPPING, 3_500);
        assertThat(judge(45_000)).isInstanceOf(Decision.Ignored.class);
        europe.wait(Duration.ofSeconds(1)).measure(FLAPPING, 3_500);
        assertThat(judge(45_000)).isInstanceOf(Decision.Changed.class);
    }

    @Test
    void anIntentWithoutAnotherWayTakesIt() {
        leaveTheNorth();
        europe.wait(Duration.ofSeconds(1)).cut("atlas-gb-lon-nl-ams").cut(SOUTH[0]);

        europe.request("late", 1, within(10_000, demand("gb-lon", "de-fra", 1)));

        assertThat(europe.way("late.1")).containsExactly(NORTH);
    }

    @Test
    void anIntentWithAnotherWayDoesNot() {
        europe.cut(FLAPPING).wait(Duration.ofSeconds(1)).measure(FLAPPING, 3_500);

        europe.request("late", 1, within(10_000, demand("gb-lon", "de-fra", 1)));

        assertThat(europe.way("late.1")).containsExactly(SOUTH);
    }

    @Test
    void whatCarriesNothingTakesItWhereThereIsNoOther() {
        leaveTheNorth();
        europe.wait(Duration.ofSeconds(1)).cut("atlas-gb-lon-nl-ams").cut(SOUTH[1]);

        judge(0);

        assertThat(europe.way("web.1")).containsExactly(NORTH);
    }

    @Test
    void aLinkThatLosesMuchIsLeftAsSoonAsThereIsAnotherWay() {
        europe.wait(Duration.ofSeconds(1));
        europe.state()
                .apply(new Change.LinkMeasured(
                        new LinkMeasure(FLAPPING, europe.now(), 3_500, false, Optional.of(new LinkQuality(0, 0.5)))));

        judge(7_100);

        assertThat(europe.way("web.1")).containsExactly(SOUTH);
    }

    @Test
    void afterARestartThePlansSayWhichLinksFailed() {
        leaveTheNorth();
        Scenario anew = new Scenario(World.europe())
                .guardedBy(Policies.only(Policies.NO_BUDGET, Policies.NO_BUDGET))
                .wait(Duration.ofSeconds(10));
        anew.measure(FLAPPING, 3_500).measure(SOUTH[0], 40_000).measure("atlas-gb-lon-nl-ams", 60_000);
        anew.knows(europe.record("web.1"));

        assertThat(anew.judge("web.1", HealthState.BROKEN, 45_000)).isInstanceOf(Decision.Ignored.class);
        anew.wait(Duration.ofSeconds(30)).measure(FLAPPING, 3_500);
        assertThat(anew.judge("web.1", HealthState.BROKEN, 45_000)).isInstanceOf(Decision.Changed.class);
    }

    @Test
    void aJudgementThatIsOlderThanGoodMeasuresMovesNothing() {
        LinkMeasure then = new LinkMeasure(FLAPPING, europe.now(), 0, true);
        LinkMeasure other = new LinkMeasure(NORTH[1], europe.now(), 3_600, false);
        europe.wait(Duration.ofSeconds(2)).measure(FLAPPING, 3_500);

        Decision decision = europe.judge(new HealthJudged(
                "acme.web.1", 1, then.measureTime(), HealthState.BROKEN, true, 3_600, List.of(then, other)));

        assertThat(((Decision.Ignored) decision).kind()).isEqualTo("recovered");
    }

    /** It fails, is left, and is well again; the way that was taken is too slow. */
    private void leaveTheNorth() {
        europe.wait(Duration.ofSeconds(1)).cut(FLAPPING);
        judge(0);
        assertThat(europe.way("web.1")).containsExactly(SOUTH);
        europe.activate("web.1");
        europe.wait(Duration.ofSeconds(1)).measure(FLAPPING, 3_500).measure(SOUTH[0], 40_000);
        europe.measure("atlas-gb-lon-nl-ams", 60_000);
    }

    private Decision judge(long measuredUs) {
        return europe.judge("web.1", HealthState.BROKEN, measuredUs);
    }
}
