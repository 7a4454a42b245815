package dev.braid.path.planning;

import dev.braid.path.domain.decision.LinkFailure;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.guard.Rail;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose turn it is of those over links that are down: the most important first, so many in each batch that others do not
 * wait long. A link must stay down for a moment; where several of a provider went down, for so long that the others would be
 * heard too, if it was the provider's measuring that broke. Where the budget of all is used up everybody waits, and a second
 * later the most important is first again. Who cannot move for a reason of its own is passed over until all have had their
 * turn. Nothing of this needs to outlive the process: who is left follows from the state.
 */
final class FailureMoves {
    private static final Duration BUDGET_WAIT = Duration.ofSeconds(1);
    /** From the beginning of one round through all of them to the next. */
    private static final Duration ROUND = Duration.ofSeconds(5);
    /** Links that are measured at different parts of a second are known to be down as far apart; and the grace for samples. */
    private static final Duration SPREAD = Duration.ofMillis(1_300);

    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(10);
    private static final double LOST = 0.5;
    /** A fibre that is cut, both ways. */
    private static final int ONE_FIBRE = 2;
    /** Looking for somebody whose turn it is costs something where thousands cannot move. */
    private static final Duration LOOK_WAIT = Duration.ofMillis(20);

    private final int most;
    private final Duration settle;
    private final Map<String, Instant> downSince = new HashMap<>();
    /** When links that were down a moment ago were known to be so last: they flap, and need no time to settle again. */
    private final Map<String, Instant> lastDown = new HashMap<>();

    private final Map<String, Integer> turningBad = new HashMap<>();
    private final Set<String> passedOver = new HashSet<>();
    private final Map<String, Integer> places = new HashMap<>();
    private Instant pausedUntil = Instant.MIN;
    private Rail pausedBy = Rail.BUDGET;
    private Instant idleUntil = Instant.MIN;
    private Instant roundStart = Instant.MIN;
    private int waiting;

    /**
     * Whom a connection waits for.
     *
     * @param rail the budget that is used up; empty where its turn comes within a moment
     * @param before how many more important ones wait
     */
    record Wait(Optional<Rail> rail, int before, int waiting) {}

    FailureMoves(int most, Duration settle) {
        this.most = most;
        this.settle = settle;
    }

    /** Whether it may be somebody's turn. */
    boolean due(PlanningState state, Instant now) {
        waiting = state.stranded().size();
        return waiting > 0 && !lasts(pausedUntil, BUDGET_WAIT, now) && !lasts(idleUntil, LOOK_WAIT, now);
    }

    /** Whether a link went down a moment ago: many may have to be moved soon. */
    boolean settling(Instant now) {
        return downSince.values().stream().anyMatch(since -> now.isBefore(since.plus(settle)));
    }

    /** A clock that was set back prolongs no wait. */
    private static boolean lasts(Instant until, Duration most, Instant now) {
        return now.isBefore(until) && !until.isAfter(now.plus(most));
    }

    /** Those whose turn it is now, the most important first. */
    List<PathRecord> next(PlanningState state, Instant now) {
        Set<PathRecord> stranded = state.stranded();
        waiting = stranded.size();
        noteLinks(state, now);
        if (stranded.isEmpty()) {
            passedOver.clear();
            pausedUntil = Instant.MIN;
            idleUntil = Instant.MIN;
            return List.of();
        }
        if (lasts(pausedUntil, BUDGET_WAIT, now) || lasts(idleUntil, LOOK_WAIT, now)) {
            return List.of();
        }
        places.clear();
        List<PathRecord> next = turn(state, stranded, now);
        if (next.isEmpty() && !passedOver.isEmpty() && !lasts(roundStart.plus(ROUND), ROUND, now)) {
            passedOver.clear();
            next = turn(state, stranded, now);
        }
        idleUntil = next.isEmpty() ? now.plus(LOOK_WAIT) : Instant.MIN;
        return next;
    }

