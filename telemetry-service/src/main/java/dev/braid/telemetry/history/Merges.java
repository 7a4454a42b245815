package dev.braid.telemetry.history;

import dev.braid.platform.identity.TenantScope;
import dev.braid.telemetry.clock.Clocks;
import dev.braid.telemetry.domain.Resolution;
import dev.braid.telemetry.store.ConnectionHours;
import dev.braid.telemetry.store.HistoryDatabase;
import dev.braid.telemetry.store.HistoryTable;
import dev.braid.telemetry.store.LinkSpans;
import dev.braid.telemetry.store.MergesDue;
import dev.braid.telemetry.store.Partitions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Set;

/**
 * Merges seconds into minutes and minutes into hours when they are over, whichever replica wrote them. A merge is made of
 * all finer rows that there are and replaces one that was made of fewer, so doing it again, or twice at once, is harmless.
 */
@ApplicationScoped
class Merges {
    private final HistoryDatabase database;
    private final Partitions partitions;
    private final LinkSpans spans;
    private final ConnectionHours hours;
    private final MergesDue due;
    private final Clocks clocks;
    private final long mergeAfterUs;

    Merges(
            HistoryDatabase database,
            Partitions partitions,
            LinkSpans spans,
            ConnectionHours hours,
            MergesDue due,
            Clocks clocks,
            HistorySettings settings) {
        this.database = database;
        this.partitions = partitions;
        this.spans = spans;
        this.hours = hours;
        this.due = due;
        this.clocks = clocks;
        this.mergeAfterUs = settings.mergeAfter().toNanos() / 1_000;
    }

    /** Merges all that is due. */
    void merge() throws SQLException {
        merge(HistoryTable.LINK_SECONDS, mergeAfterUs);
        // Its last minute must have been merged before; if not, the hour is merged once more.
        merge(HistoryTable.LINK_MINUTES, mergeAfterUs + Resolution.MINUTE.lengthUs());
        merge(HistoryTable.CONNECTION_MINUTES, mergeAfterUs);
    }

    private void merge(HistoryTable finer, long afterEndUs) throws SQLException {
        HistoryTable coarser = finer.coarser().orElseThrow();
        long latestStart =
                (clocks.wallUs() - afterEndUs - coarser.resolution().lengthUs()) / Resolution.SECOND.lengthUs();
        boolean more = true;
        while (more) {
            more = database.run(new TenantScope.All(), connection -> {
                var starts = due.take(connection, coarser, latestStart);
                if (starts.isEmpty()) {
                    return false;
                }
                partitions.ensure(coarser, starts);
                for (long start : starts) {
                    switch (finer) {
                        case LINK_SECONDS, LINK_MINUTES -> spans.merge(connection, coarser, finer, start);
                        case CONNECTION_MINUTES -> hours.merge(connection, start);
                        case LINK_HOURS, CONNECTION_HOURS ->
                            throw new IllegalArgumentException("Nothing is merged from %s.".formatted(finer));
                    }
                }
                if (coarser.coarser().isPresent()) {
                    due.mark(connection, coarser.coarser().get(), Set.copyOf(starts));
                }
                return true;
            });
        }
    }
}
