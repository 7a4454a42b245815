package dev.braid.telemetry.store;

import dev.braid.platform.identity.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The partitions of the history: made before they are needed, dropped when all in them is old. Replicas take turns. */
@ApplicationScoped
public class Partitions {
    private static final String MAKE = "select make_partition(?, to_timestamp(?), to_timestamp(?))";
    private static final String DROP = "select drop_partitions(?, to_timestamp(?), make_interval(secs => ?), ?)";

    private final HistoryDatabase database;
    private final Set<Partition> known = ConcurrentHashMap.newKeySet();

    private record Partition(HistoryTable table, long fromSecond) {}

    Partitions(HistoryDatabase database) {
        this.database = database;
    }

    /** Sees to it that there are partitions for rows that start at those seconds, before they are written. */
    public void ensure(HistoryTable table, Collection<Long> epochSeconds) throws SQLException {
        Set<Partition> missing = epochSeconds.stream()
                .map(second -> new Partition(table, table.partitionOf(second)))
                .filter(partition -> !known.contains(partition))
                .collect(Collectors.toSet());
        if (!missing.isEmpty()) {
            database.run(new TenantScope.All(), connection -> make(connection, missing));
            known.addAll(missing);
        }
    }

    /** The same for the partition of that second and the one after it. */
    public void ensureAhead(HistoryTable table, long epochSecond) throws SQLException {
        ensure(table, Set.of(epochSecond, epochSecond + table.partitionSeconds()));
    }

    /** Believes in no partition any more without looking: another replica with other settings may have dropped it. */
    public void forget() {
        known.clear();
    }

    /**
     * Drops the partitions in which all is older than it is kept and merged into coarser rows, and says how many. Older both by
     * the database's clock and at the second that is given: no clock that runs ahead takes anything away.
     */
    public int dropOld(HistoryTable table, long epochSecond, Duration kept) throws SQLException {
        return database.run(new TenantScope.All(), connection -> drop(connection, table, epochSecond, kept));
    }

    private static int make(Connection connection, Set<Partition> missing) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MAKE)) {
            for (Partition partition : missing) {
                statement.setString(1, partition.table().sqlName());
                statement.setLong(2, partition.fromSecond());
                statement.setLong(3, partition.fromSecond() + partition.table().partitionSeconds());
                statement.execute();
            }
        }
        return missing.size();
    }

    private static int drop(Connection connection, HistoryTable table, long epochSecond, Duration kept)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DROP)) {
            statement.setString(1, table.sqlName());
            statement.setLong(2, epochSecond);
            statement.setLong(3, kept.toSeconds());
            if (table.coarser().isPresent()) {
                statement.setString(4, table.coarser().get().sqlName());
            } else {
                statement.setNull(4, Types.VARCHAR);
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
