package dev.braid.provisioning.domain;

/**
 * A connection as provisioning keeps it.
 *
 * @param intentConnectionCount how many connections the intent has, which are first activated together
 * @param recordSequence the newest path record taken in
 * @param eventSequence of the newest event written
 */
public record Connection(
        String tenantId,
        String intentKey,
        int intentConnectionCount,
        long recordSequence,
        long eventSequence,
        Rollout rollout) {

    public String connectionId() {
        return rollout.connectionId();
    }

    /** The connection with a newer wish of path computation. */
    public Connection accept(Wish wish, int connectionCount) {
        return new Connection(
                tenantId, intentKey, connectionCount, wish.sequence(), eventSequence, rollout.accept(wish));
    }

    /** The connection after a hint that a provider has news of that leg. */
    public Connection hinted(String legId) {
        return new Connection(
                tenantId, intentKey, intentConnectionCount, recordSequence, eventSequence, rollout.hinted(legId));
    }

    /** The connection after an operator's word that the leg is not to be left as it is. */
    public Connection thawed(String legId) {
        return new Connection(
                tenantId, intentKey, intentConnectionCount, recordSequence, eventSequence, rollout.thawed(legId));
    }

    /** The connection after a decision, with so many more events written. */
    public Connection decided(Rollout next, int eventCount) {
        return new Connection(
                tenantId, intentKey, intentConnectionCount, recordSequence, eventSequence + eventCount, next);
    }
}
