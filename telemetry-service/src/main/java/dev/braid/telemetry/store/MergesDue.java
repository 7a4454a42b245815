package dev.braid.telemetry.store;

import dev.braid.telemetry.domain.Resolution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Which spans have to be merged from finer ones, because somebody added to those. A mark stands in the transaction that
 * adds; whoever merges takes the marks away in his. So a span that came late, or whose writer died, is merged by somebody.
 */
@ApplicationScoped
public class MergesDue {
    private static final int MARKS_AT_ONCE = 20;

    /** The update takes hold of a mark that is there: it cannot be taken away by one who does not see what it stands for. */
    private static final String MARK = """
            insert into merges_due (target, start_time, writer, mark_count)
            select ?, to_timestamp(start), ?, 1 from unnest(?::bigint[]) as due (start) order by 2
            on conflict (target, start_time, writer) do update set mark_count = merges_due.mark_count + 1""";

    private static final String TAKE = """
            with due as (
                select target, start_time, writer from merges_due where target = ? and start_time <= to_timestamp(?)
                order by start_time limit ? for update skip locked)
            delete from merges_due using due
            where merges_due.target = due.target and merges_due.start_time = due.start_time and merges_due.writer = due.writer
            returning extract(epoch from merges_due.start_time)::bigint""";

    private final UUID writer = UUID.randomUUID();

    /** Notes that rows which start at those seconds were added to the finer table. */
    public void mark(Connection connection, HistoryTable coarser, Collection<Long> epochSeconds) throws SQLException {
        long length = coarser.resolution().lengthUs() / Resolution.SECOND.lengthUs();
        Long[] starts = epochSeconds.stream()
                .map(second -> Math.floorDiv(second, length) * length)
                .distinct()
                .toArray(Long[]::new);
        try (PreparedStatement statement = connection.prepareStatement(MARK)) {
            statement.setString(1, coarser.sqlName());
            statement.setObject(2, writer);
            statement.setArray(3, connection.createArrayOf("bigint", starts));
            statement.executeUpdate();
        }
    }

    /** Takes marks of spans that start no later, the oldest first, and says which spans they are of. */
    public List<Long> take(Connection connection, HistoryTable coarser, long latestStartSecond) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
            statement.setString(1, coarser.sqlName());
            statement.setLong(2, latestStartSecond);
            statement.setInt(3, MARKS_AT_ONCE);
            TreeSet<Long> starts = new TreeSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    starts.add(rows.getLong(1));
                }
            }
            return List.copyOf(starts);
        }
    }
}
