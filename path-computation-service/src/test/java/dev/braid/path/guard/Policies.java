package dev.braid.path.guard;

import dev.braid.path.scenario.Scenario;
import java.time.Duration;

/** Policies that differ in one thing. */
final class Policies {
    /** So many that no test comes near it. */
    static final int MANY = 1_000_000;

    static final Budget NO_BUDGET = new Budget(MANY, MANY, 1, MANY, MANY, MANY, MANY);
    /** Everything is believed, however many say it at once. */
    static final Evidence GULLIBLE = new Evidence(Duration.ofDays(1), Duration.ofDays(1), 1, MANY, Duration.ZERO);

    private Policies() {}

    static GuardPolicy inMode(Mode mode) {
        GuardPolicy usual = Scenario.POLICY;
        return new GuardPolicy(
                mode, usual.holdDown(), usual.minGainRatio(), usual.evidence(), usual.slow(), usual.failed());
    }

    /** Nothing but these budgets stops a move. */
    static GuardPolicy only(Budget slow, Budget failed) {
        return new GuardPolicy(Mode.AUTOMATIC, Duration.ZERO, 0, GULLIBLE, slow, failed);
    }

    /** Nothing but doubts about the evidence stops a move. */
    static GuardPolicy only(Evidence evidence) {
        return new GuardPolicy(Mode.AUTOMATIC, Duration.ZERO, 0, evidence, NO_BUDGET, NO_BUDGET);
    }
}
