package dev.braid.path.domain.decision;

import dev.braid.path.domain.route.PathRecord;
import java.util.List;

/** What a signal leads to. */
public sealed interface Decision {
    /** These connections have new records. */
    record Changed(List<PathRecord> records) implements Decision {
        public Changed {
            records = List.copyOf(records);
        }
    }

    /**
     * Nothing changes, as redelivery and reordering make normal.
     *
     * @param kind one of few words, for counting
     */
    record Ignored(String kind, String reason) implements Decision {}

    /** One connection has a new record. */
    static Decision changed(PathRecord record) {
        return new Changed(List.of(record));
    }
}
