package dev.braid.provisioning.domain;

import java.util.List;
import java.util.Optional;

/**
 * A connection as provisioning keeps it.
 *
 * @param intentConnectionCount how many connections the intent has, which are first activated together
 * @param recordSequence the newest path record taken in
 * @param eventSequence of the newest event written
 * @param waitingTold on whom others believe it to wait, as {@link Waiting#text}
 */
public record Connection(
        String tenantId,
        String intentKey,
        int intentConnectionCount,
        long recordSequence,
        long eventSequence,
        String waitingTold,
        Rollout rollout) {

    /** One that nobody has heard of. */
    public static Connection unknown(String tenantId, String intentKey, String connectionId) {
        return new Connection(tenantId, intentKey, 1, 0, 0, "", Rollout.unknown(connectionId));
    }

    public String connectionId() {
        return rollout.connectionId();
    }

    /** The connection with a newer wish of path computation. */
    public Connection accept(Wish wish, int connectionCount) {
        return new Connection(
                tenantId,
                intentKey,
                connectionCount,
                wish.sequence(),
                eventSequence,
                waitingTold,
                rollout.accept(wish));
    }

    /** The connection after a hint that a provider has news of that leg. */
    public Connection hinted(String legId) {
        return with(rollout.hinted(legId));
    }

    /** The connection after an operator's word that the leg is not to be left as it is. */
    public Connection thawed(String legId) {
        return with(rollout.thawed(legId));
    }

    /** The connection with what was heard; others are not told yet. */
    public Connection with(Rollout next) {
        return new Connection(
                tenantId, intentKey, intentConnectionCount, recordSequence, eventSequence, waitingTold, next);
    }

    /** On whom the connection waits then, where others believe something else. */
    public Optional<Report> waitingUntold(Rollout next) {
        List<Waiting> waiting = Waiting.of(next);
        return Waiting.text(waiting).equals(waitingTold)
                ? Optional.empty()
                : Optional.of(new Report.WaitingChanged(next.generation(), next.highestRevision(), waiting));
    }

    /** The connection after a decision, with so many more events written, and all told that is to be told. */
    public Connection decided(Rollout next, int eventCount) {
        return new Connection(
                tenantId,
                intentKey,
                intentConnectionCount,
                recordSequence,
                eventSequence + eventCount,
                Waiting.text(Waiting.of(next)),
                next);
    }
}
