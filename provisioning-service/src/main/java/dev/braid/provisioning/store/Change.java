package dev.braid.provisioning.store;

import dev.braid.provisioning.domain.Connection;
import java.time.Duration;
import java.time.Instant;

/** A connection as it is to be written: what it is next, and when somebody must work on it. */
public record Change(Held held, Connection next, ConnectionRow row) {
    /** A new wish, or news. Whoever works on the connection goes on and sees it; if nobody does, it is due at once. */
    public static Change wished(Held held, Connection next) {
        Change change = of(held, next);
        change.row.dueTime = held.now();
        return change;
    }

    /**
     * A decision; the worker keeps its claim for another lease. Until that is over the connection is not due, so that those
     * who look for work do not find it; when exactly it is due before that is of no matter, and an index is spared.
     */
    public static Change kept(Held held, Connection next, Duration lease) {
        Change change = of(held, next);
        ConnectionRow row = change.row;
        row.claimedUntilTime = held.now().plus(lease);
        if (row.dueTime == null || !row.dueTime.isAfter(held.now()) || row.dueTime.isAfter(row.claimedUntilTime)) {
            row.dueTime = row.claimedUntilTime;
        }
        return change;
    }

    /** A decision, after which the worker lets go; {@link Instant#MAX} means that nothing is due. */
    public static Change letGo(Held held, Connection next, Instant due) {
        Change change = of(held, next);
        change.row.claimedUntilTime = null;
        change.row.dueTime = due.equals(Instant.MAX) ? null : due;
        return change;
    }

    private static Change of(Held held, Connection next) {
        held.row.take(next, held.now());
        return new Change(held, next, held.row);
    }
}
