package dev.braid.simulation;

import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Occasion;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.guard.Budget;
import dev.braid.path.guard.GuardPolicy;
import dev.braid.telemetry.domain.HealthState;
import dev.braid.telemetry.domain.Judgement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether everything is settled: nothing is under way, and nobody is on a bad path who could have a good one. */
final class RestCheck {
    /** What noise adds at most, so that a path that only just keeps its bound is not asked for. */
    private static final double NOISE_RATIO = 1.02;

    private static final long NOISE_US = 50;

    private final GuardPolicy policy;
    private final World world;
    private final Truth truth;
    private final HealthCheck health;
    private final Provisioning provisioning;
    /** When a connection last had no better way: one may have failed too often of late. */
    private final Map<String, Long> noWayUs = new HashMap<>();

    /**
     * A connection that is not settled.
     *
     * @param freeSinceUs when its last hold-down ended, its moves of the hour were few again, a way was free, or its trouble began: a path that only
     *     just keeps its bound comes into trouble by noise alone; 0 for none of these
     */
    record Unrest(String connectionId, long freeSinceUs, String why) {}

    RestCheck(GuardPolicy policy, World world, Truth truth, HealthCheck health, Provisioning provisioning) {
        this.policy = policy;
        this.world = world;
        this.truth = truth;
        this.health = health;
        this.provisioning = provisioning;
    }

    /** Every connection that is not settled. */
    List<Unrest> unrest(PlanningState state, long timeUs) {
        Instant now = PathComputation.instant(timeUs);
        return state.book()
                .after("")
                .flatMap(record -> unrest(state, record, timeUs)
                        .map(why -> new Unrest(record.connectionId(), freeSinceUs(record, now), why))
                        .stream())
                .toList();
    }

    private long freeSinceUs(PathRecord record, Instant now) {
        long freeUs = Stream.of(
                        record.moves().holdDownUntilTime(),
                        budgetEnd(record.moves().slow(), policy.slow()),
                        budgetEnd(record.moves().failed(), policy.failed()))
                .flatMap(Optional::stream)
                .filter(end -> !end.isAfter(now))
                .mapToLong(PathComputation::trueUs)
                .max()
                .orElse(0);
        return Math.max(
                Math.max(freeUs, noWayUs.getOrDefault(record.connectionId(), 0L)),
                health.troubleSinceUs(record.connectionId()));
    }

    private static Optional<Instant> budgetEnd(List<Instant> moves, Budget budget) {
        int allowed = budget.perConnectionPerHour();
        return moves.size() < allowed
                ? Optional.empty()
                : Optional.of(moves.get(moves.size() - allowed).plus(1, ChronoUnit.HOURS));
    }

    private Optional<String> unrest(PlanningState state, PathRecord record, long timeUs) {
        String id = record.connectionId();
        if (!record.heldPlans().isEmpty()) {
            return Optional.of(id + " still holds older plans");
        }
        return switch (record.phase()) {
            case RELEASED, REJECTED ->
                provisioning.active(id).map(plan -> "%s is %s and carries traffic".formatted(id, record.phase()));
            case PLANNED, RELEASING, SCHEDULED -> Optional.of("%s is %s".formatted(id, record.phase()));
            case ACTIVE -> carrying(state, record, record.plan().orElseThrow(), timeUs);
        };
    }

    private Optional<String> carrying(PlanningState state, PathRecord record, Plan plan, long timeUs) {
        String id = record.connectionId();
        if (provisioning
                .active(id)
                .filter(active -> active.revision() == plan.revision())
                .isEmpty()) {
            return Optional.of("%s revision %d is called active and is not".formatted(id, plan.revision()));
        }
        Judgement judged = health.newest(id);
        boolean judgedNow = judged != null && judged.plan().revision() == plan.revision();
        if (judgedNow && judged.state() == HealthState.MET) {
            return Optional.empty();
        }
        Instant now = PathComputation.instant(timeUs);
        boolean heldDown =
                record.moves().holdDownUntilTime().filter(now::isBefore).isPresent();
        // No link is down any more.
        int moved = record.moves().since(now.minus(1, ChronoUnit.HOURS), false);
        if (heldDown || moved >= policy.slow().perConnectionPerHour()) {
            return Optional.empty();
        }
        Optional<Plan> better = better(state, record, timeUs);
        if (better.isEmpty()) {
            noWayUs.put(id, timeUs);
        }
        return better.map(way -> "%s revision %d is judged %s and could be on %s"
                .formatted(id, plan.revision(), judgedNow ? judged.state() : "never", way.linkIds()));
    }

    /** A path that surely keeps the bound as the links truly are; it may be the one in force. */
    private Optional<Plan> better(PlanningState state, PathRecord record, long timeUs) {
        PlanningState trial = state.fork();
        Instant future = PathComputation.instant(timeUs).plus(1, ChronoUnit.HOURS);
        for (Link link : world.links()) {
            long latencyUs = (long) (truth.latencyUs(link, timeUs) * NOISE_RATIO) + NOISE_US;
            boolean down = truth.lossRatio(link, timeUs) >= 1;
            trial.apply(new Change.LinkMeasured(new LinkMeasure(link.linkId(), future, latencyUs, down)));
        }
        Set<String> avoided = new HashSet<>(record.refusedLinkIds());
        avoided.addAll(state.dampedLinkIds());
        Answer answer = trial.answer(record, record.demand(), avoided, Occasion.of(Cause.INQUIRY));
        return answer instanceof Answer.Found(var plan) ? Optional.of(plan) : Optional.empty();
    }
}
