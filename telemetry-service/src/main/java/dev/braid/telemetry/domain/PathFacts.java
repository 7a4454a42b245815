package dev.braid.telemetry.domain;

import java.util.List;
import java.util.Optional;

/**
 * What path computation says of one connection, as far as measuring goes.
 *
 * @param plan the plan that is wanted, if one is
 * @param held older plans whose legs may still carry the traffic
 */
public record PathFacts(
        String connectionId,
        String tenantId,
        long sequence,
        Stage stage,
        Optional<MeasuredPlan> plan,
        List<MeasuredPlan> held) {
    public PathFacts {
        held = List.copyOf(held);
    }

    /** Where the plan stands. */
    public enum Stage {
        /** Not yet reported active. */
        PLANNED,
        /** Carries the traffic. */
        ACTIVE,
        /** Nothing is wanted any more. */
        ENDING,
        /** Nothing is held any more, or not yet. */
        ENDED
    }

    /**
     * The plan that carries the traffic now. While a new plan is being built that is the one that was measured before,
     * for as long as it is held.
     */
    public Optional<MeasuredPlan> measured(Optional<MeasuredPlan> before) {
        return switch (stage) {
            case ACTIVE -> plan;
            case PLANNED -> before.filter(known -> holds(known.revision()));
            case ENDING, ENDED -> Optional.empty();
        };
    }

    /** The held plan of that revision, for one who remembers only the revision. */
    public Optional<MeasuredPlan> held(long revision) {
        return held.stream().filter(older -> older.revision() == revision).findFirst();
    }

    private boolean holds(long revision) {
        return held(revision).isPresent()
                || plan.filter(wanted -> wanted.revision() == revision).isPresent();
    }
}
