package dev.braid.path.domain.decision;

import dev.braid.path.domain.decision.Signal.Outcome.Failed;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Binding;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Explanation;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.Occasion;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.RecordDraft;
import dev.braid.path.domain.route.Rejection;
import dev.braid.path.domain.route.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides what follows when a provider refuses a leg, or loses it in the soak: another way; or the way that still carries
 * traffic; or, where nothing does, none for the whole intent.
 */
final class Refusals {
    private final PlanningState state;
    private final PathRecord record;
    private final Failed failed;
    private final Instant now;

    Refusals(PlanningState state, PathRecord record, Failed failed, Instant now) {
        this.state = state;
        this.record = record;
        this.failed = failed;
        this.now = now;
    }

    Decision decide(long revision) {
        Optional<Plan> wanted = record.plan().filter(plan -> plan.revision() == revision);
        if (wanted.isEmpty()) {
            return new Decision.Ignored(
                    "other-revision",
                    "Revision %d of connection %s is not wanted any more.".formatted(revision, record.connectionId()));
        }
        if (times().isEmpty()) {
            return new Decision.Ignored(
                    "window-over", "The window of connection %s is over.".formatted(record.connectionId()));
        }
        Set<String> refused = refused(wanted.get());
        Occasion occasion = new Occasion(
                Cause.PROVIDER_REFUSED,
                0,
                failed.linkIds(),
                "%s %s %s. ".formatted(failed.providerId(), did(), links()));
        return switch (SteadySearch.answer(state, record, record.demand(), times(), refused, occasion)) {
            case Answer.Found(var plan) ->
                Decision.changed(accepted(wanted.get().generation())
                        .refuse(refused)
                        .give(plan.numbered(0, wanted.get().generation()))
                        .record());
            case Answer.None(var none) -> withoutAnother(wanted.get(), refused, rejection(none));
        };
    }

    private List<Interval> times() {
        return record.demand().times(now);
    }

    /** Another way for the same generation; that a newer one was rejected stays said. */
    private RecordDraft accepted(long generation) {
        return isRejectedAfter(generation)
                ? record.draft(now)
                : record.draft(now).accept();
    }

    private boolean isRejectedAfter(long generation) {
        return record.rejection()
                .filter(rejection -> rejection.generation() > generation)
                .isPresent();
    }

    /**
     * The links of the refused leg in both directions. A refusal that names none of the plan's links means all that the
     * provider has in it: something must be left out, or the same plan would be made for ever.
     */
    private Set<String> refused(Plan plan) {
        List<Hop> named = plan.allHops().stream()
                .filter(hop -> failed.linkIds().contains(hop.linkId())
                        || failed.linkIds().contains(hop.reverseLinkId()))
                .toList();
        List<Hop> sold = plan.allHops().stream()
                .filter(hop -> hop.providerId().equals(failed.providerId()))
                .toList();
        List<Hop> left = named.isEmpty() ? (sold.isEmpty() ? plan.allHops() : sold) : named;
        Set<String> refused = new TreeSet<>(record.refusedLinkIds());
        left.forEach(hop -> refused.addAll(List.of(hop.linkId(), hop.reverseLinkId())));
        return refused;
    }

    private Rejection rejection(Rejection none) {
        String words = failed.reason().isBlank() ? "" : " (" + failed.reason() + ")";
        return new Rejection(
                record.generation(),
                Binding.PROVIDER_REFUSED,
                "%s %s %s%s, and no other path does.".formatted(failed.providerId(), did(), links(), words),
                none.nearestOffer());
    }

    private String did() {
        return failed.returnedRevision() > 0 ? "lost" : "refused";
    }

    private String links() {
        return failed.linkIds().isEmpty() ? "the order" : String.join(", ", failed.linkIds());
    }

    private Decision withoutAnother(Plan wanted, Set<String> refused, Rejection rejection) {
        Optional<Plan> active = record.activePlan();
        if (active.isEmpty()) {
            return withdrawn(refused, rejection);
        }
        if (Claims.isTaken(state, record, active.get())) {
            return withdrawn(
                    refused,
                    new Rejection(
                            record.generation(),
                            Binding.PREEMPTED,
                            "A more important connection takes the bandwidth. " + rejection.message(),
                            rejection.nearestOffer()));
        }
        boolean told = isGivenOrRejected(wanted.generation(), active.get());
        RecordDraft draft = told ? record.draft(now) : record.draft(now).reject(rejection);
        if (!sameOrder(active.get(), wanted)) {
            return Decision.changed(restored(draft.refuse(refused), wanted, active.get(), rejection));
        }
        return told
                ? new Decision.Ignored(
                        "restored-plan-refused",
                        "What carries traffic of connection %s stays wanted.".formatted(record.connectionId()))
                : Decision.changed(draft.refuse(refused).record());
    }

    /** Refusing a move is no rejection of what is given on the old way already. */
    private boolean isGivenOrRejected(long generation, Plan active) {
        return active.generation() >= generation
                || record.rejection()
                        .filter(rejection -> rejection.generation() >= generation)
                        .isPresent();
    }

    /**
     * All connections of an intent exist from its first generation and carry traffic together: where one carries
     * nothing, the intent was never given as a whole, whatever its siblings carry already.
     */
    private Decision withdrawn(Set<String> refused, Rejection rejection) {
        List<PathRecord> records = new ArrayList<>();
        records.add(record.draft(now)
                .refuse(refused)
                .wantNothing()
                .reject(rejection)
                .record());
        Rejection sibling = Rejection.sibling(record.generation(), record.connectionId());
        state.book().ofIntent(record.intentKey()).stream()
                .filter(other -> !other.connectionId().equals(record.connectionId()))
                .filter(other -> other.plan().isPresent() || other.booking().isPresent())
                .map(other -> other.draft(now).wantNothing().reject(sibling).record())
                .forEach(records::add);
        return new Decision.Changed(records);
    }

    private static boolean sameOrder(Plan plan, Plan other) {
        return plan.sameWay(other) && plan.bandwidthBps() == other.bandwidthBps();
    }

    /** Provisioning finds the legs of this way in place and is at rest at once. */
    private PathRecord restored(RecordDraft draft, Plan wanted, Plan active, Rejection rejection) {
        Explanation why = new Explanation(
                Cause.PROVIDER_REFUSED,
                active.why().metric(),
                rejection.message() + " The path that carries traffic stays.",
                active.why().unconstrainedLatencyUs(),
                active.expectedLatencyUs(),
                failed.linkIds(),
                active.why().fullLinkIds(),
                List.of());
        Demand kept = record.demand().withBandwidthBps(active.bandwidthBps());
        if (active.generation() < wanted.generation()) {
            // When the demand before this one had asked for it again is not known any more.
            kept = kept.withWindow(active.occurrence().map(time -> new Window(time, Optional.empty())));
            draft.book(Optional.empty());
        }
        return draft.demand(kept).want(active.because(why)).record();
    }
}
