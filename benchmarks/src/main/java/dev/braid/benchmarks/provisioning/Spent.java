package dev.braid.benchmarks.provisioning;

import dev.braid.benchmarks.process.Service;
import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessHandle.Info;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What was spent up to a moment.
 *
 * @param provisioning processor time of provisioning-service
 * @param carriers of the simulator
 * @param database of PostgreSQL, with all its processes
 * @param others of the process that measures: broker, sender and reader
 * @param calls commands that went to carriers
 * @param transactions that wrote
 */
record Spent(
        Duration provisioning, Duration carriers, Duration database, Duration others, long calls, long transactions) {

    static Spent now(Service provisioning, Service carriers, EmbeddedPostgres postgres)
            throws IOException, InterruptedException, SQLException {
        return new Spent(
                provisioning.child().cpuTime(),
                carriers.child().cpuTime(),
                Stream.concat(Stream.of(postgres.process()), postgres.process().descendants())
                        .map(Spent::cpuTime)
                        .reduce(Duration.ZERO, Duration::plus),
                cpuTime(ProcessHandle.current()),
                Math.round(provisioning.metric("braid_provider_commands_seconds_count")),
                transactions(postgres));
    }

    Spent minus(Spent before) {
        return new Spent(
                provisioning.minus(before.provisioning),
                carriers.minus(before.carriers),
                database.minus(before.database),
                others.minus(before.others),
                calls - before.calls,
                transactions - before.transactions);
    }

    private static Duration cpuTime(ProcessHandle process) {
        Info info = process.info();
        return info.totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The number that the next transaction has, told without taking it. */
    private static long transactions(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.connectAsAdmin(Database.PROVISIONING);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_snapshot_xmax(pg_current_snapshot())::text")) {
            row.next();
            return Long.parseLong(row.getString(1));
        }
    }
}
