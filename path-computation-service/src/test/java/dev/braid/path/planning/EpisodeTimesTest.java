package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.decision.Signal.ProvisioningReport;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EpisodeTimesTest {
    private static final String WEB = "acme.web.1";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EpisodeTimes times = new EpisodeTimes(registry);
    private final Scenario scenario = new Scenario(World.europe());
    private long sequence = 10;

    private void active() {
        scenario.request("web", 1, within(9_000, demand("gb-lon", "fr-par", 4)));
        scenario.activate("web.1");
    }

    private void pass(long millis) {
        scenario.wait(Duration.ofMillis(millis));
    }

    private HealthJudged judged(HealthState state, long revision) {
        return new HealthJudged(WEB, revision, scenario.now(), state, state != HealthState.MET, 40_000, List.of());
    }

    private long revision() {
        return scenario.record("web.1").plan().orElseThrow().revision();
    }

    /** Judged broken; decided a moment later. */
    private void move() {
        scenario.measure(scenario.way("web.1").getFirst(), 40_000);
        HealthJudged broken = judged(HealthState.BROKEN, revision());
        pass(70);
        Decision decision = scenario.judge(broken);
        assertThat(decision).isInstanceOf(Decision.Changed.class);
        times.read(broken, decision);
    }

    private void report(Outcome outcome) {
        Signal.ProvisioningReport report = new ProvisioningReport(WEB, revision(), sequence++, outcome);
        times.read(report, scenario.report(report));
    }

    private List<Long> millis(String stage) {
        Timer timer =
                registry.find("braid.path.episode.time").tag("stage", stage).timer();
        return timer == null ? List.of() : List.of(timer.count(), Math.round(timer.totalTime(TimeUnit.MILLISECONDS)));
    }

    @Test
    void eachStageIsTimedOnce() {
        active();
        move();
        assertThat(millis("decided")).containsExactly(1L, 70L);
        pass(400);
        report(new Outcome.Activated());
        report(new Outcome.Activated());
        assertThat(millis("activated")).containsExactly(1L, 400L);

        pass(1_000);
        times.read(judged(HealthState.MET, revision() - 1), new Decision.Ignored("other-revision", ""));
        assertThat(millis("verified")).as("the old path is judged").isEmpty();
        times.read(judged(HealthState.MET, revision()), new Decision.Ignored("not-bad", ""));
        times.read(judged(HealthState.MET, revision()), new Decision.Ignored("not-bad", ""));
        assertThat(millis("verified")).containsExactly(1L, 1_000L);
        assertThat(millis("whole")).containsExactly(1L, 1_470L);
    }

    @Test
    void aMoveThatAProviderRefusesIsNotVerified() {
        active();
        move();
        report(new Outcome.Failed("atlas", List.of(scenario.way("web.1").getFirst()), "NO_CAPACITY"));
        pass(1_000);
        times.read(judged(HealthState.MET, revision()), new Decision.Ignored("not-bad", ""));
        assertThat(millis("activated")).isEmpty();
        assertThat(millis("whole")).isEmpty();
    }

    @Test
    void clocksThatDisagreeTakeNoTime() {
        active();
        move();
        pass(-500);
        report(new Outcome.Activated());
        assertThat(millis("activated")).containsExactly(1L, 0L);
    }
}
