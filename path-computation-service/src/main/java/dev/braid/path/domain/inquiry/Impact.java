package dev.braid.path.domain.inquiry;

import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Rejection;
import java.util.Comparator;
import java.util.Optional;

/**
 * What would happen to one connection.
 *
 * @param after empty where it breaks
 * @param rejection why it breaks or loses its protection
 */
public record Impact(
        PathRecord connection, Kind kind, Placing before, Optional<Placing> after, Optional<Rejection> rejection) {
    /** What, the worst first. */
    public enum Kind {
        BREAKS,
        LOSES_PROTECTION,
        MOVES,
        COSTS_MORE
    }

    /** Who holds most importantly, of these the largest, of these by id. */
    static final Comparator<PathRecord> BY_IMPORTANCE = Comparator.<PathRecord>comparingInt(
                    record -> record.demand().priority().hold())
            .thenComparing(Comparator.<PathRecord>comparingLong(
                            record -> record.plan().orElseThrow().bandwidthBps())
                    .reversed())
            .thenComparing(PathRecord::connectionId);

    static final Comparator<Impact> WORST_FIRST =
            Comparator.comparing(Impact::kind).thenComparing(Impact::connection, BY_IMPORTANCE);

    boolean isDearer() {
        return after.isPresent() && after.get().priceMicrosPerHour() > before.priceMicrosPerHour();
    }
}
