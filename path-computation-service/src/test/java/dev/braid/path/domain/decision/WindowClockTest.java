package dev.braid.path.domain.decision;

import static dev.braid.path.scenario.Scenario.daily;
import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.during;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.route.Binding;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Rejection;
import dev.braid.path.domain.route.WayOut;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowClockTest {
    private static final Duration HOUR = Duration.ofHours(1);
    /** On the only link that is fast enough. */
    private static final Demand NORTH = within(3_600, demand("gb-lon", "nl-ams", 6));

    private final Scenario scenario = new Scenario(World.europe());
    private final Instant one = scenario.now().plus(HOUR);
    private final Instant two = one.plus(HOUR);
    private final Instant three = two.plus(HOUR);

    private Phase phase(String connection) {
        return scenario.record(connection).phase();
    }

    private Scenario at(Instant time) {
        scenario.wait(Duration.between(scenario.now(), time)).turn();
        return scenario;
    }

    @Test
    void whatIsBookedBeginsAndEndsAndComesAgain() {
        scenario.request("web", 1, daily(one, two, one.plus(Duration.ofDays(2)), NORTH));
        assertThat(phase("web.1")).isEqualTo(Phase.SCHEDULED);
        assertThat(scenario.reservedGbps("nordic-gb-lon-nl-ams")).isZero();

        at(one);
        assertThat(phase("web.1")).isEqualTo(Phase.PLANNED);
        assertThat(scenario.record("web.1").plan().orElseThrow().why().cause()).isEqualTo(Cause.WINDOW);
        scenario.activate("web.1");
        at(two);
        assertThat(phase("web.1")).isEqualTo(Phase.RELEASING);
        scenario.report("web.1", 1, new Outcome.Released());
        assertThat(phase("web.1")).isEqualTo(Phase.SCHEDULED);

        at(one.plus(Duration.ofDays(1)));
        assertThat(scenario.record("web.1").plan().orElseThrow().revision()).isEqualTo(2);
        assertThat(scenario.record("web.1").booking()).isEmpty();
        at(two.plus(Duration.ofDays(1)));
        scenario.report("web.1", 2, new Outcome.Released());
        assertThat(phase("web.1")).isEqualTo(Phase.RELEASED);
    }

    @Test
    void whoAsksWithoutEndNeverGetsWhatIsBooked() {
        scenario.request("booked", 1, during(one, two, NORTH));
        scenario.request("short", 1, during(scenario.now(), one, NORTH));
        scenario.request("endless", 1, NORTH);
        assertThat(phase("short.1")).isEqualTo(Phase.PLANNED);
        assertThat(phase("endless.1")).isEqualTo(Phase.REJECTED);
    }

    @Test
    void whoLetsGoLateIsWaitedForAndIsNeverOnTopOfTheNext() {
        scenario.request("first", 1, during(scenario.now(), one, NORTH));
        scenario.activate("first.1").request("second", 1, during(one, two, NORTH));
        at(one);
        assertThat(phase("first.1")).isEqualTo(Phase.RELEASING);
        assertThat(phase("second.1")).isEqualTo(Phase.SCHEDULED);
        assertThat(scenario.reservedGbps("nordic-gb-lon-nl-ams")).isEqualTo(6);

        scenario.report("first.1", 1, new Outcome.Released());
        scenario.turn();
        assertThat(phase("second.1")).isEqualTo(Phase.PLANNED);
    }

    @Test
    void anIntentBeginsAsAWholeOrWaits() {
        scenario.request("first", 1, during(scenario.now(), one, NORTH));
        scenario.request("second", 1, during(one, two, demand("fr-par", "de-fra", 1)), during(one, two, NORTH));
        at(one);
        assertThat(phase("second.1")).isEqualTo(Phase.SCHEDULED);
        scenario.report("first.1", 1, new Outcome.Released());
        scenario.turn();
        assertThat(phase("second.1")).isEqualTo(Phase.PLANNED);
        assertThat(phase("second.2")).isEqualTo(Phase.PLANNED);
    }

    @Test
    void windowsWithoutAGapGoOnWithoutANewOrder() {
        scenario.request("web", 1, daily(one, one.plus(Duration.ofDays(1)), one.plus(Duration.ofDays(2)), NORTH));
        at(one).activate("web.1");
        at(one.plus(Duration.ofDays(1)));
        assertThat(phase("web.1")).isEqualTo(Phase.ACTIVE);
        assertThat(scenario.record("web.1").lastRevision()).isEqualTo(1);
        assertThat(scenario.record("web.1").booking()).isEmpty();
    }

    @Test
    void aWindowThatNobodyWasThereForIsLeftOutAndSaidToBe() {
        scenario.request("once", 1, during(one, two, NORTH));
        scenario.request("again", 1, daily(two, three, two.plus(Duration.ofDays(2)), demand("fr-par", "de-fra", 1)));
        at(three.plus(HOUR));
        assertThat(phase("once.1")).isEqualTo(Phase.REJECTED);
        assertThat(scenario.record("once.1").rejection().orElseThrow().binding())
                .isEqualTo(Binding.WINDOW);
        assertThat(phase("again.1")).isEqualTo(Phase.SCHEDULED);
        assertThat(scenario.record("again.1").booking().orElseThrow().next().start())
                .isEqualTo(two.plus(Duration.ofDays(1)));
    }

    @Test
    void whereTheBookedLinkIsDownAnotherPathBeginsOrTheIntentIsRejected() {
        scenario.request("other", 1, during(one, two, demand("gb-lon", "nl-ams", 6)));
        scenario.request("none", 1, during(two, three, NORTH), during(two, three, demand("fr-par", "de-fra", 1)));
        scenario.cut("nordic-gb-lon-nl-ams");
        at(one);
        assertThat(scenario.way("other.1")).containsExactly("atlas-gb-lon-nl-ams");
        at(two);
        assertThat(scenario.record("none.1").rejection().orElseThrow().binding())
                .isEqualTo(Binding.WINDOW);
        assertThat(scenario.record("none.2").rejection().orElseThrow().binding())
                .isEqualTo(Binding.SIBLING);
        assertThat(scenario.record("none.2").booking()).isEmpty();
    }

    @Test
    void aRejectionInAWindowSaysFromWhenOnThereIsRoom() {
        scenario.request("booked", 1, during(one, two, NORTH));
        scenario.request("web", 1, during(one.plusSeconds(60), two, NORTH));
        Rejection rejection = scenario.record("web.1").rejection().orElseThrow();
        assertThat(rejection.conflictingFields()).contains("window", "bandwidth_bps");
        WayOut later = rejection.waysOut().stream()
                .filter(way -> way.field().equals("window"))
                .findFirst()
                .orElseThrow();
        assertThat(later.offer().startTime()).contains(two);

        scenario.request("late", 1, during(scenario.now().minusSeconds(60), scenario.now(), NORTH));
        assertThat(scenario.record("late.1").rejection().orElseThrow().binding())
                .isEqualTo(Binding.WINDOW);
    }

    @Test
    void aNewGenerationReplacesWhatIsBookedAndTheEndDropsIt() {
        scenario.request("web", 1, during(one, two, NORTH));
        scenario.request("web", 2, during(two, three, NORTH));
        scenario.request("other", 1, during(one, two, NORTH));
        assertThat(phase("other.1")).isEqualTo(Phase.SCHEDULED);
        scenario.request("web", 3, during(one, two, demand("gb-lon", "nl-ams", 600)));
        assertThat(scenario.record("web.1").booking().orElseThrow().next().start())
                .isEqualTo(two);
        assertThat(scenario.record("web.1").rejection().orElseThrow().generation())
                .isEqualTo(3);
        scenario.terminate("web", 4);
        assertThat(phase("web.1")).isEqualTo(Phase.RELEASED);
        assertThat(scenario.record("web.1").booking()).isEmpty();
        assertThat(scenario.state().promisedBps("nordic-gb-lon-nl-ams")).isEqualTo(6 * World.GBPS);
    }

    @Test
    void aMoveLeavesRoomForWhatBeginsBeforeTheWindowEnds() {
        scenario.request("other", 1, during(one, two, demand("fr-par", "gb-lon", 5)));
        scenario.request("long", 1, during(scenario.now(), two, demand("gb-lon", "de-fra", 6)));
        scenario.request("short", 1, during(scenario.now(), one, demand("gb-lon", "de-fra", 4)));
        scenario.activate("long.1").activate("short.1").measure("nordic-nl-ams-de-fra", 90_000);

        scenario.judge("long.1", HealthState.BROKEN, 95_000);
        scenario.judge("short.1", HealthState.BROKEN, 95_000);
        assertThat(scenario.way("long.1")).contains("nordic-nl-ams-de-fra");
        assertThat(scenario.way("short.1")).containsExactly("atlas-gb-lon-fr-par", "atlas-fr-par-de-fra");
        assertThat(scenario.record("short.1")
                        .plan()
                        .orElseThrow()
                        .occurrence()
                        .orElseThrow()
                        .end())
                .isEqualTo(one);
    }
}