    private void noteLinks(PlanningState state, Instant now) {
        for (String linkId : state.downLinkIds()) {
            downSince.compute(linkId, (_, since) -> since == null || since.isAfter(now) ? now : since);
            lastDown.put(linkId, now);
        }
        lastDown.values().removeIf(last -> !lasts(last.plus(FORGOTTEN_AFTER), FORGOTTEN_AFTER, now));
        downSince.keySet().retainAll(lastDown.keySet());
        countTurningBad(state, now);
    }

    /** Of providers with a link that went down just now: also links that lost a whole window, and may be down in the next. */
    private void countTurningBad(PlanningState state, Instant now) {
        turningBad.clear();
        for (String linkId : state.downLinkIds()) {
            if (now.isBefore(downSince.get(linkId).plus(settle).plus(SPREAD))) {
                provider(state, linkId).ifPresent(it -> turningBad.merge(it, 1, Integer::sum));
            }
        }
        if (turningBad.isEmpty()) {
            return;
        }
        for (Link link : state.topology().links()) {
            boolean losing = turningBad.containsKey(link.providerId())
                    && state.measure(link.linkId())
                            .filter(measure -> !measure.down())
                            .flatMap(LinkMeasure::quality)
                            .filter(quality -> quality.lossRatio() >= LOST)
                            .isPresent();
            if (losing) {
                turningBad.merge(link.providerId(), 1, Integer::sum);
            }
        }
    }

    private static Optional<String> provider(PlanningState state, String linkId) {
        return state.topology().link(linkId).map(Link::providerId);
    }

    private List<PathRecord> turn(PlanningState state, Set<PathRecord> stranded, Instant now) {
        return stranded.stream()
                .filter(record -> !passedOver.contains(record.connectionId()))
                .filter(record -> record.plan().stream()
                        .flatMap(plan -> plan.hops().stream())
                        .anyMatch(hop ->
                                isSettled(state, hop.linkId(), now) || isSettled(state, hop.reverseLinkId(), now)))
                .limit(most)
                .toList();
    }

    private boolean isSettled(PlanningState state, String linkId, Instant now) {
        Instant since = downSince.get(linkId);
        if (since == null || !state.downLinkIds().contains(linkId) || now.isBefore(since.plus(settle))) {
            return false;
        }
        boolean several = provider(state, linkId)
                .filter(it -> turningBad.getOrDefault(it, 0) > ONE_FIBRE)
                .isPresent();
        return !several || !now.isBefore(since.plus(settle).plus(SPREAD));
    }

    /** The move was held by that rail; whether nobody after it needs to try now. */
    boolean held(String connectionId, Rail rail, Instant now) {
        if (rail == Rail.BUDGET || rail == Rail.BUDGET_IN_FLIGHT) {
            pausedUntil = now.plus(BUDGET_WAIT);
            pausedBy = rail;
            if (!lasts(roundStart.plus(ROUND), ROUND, now)) {
                passedOver.clear();
            }
            return true;
        }
        passOver(connectionId, now);
        return false;
    }

    /** It cannot be moved for now, for whatever reason. */
    void passOver(String connectionId, Instant now) {
        if (passedOver.isEmpty()) {
            roundStart = now;
        }
        passedOver.add(connectionId);
    }

    /**
     * Whether its turn among those over links that are down is still to come; if not, it is as any other.
     *
     * @param fork what is known after what the batch decided so far: more than the state may know of the links
     */
    Optional<Wait> waits(PlanningState state, PlanningState fork, String connectionId, Instant now) {
        Optional<PathRecord> stranded = fork.book()
                .find(connectionId)
                .filter(known -> known.phase() == Phase.ACTIVE)
                .filter(known -> LinkFailure.judgement(fork, known).isPresent());
        if (stranded.isEmpty()) {
            return Optional.empty();
        }
        if (!lasts(pausedUntil, BUDGET_WAIT, now)) {
            return passedOver.contains(connectionId)
                    ? Optional.empty()
                    : Optional.of(new Wait(Optional.empty(), 0, waiting));
        }
        if (places.isEmpty()) {
            state.stranded().forEach(each -> places.put(each.connectionId(), places.size()));
        }
        return Optional.of(new Wait(Optional.of(pausedBy), places.getOrDefault(connectionId, places.size()), waiting));
    }

    /** How many connections stand over links that are down. */
    int waiting() {
        return waiting;
    }
}
