package dev.braid.path.domain.decision;

import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.decision.Signal.ProvisioningReport;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
            case Outcome.UnusedPlansReleased(var held) -> unusedReleased(record, report.revision(), held, now);
            case Outcome.Released() -> released(record, report.revision(), now);
            case Outcome.Failed failed -> failed(state, record, failed, report.revision(), now);
            case Outcome.DriftFound() ->
                new Decision.Ignored("drift", "Provisioning repairs %s.".formatted(record.connectionId()));
            case Outcome.WaitingChanged() ->
                new Decision.Ignored("waiting", "The plan of %s stays.".formatted(record.connectionId()));
        };
    }

    private static Decision activated(PathRecord record, long revision, Instant now) {
        // What was held when nothing was wanted answers no generation: provisioning let it go after this report.
        boolean meant = record.plan().isPresent()
                && record.allPlans().stream().anyMatch(plan -> plan.revision() == revision && plan.generation() > 0);
        return revision <= record.activeRevision() || !meant
                ? other(record, revision)
                : Decision.changed(record.draft(now).active(revision).record());
    }

    /** Even where nothing else follows from it, that traffic has gone back to an older plan is kept. */
    private static Decision failed(
            PlanningState state, PathRecord record, Outcome.Failed failed, long revision, Instant now) {
        boolean returned = revision == record.activeRevision()
                && record.heldPlans().stream()
                        .anyMatch(plan -> plan.revision() == failed.returnedRevision() && plan.generation() > 0);
        PathRecord standing = returned ? record.returnedTo(failed.returnedRevision()) : record;
        return switch (new Refusals(state, standing, failed, now).decide(revision)) {
            case Decision.Changed changed -> changed;
            case Decision.Ignored ignored ->
                returned ? Decision.changed(standing.draft(now).record()) : ignored;
        };
    }

    private static Decision dropBelow(PathRecord record, long revision, Instant now) {
        PathRecord next = record.draft(now).drop(revision).record();
        boolean ahead = revision > record.lastRevision();
        boolean nothing =
                next.heldPlans().equals(record.heldPlans()) && next.activeRevision() == record.activeRevision();
        return ahead || nothing ? other(record, revision) : Decision.changed(next);
    }

    /**
     * Of the plans up to this revision only those are held. Where one of them is not known any more under its own revision,
     * another stands for it, so that none is let go here.
     */
    private static Decision unusedReleased(PathRecord record, long revision, Set<Long> heldRevisions, Instant now) {
        Set<Long> known = record.allPlans().stream().map(Plan::revision).collect(Collectors.toSet());
        boolean plain = heldRevisions.stream().allMatch(held -> held > revision || known.contains(held));
        PathRecord next = record.draft(now).keep(revision, heldRevisions).record();
        return !plain || next.heldPlans().equals(record.heldPlans()) ? other(record, revision) : Decision.changed(next);
    }

    /**
     * Nothing is held of this revision and older ones. Newer plans were not known where the report was written, and are
     * held on.
     */
    private static Decision released(PathRecord record, long revision, Instant now) {
        if (record.plan().isPresent()) {
            long wanted = record.plan().get().revision();
            return dropBelow(record, Math.min(revision + 1, wanted), now);
        }
        if (record.heldPlans().isEmpty()) {
            return other(record, revision);
        }
        return revision >= record.heldPlans().getLast().revision()
                ? Decision.changed(record.draft(now).released().record())
                : dropBelow(record, revision + 1, now);
    }

    private static Decision other(PathRecord record, long revision) {
        return new Decision.Ignored(
                "other-revision",
                "Revision %d of connection %s is not what the report would change."
                        .formatted(revision, record.connectionId()));
    }
}
