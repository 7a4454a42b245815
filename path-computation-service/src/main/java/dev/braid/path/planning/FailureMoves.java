package dev.braid.path.planning;

import dev.braid.path.domain.decision.LinkFailure;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.guard.Rail;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose turn it is of those over links that are down: the most important first, so many in each batch that others do not
 * wait long. A link must stay down for a moment, in which its provider's other links are heard. Where the budget of all is
 * used up everybody waits, and a second later the most important is first again; who cannot move for a reason of its own
 * is passed over for a while. Nothing of this needs to outlive the process: who is left follows from the state.
 */
final class FailureMoves {
    private static final Duration BUDGET_WAIT = Duration.ofSeconds(1);
    private static final Duration OWN_WAIT = Duration.ofSeconds(5);
    /** Looking for somebody whose turn it is costs something where thousands cannot move. */
    private static final Duration LOOK_WAIT = Duration.ofMillis(20);

    private final int most;
    private final Duration settle;
    private final Map<String, Instant> downSince = new HashMap<>();
    private final Map<String, Instant> notBefore = new HashMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private Instant pausedUntil = Instant.MIN;
    private Rail pausedBy = Rail.BUDGET;
    private Instant idleUntil = Instant.MIN;
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
        return waiting > 0 && !now.isBefore(pausedUntil) && !now.isBefore(idleUntil);
    }

    /** Whether a link went down a moment ago: many may have to be moved soon. */
    boolean settling(Instant now) {
        return downSince.values().stream().anyMatch(since -> now.isBefore(since.plus(settle)));
    }

    /** Those whose turn it is now, the most important first. */
    List<PathRecord> next(PlanningState state, Instant now) {
        Set<PathRecord> stranded = state.stranded();
        waiting = stranded.size();
        downSince.keySet().retainAll(state.downLinkIds());
        state.downLinkIds().forEach(linkId -> downSince.putIfAbsent(linkId, now));
        if (stranded.isEmpty()) {
            notBefore.clear();
            pausedUntil = Instant.MIN;
            idleUntil = Instant.MIN;
            return List.of();
        }
        if (now.isBefore(pausedUntil) || now.isBefore(idleUntil)) {
            return List.of();
        }
        places.clear();
        List<PathRecord> next = stranded.stream()
                .filter(record -> isTurn(record, now))
                .limit(most)
                .toList();
        idleUntil = next.isEmpty() ? now.plus(LOOK_WAIT) : Instant.MIN;
        return next;
    }

    private boolean isTurn(PathRecord record, Instant now) {
        return !passedOver(record.connectionId(), now)
                && record.plan().stream()
                        .flatMap(plan -> plan.hops().stream())
                        .anyMatch(hop -> isSettled(hop.linkId(), now) || isSettled(hop.reverseLinkId(), now));
    }

    private boolean isSettled(String linkId, Instant now) {
        Instant since = downSince.get(linkId);
        return since != null && !now.isBefore(since.plus(settle));
    }

    private boolean passedOver(String connectionId, Instant now) {
        return now.isBefore(notBefore.getOrDefault(connectionId, Instant.MIN));
    }

    /** The move was held by that rail; whether nobody after it needs to try now. */
    boolean held(String connectionId, Rail rail, Instant now) {
        if (rail == Rail.BUDGET || rail == Rail.BUDGET_IN_FLIGHT) {
            pausedUntil = now.plus(BUDGET_WAIT);
            pausedBy = rail;
            return true;
        }
        passOver(connectionId, now);
        return false;
    }

    /** It cannot be moved for now, for whatever reason. All waits end at the same moments, so that order is kept. */
    void passOver(String connectionId, Instant now) {
        long rounds = now.toEpochMilli() / OWN_WAIT.toMillis();
        notBefore.put(connectionId, Instant.ofEpochMilli((rounds + 1) * OWN_WAIT.toMillis()));
    }

    /**
     * Whether its turn among those over links that are down is still to come; if not, it is as any other.
     *
     * @param fork what is known after what the batch decided so far: more than the state may know of the links
     */
    Optional<Wait> waits(PlanningState state, PlanningState fork, String connectionId, Instant now) {
        Optional<PathRecord> stranded = fork.book()
                .find(connectionId)
                .filter(known -> known.phase() == Phase.ACTIVE && !passedOver(connectionId, now))
                .filter(known -> LinkFailure.judgement(fork, known).isPresent());
        if (stranded.isEmpty()) {
            return Optional.empty();
        }
        if (!now.isBefore(pausedUntil)) {
            return Optional.of(new Wait(Optional.empty(), 0, waiting));
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
