package dev.braid.telemetry.history;

import dev.braid.telemetry.domain.ConnectionKey;
import dev.braid.telemetry.domain.JudgedMinute;
import dev.braid.telemetry.store.JudgedRow;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Lets tests of other packages leave rows as another replica would have. */
@Singleton
public class ConnectionHistoryRows {
    private final ConnectionHistory history;

    ConnectionHistoryRows(ConnectionHistory history) {
        this.history = history;
    }

    /** One part of the minute that starts at the second. */
    public void add(ConnectionKey key, long second, JudgedMinute judged) {
        history.waiting().add(List.of(new JudgedRow(key, second * 1_000_000, UUID.randomUUID(), judged)));
    }
}
