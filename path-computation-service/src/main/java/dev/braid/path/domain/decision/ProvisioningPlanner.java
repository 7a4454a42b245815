package dev.braid.path.domain.decision;

import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.decision.Signal.ProvisioningReport;
import dev.braid.path.domain.route.PathRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what a report of provisioning means for the book. Each report is judged by what it says about the records as
 * they are, so an old one that comes again changes nothing.
 */
public final class ProvisioningPlanner {
    private ProvisioningPlanner() {}

    /** The records that the report changes. */
    public static Decision decide(PlanningState state, ProvisioningReport report, Instant now) {
        Optional<PathRecord> known = state.book().find(report.connectionId());
        if (known.isEmpty()) {
            return new Decision.Ignored(
                    "unknown-connection", "Connection %s is not known.".formatted(report.connectionId()));
        }
        if (report.sequence() <= state.lastReport(report.connectionId())) {
            return new Decision.Ignored(
                    "stale-report",
                    "Report %d on connection %s came before.".formatted(report.sequence(), report.connectionId()));
        }
        PathRecord record = known.get();
        return switch (report.outcome()) {
            case Outcome.Activated() -> activated(record, report.revision(), now);
            case Outcome.OldLegsReleased() -> dropBelow(record, report.revision(), now);
            case Outcome.Released() -> released(record, report.revision(), now);
            case Outcome.Failed failed -> new Refusals(state, record, failed, now).decide(report.revision());
            case Outcome.DriftFound() ->
                new Decision.Ignored("drift", "Provisioning repairs %s.".formatted(record.connectionId()));
        };
    }

    private static Decision activated(PathRecord record, long revision, Instant now) {
        boolean wanted =
                record.plan().filter(plan -> plan.revision() == revision).isPresent();
        boolean held =
                record.plan().isPresent() && record.heldPlans().stream().anyMatch(plan -> plan.revision() == revision);
        if (revision <= record.activeRevision() || (!wanted && !held)) {
            return other(record, revision);
        }
        return Decision.changed(record.draft(now).active(revision).record());
    }

    private static Decision dropBelow(PathRecord record, long revision, Instant now) {
        boolean ahead = revision > record.lastRevision();
        boolean nothing = record.heldPlans().stream().noneMatch(held -> held.revision() < revision);
        return ahead || nothing
                ? other(record, revision)
                : Decision.changed(record.draft(now).drop(revision).record());
    }

    /**
     * A connection that is wanted again was released before its new plan was known: only what is older than that
     * release is gone.
     */
    private static Decision released(PathRecord record, long revision, Instant now) {
        if (record.plan().isPresent()) {
            long wanted = record.plan().get().revision();
            return dropBelow(record, Math.min(revision + 1, wanted), now);
        }
        return record.heldPlans().isEmpty()
                ? other(record, revision)
                : Decision.changed(record.draft(now).released().record());
    }

    private static Decision other(PathRecord record, long revision) {
        return new Decision.Ignored(
                "other-revision",
                "Revision %d of connection %s is not what the report would change."
                        .formatted(revision, record.connectionId()));
    }
}
