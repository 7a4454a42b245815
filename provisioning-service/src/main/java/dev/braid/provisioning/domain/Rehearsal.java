package dev.braid.provisioning.domain;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.LegChange.Action;
import dev.braid.provisioning.domain.Order.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A rollout played to its end on paper: the decisions are those that are made in earnest, and the providers do what they
 * are told, at once, all but to change orders where they cannot.
 */
public final class Rehearsal {
    /** A rollout takes about eight rounds, each wait in between one more. */
    private static final int MOST_ROUNDS = 64;

    private static final Duration SHORT = Duration.ofSeconds(1);
    /** What soaks comes to the same in the end. */
    private static final Pace PACE =
            new Pace(SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, Duration.ZERO, () -> 0);

    private static final Caution UNGUARDED = new Caution(Instant.EPOCH, Instant.EPOCH, _ -> false);

    private final Rollout before;
    private final Predicate<String> modifies;
    private final Map<String, Standing> orders = new HashMap<>();
    private final Map<String, Set<Verb>> commanded = new HashMap<>();
    private Optional<Report.Failed> failure = Optional.empty();
    private Rollout rollout;
    private Instant now;

    private Rehearsal(Rollout before, Predicate<String> modifies, Instant now) {
        this.before = before;
        this.modifies = modifies;
        this.rollout = afresh(before);
        this.now = now;
        before.legs().forEach(leg -> orders.put(leg.legId(), standing(leg)));
    }

    /** What failed before is no reason for a plan to fail. */
    private static Rollout afresh(Rollout before) {
        Draft draft = new Draft(before);
        draft.legs.replaceAll(leg -> leg.with(Trial.FRESH));
        return draft.done();
    }

    /**
     * What a plan would come to.
     *
     * @param legs those of the plan in its order, then those that would be let go; none where the plan would fail
     * @param refusal why it would fail
     */
    public record Outcome(List<LegChange> legs, Optional<Report.Failed> refusal) {
        public Outcome {
            legs = List.copyOf(legs);
        }
    }

    /**
     * What would become of the rollout if the plan were wanted.
     *
     * @param plan absent for nothing
     * @param letGoFirst whether nothing is wanted until all is let go
     * @param modifies whether the provider can change the bandwidth of a living order
     */
    public static Outcome of(
            Rollout rollout, Optional<Plan> plan, boolean letGoFirst, Predicate<String> modifies, Instant now) {
        Rehearsal rehearsal = new Rehearsal(rollout, modifies, now);
        if (letGoFirst) {
            rehearsal.want(Optional.empty());
        }
        rehearsal.want(plan);
        return rehearsal.outcome();
    }

    private void want(Optional<Plan> plan) {
        long generation = plan.map(Plan::generation).orElse(rollout.generation());
        long revision = Math.max(plan.map(Plan::revision).orElse(0L), rollout.highestRevision());
        rollout = rollout.accept(new Wish(0, generation, revision, plan, plan.isEmpty()))
                .keepingNumbers();
        for (int round = 0; round < MOST_ROUNDS && failure.isEmpty(); round++) {
            Decision decision = rollout.decide(true, now, PACE, UNGUARDED);
            rollout = decision.rollout();
            if (decision.commands().isEmpty()) {
                if (isDone(plan) || decision.dueTime().equals(Instant.MAX)) {
                    return;
                }
                now = decision.dueTime();
            }
            List<Reply> replies = decision.commands().stream()
                    .map(command -> new Reply(command, answer(command)))
                    .toList();
            Decision heard = rollout.hear(replies, now, PACE, UNGUARDED);
            rollout = heard.rollout();
            failure = heard.reports().stream()
                    .filter(Report.Failed.class::isInstance)
                    .map(Report.Failed.class::cast)
                    .findFirst();
        }
    }

    private boolean isDone(Optional<Plan> plan) {
        Optional<Long> revision = plan.map(Plan::revision);
        return rollout.active().map(Plan::revision).equals(revision)
                && rollout.legs().stream()
                        .allMatch(leg -> leg.state() == LegState.REFUSED
                                || rollout.active()
                                        .filter(it -> it.has(leg.route()))
                                        .isPresent());
    }

    private Answer answer(Command command) {
        commanded
                .computeIfAbsent(command.legId(), _ -> EnumSet.noneOf(Verb.class))
                .add(command.verb());
        if (command.verb() == Verb.MODIFY && !modifies.test(command.route().providerId())) {
            return new Answer.Refused("UNSUPPORTED", "The bandwidth of a living order cannot be changed.");
        }
        Standing standing =
                switch (command.verb()) {
                    case RESERVE -> Standing.HELD;
                    case ACTIVATE -> Standing.IN_SERVICE;
                    case RELEASE -> Standing.CEASED;
                    case MODIFY, READ_BACK -> orders.getOrDefault(command.legId(), Standing.HELD);
                };
        orders.put(command.legId(), standing);
        return new Answer.Done(new Order(standing, command.bandwidthBps(), standing.name(), ""));
    }

    /** People say yes. */
    private static Standing standing(Leg leg) {
        return switch (leg.state()) {
            case PENDING, WAITING -> Standing.HELD;
            case RESERVED -> leg.isSpared() ? Standing.IN_SERVICE : Standing.HELD;
            case ACTIVE, ASTRAY -> Standing.IN_SERVICE;
            case RELEASING, RELEASED, REFUSED -> Standing.CEASED;
        };
    }

    private Outcome outcome() {
        if (failure.isPresent()) {
            return new Outcome(List.of(), failure);
        }
        List<LegChange> changes = new ArrayList<>();
        Map<String, Leg> old = new HashMap<>();
        before.legs().forEach(leg -> old.put(leg.legId(), leg));
        for (Route route : rollout.active().map(Plan::routes).orElse(List.of())) {
            rollout.living(route).ifPresent(leg -> changes.add(change(Optional.ofNullable(old.get(leg.legId())), leg)));
        }
        before.legs().stream()
                .filter(leg -> verbs(leg).contains(Verb.RELEASE))
                .map(leg -> new LegChange(Optional.of(leg.legId()), leg.route(), Action.RELEASE, leg.bandwidthBps(), 0))
                .forEach(changes::add);
        return new Outcome(changes, Optional.empty());
    }

    private LegChange change(Optional<Leg> old, Leg leg) {
        Set<Verb> verbs = verbs(leg);
        Action action =
                verbs.contains(Verb.RESERVE) ? Action.ORDER : verbs.contains(Verb.MODIFY) ? Action.MODIFY : Action.KEEP;
        long nowBps = action == Action.ORDER ? 0 : old.map(Leg::bandwidthBps).orElse(0L);
        return new LegChange(old.map(Leg::legId), leg.route(), action, nowBps, leg.bandwidthBps());
    }

    private Set<Verb> verbs(Leg leg) {
        return commanded.getOrDefault(leg.legId(), Set.of());
    }
}
