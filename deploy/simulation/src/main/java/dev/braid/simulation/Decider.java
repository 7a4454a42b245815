package dev.braid.simulation;

import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.IntentPlanner;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.ProvisioningPlanner;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.guard.GuardPolicy;
import dev.braid.path.guard.GuardRails;
import java.time.Instant;

/** What path computation makes of a signal. Tests plant bugs here. */
interface Decider {
    Decision decide(PlanningState state, Signal signal, Instant now);

    /** The real one. */
    static Decider real(GuardPolicy policy) {
        GuardRails guardRails = new GuardRails(policy);
        return (state, signal, now) -> switch (signal) {
            case Signal.IntentRequested asked -> IntentPlanner.requested(state, asked, now);
            case Signal.IntentTerminated asked -> IntentPlanner.terminated(state, asked, now);
            case Signal.ProvisioningReport report -> ProvisioningPlanner.decide(state, report, now);
            case Signal.HealthJudged judged -> guardRails.decide(state, judged, now);
        };
    }
}
