package dev.braid.provisioning.domain;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knows when nothing is left to let go, and whether that is still to be reported. */
final class Rest {
    private final Rollout rollout;

    private Rest(Rollout rollout) {
        this.rollout = rollout;
    }

    /** Reports it, and notes in the draft that it is. */
    static void tell(Rollout rollout, Draft draft, List<Report> reports) {
        Rest rest = new Rest(rollout);
        if (rollout.releaseOwed().isPresent()) {
            Optional<Report> released = rest.released();
            if (released.isEmpty()) {
                return;
            }
            reports.add(released.get());
            draft.releaseOwed = OptionalLong.empty();
            draft.cleanRevision = draft.active.map(Plan::revision).orElse(0L);
        } else if (rest.oldLegsReleased().isPresent()) {
            reports.add(rest.oldLegsReleased().get());
            draft.cleanRevision = draft.active.map(Plan::revision).orElse(0L);
            draft.unusedRevision = 0;
            return;
        }
        rest.unusedPlansReleased().ifPresent(report -> {
            reports.add(report);
            draft.unusedRevision = 0;
        });
    }

    private Optional<Report> released() {
        return holdsOnly(rollout.desired().stream().toList())
                ? Optional.of(new Report.Released(
                        rollout.generation(), rollout.releaseOwed().getAsLong()))
                : Optional.empty();
    }

    private Optional<Report> oldLegsReleased() {
        return rollout.active()
                .filter(plan -> rollout.spare().isEmpty()
                        && rollout.desired().filter(plan::equals).isPresent()
                        && plan.revision() > rollout.cleanRevision()
                        && holdsOnly(List.of(plan)))
                .map(plan -> new Report.OldLegsReleased(plan.generation(), plan.revision()));
    }

    private Optional<Report> unusedPlansReleased() {
        List<Plan> held = Stream.of(
                        rollout.active(), rollout.desired(), rollout.spare().map(Spare::plan))
                .flatMap(Optional::stream)
                .toList();
        SortedSet<Long> revisions = held.stream().map(Plan::revision).collect(Collectors.toCollection(TreeSet::new));
        long unused = rollout.unusedRevision();
        return unused > 0 && !revisions.contains(unused) && holdsOnly(held) && allSeen()
                ? Optional.of(new Report.UnusedPlansReleased(rollout.generation(), unused, revisions))
                : Optional.empty();
    }

    /** What a provider says of a change is proven by a look. */
    private boolean allSeen() {
        return rollout.legs().stream().allMatch(Leg::isSeen);
    }

    private boolean holdsOnly(List<Plan> plans) {
        return rollout.legs().stream()
                .allMatch(leg -> leg.state() == LegState.REFUSED
                        || leg.state().living()
                                && plans.stream()
                                        .filter(plan -> plan.has(leg.route()))
                                        .anyMatch(plan -> leg.holdsNoMoreThan(plan.bandwidthBps())));
    }
}
