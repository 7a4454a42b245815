package dev.braid.provisioning.domain;

import java.util.List;
import java.util.Optional;
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

    /** What is to be reported; empty where something is still to be let go, or all of it has been reported. */
    static Optional<Report> of(Rollout rollout) {
        Rest rest = new Rest(rollout);
        return rollout.releaseOwed().isPresent()
                ? rest.released()
                : rest.oldLegsReleased().or(rest::unusedPlansReleased);
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
        return unused > 0 && !revisions.contains(unused) && holdsOnly(held) && inUseIsSeen()
                ? Optional.of(new Report.UnusedPlansReleased(rollout.generation(), unused, revisions))
                : Optional.empty();
    }

    /** What a provider says of a change of a leg in use is proven by a look at it. */
    private boolean inUseIsSeen() {
        return rollout.legs().stream()
                .filter(leg -> leg.state() == LegState.ACTIVE)
                .filter(leg -> Stream.of(rollout.active(), rollout.spare().map(Spare::plan))
                        .flatMap(Optional::stream)
                        .anyMatch(plan -> plan.has(leg.route())))
                .allMatch(leg -> leg.sight().verifiedRevision() > 0);
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
