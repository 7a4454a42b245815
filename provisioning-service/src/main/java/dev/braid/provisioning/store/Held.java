package dev.braid.provisioning.store;

import dev.braid.provisioning.domain.Connection;
import java.time.Instant;

/** A connection whose row this transaction holds, and the database's clock when it did. */
public final class Held {
    final ConnectionRow row;
    private final Connection connection;
    private final Instant now;

    Held(ConnectionRow row, Connection connection, Instant now) {
        this.row = row;
        this.connection = connection;
        this.now = now;
    }

    public Connection connection() {
        return connection;
    }

    /** One clock for all replicas, and for everything that is billed. */
    public Instant now() {
        return now;
    }
}
