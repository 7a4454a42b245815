package dev.braid.path.guard;

import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.decision.Signal.ProvisioningReport;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import java.util.Optional;

/** What came of a move. All of it follows from the records, so that it is known after a restart too. */
public sealed interface MoveResult {
    /** The plan that the move made. */
    long revision();

    /** It carries traffic. */
    record Activated(long revision) implements MoveResult {}

    /** It was judged, and not UNKNOWN. */
    record Judged(HealthJudged judged) implements MoveResult {
        @Override
        public long revision() {
            return judged.revision();
        }
    }

    /**
     * It lost a leg in its soak: traffic is on an older plan again.
     *
     * @param wantedRevision what is wanted now; 0 for nothing
     */
    record Returned(long revision, Outcome.Failed failed, long wantedRevision) implements MoveResult {}

    /**
     * A provider refused a leg of it.
     *
     * @param wantedRevision what is wanted now; 0 for nothing
     */
    record Refused(long revision, Outcome.Failed failed, long wantedRevision) implements MoveResult {}

    /**
     * Something else was wanted before it carried traffic.
     *
     * @param wantedRevision what is wanted now; 0 for nothing
     */
    record Overtaken(long revision, long wantedRevision) implements MoveResult {}

    /** What a judgement says of a move that made the plan in force. Trouble that is over already says nothing. */
    static Optional<MoveResult> judged(PathRecord record, HealthJudged judged) {
        boolean says =
                switch (judged.state()) {
                    case MET -> true;
                    case AT_RISK, BROKEN -> judged.breached();
                    case UNKNOWN -> false;
                };
        return says && record.phase() == Phase.ACTIVE
                ? move(record, judged.revision()).map(_ -> new Judged(judged))
                : Optional.empty();
    }

    /** What a signal that changed a record says of a move of that connection. */
    static Optional<MoveResult> of(PathRecord before, PathRecord after, Signal signal) {
        if (signal instanceof ProvisioningReport report && report.connectionId().equals(before.connectionId())) {
            return switch (report.outcome()) {
                case Outcome.Activated() -> move(before, report.revision()).map(move -> new Activated(move.revision()));
                case Outcome.Failed failed ->
                    move(before, report.revision())
                            .map(move -> before.activeRevision() == move.revision()
                                    ? new Returned(move.revision(), failed, wanted(after))
                                    : new Refused(move.revision(), failed, wanted(after)));
                case Outcome.OldLegsReleased _,
                        Outcome.UnusedPlansReleased _,
                        Outcome.Released _,
                        Outcome.DriftFound _,
                        Outcome.WaitingChanged _ -> overtaken(before, after);
            };
        }
        return overtaken(before, after);
    }

    /** What another record says of a move that was still on its way. */
    static Optional<MoveResult> overtaken(PathRecord before, PathRecord after) {
        return before.plan()
                .filter(_ -> before.phase() == Phase.PLANNED)
                .filter(plan -> plan.revision() != before.activeRevision() && plan.revision() != wanted(after))
                .flatMap(plan -> move(before, plan.revision()))
                .map(plan -> new Overtaken(plan.revision(), wanted(after)));
    }

    private static Optional<Plan> move(PathRecord record, long revision) {
        return record.allPlans().stream()
                .filter(plan -> plan.revision() == revision)
                .filter(plan -> plan.why().cause() == Cause.HEALTH || plan.why().cause() == Cause.LINK_FAILED)
                .findFirst();
    }

    private static long wanted(PathRecord record) {
        return record.plan().map(Plan::revision).orElse(0L);
    }
}
