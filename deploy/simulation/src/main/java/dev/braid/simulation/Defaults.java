package dev.braid.simulation;

import dev.braid.path.guard.Budget;
import dev.braid.path.guard.Evidence;
import dev.braid.path.guard.GuardPolicy;
import dev.braid.path.guard.Mode;
import dev.braid.telemetry.domain.ConnectionJudge;
import dev.braid.telemetry.domain.HealthPolicy;
import dev.braid.telemetry.domain.PublishRule;
import dev.braid.telemetry.domain.SampleRules;
import dev.braid.telemetry.windows.WindowRules;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The services' settings as they are where nobody sets anything: their defaults stand in annotations. */
final class Defaults {
    static final long SECOND_US = 1_000_000;

    /** What the true wall clock shows when a run begins: noon of 2026-03-01. */
    static final long START_WALL_US = 1_772_366_400L * SECOND_US;

    /** When, in each second, the rounds of judging fall: grace, tick and settling. */
    static final long JUDGE_PHASE_US = 370_000;

    static final HealthPolicy HEALTH = new HealthPolicy(3, 5, 8, 10, 3, 10, 0.5, 5 * SECOND_US);
    static final ConnectionJudge.Repetition REPETITION = new ConnectionJudge.Repetition(5 * SECOND_US, 600 * SECOND_US);
    static final SampleRules SAMPLES =
            new SampleRules(30 * SECOND_US, 5 * SECOND_US, 10 * SECOND_US, Set.of(), Map.of());
    static final WindowRules WINDOWS = new WindowRules(300_000, 2, 5_000, 50_000);
    static final PublishRule PUBLISH = new PublishRule(0.02, 10 * SECOND_US);

    /** How far back telemetry-service reads samples when it starts. */
    static final long REPLAY_US = 5 * SECOND_US;

    static final GuardPolicy GUARD = new GuardPolicy(
            Mode.AUTOMATIC,
            Duration.ofSeconds(30),
            0.1,
            new Evidence(Duration.ofSeconds(30), Duration.ofSeconds(30), 0.8, 5, Duration.ofSeconds(10)),
            new Budget(60, 2, 0.05, 5, 20, 40, 40),
            new Budget(20_000, 6, 1, 100, 20_000, 20_000, 20_000));

    /** How long a link is known to be down before connections are moved off it. */
    static final long SETTLE_US = 200_000;

    private Defaults() {}
}
