package dev.braid.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * A real PostgreSQL server on the loopback interface with the databases of Braid, whose data outlives it. Every role has
 * a random password of its own, and nobody gets in without one.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String SUPERUSER = "postgres";
    private static final Duration START_WAIT = Duration.ofSeconds(90);
    private static final String HOST_RULES = """
            local all all               scram-sha-256
            host  all all 127.0.0.1/32  scram-sha-256
            host  all all ::1/128       scram-sha-256
            """;

    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private final RolePasswords passwords;
    private final Path pidFile;

    private EmbeddedPostgres(
            io.zonky.test.db.postgres.embedded.EmbeddedPostgres server, RolePasswords passwords, Path data) {
        this.server = server;
        this.passwords = passwords;
        this.pidFile = data.resolve("postmaster.pid");
    }

    /** How hard the server tries to keep what was committed. */
    public enum Durability {
        /** What was committed survives a power cut. */
        DURABLE,
        /** What was committed survives a kill of any process, but not of the machine: for tests. */
        FAST
    }

    /** Starts a server on the data of the folder, or on an empty one if there is none, and makes what is missing in it. */
    public static EmbeddedPostgres start(Path folder, int port, Durability durability, List<Database> databases) {
        try {
            RolePasswords passwords =
                    RolePasswords.load(PrivateFiles.folder(folder).resolve("passwords"));
            Path data = folder.resolve("data");
            EmbeddedPostgres postgres =
                    new EmbeddedPostgres(launch(data, port, durability, passwords), passwords, data);
            postgres.lock(data.resolve("pg_hba.conf"));
            for (Database database : databases) {
                postgres.create(database);
            }
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start on %s.".formatted(folder), e);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused the databases of Braid.", e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    /** The process of the server, which writes down its own number. */
    public ProcessHandle process() {
        try {
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            return ProcessHandle.of(pid)
                    .orElseThrow(() -> new IllegalStateException("PostgreSQL (pid %d) is gone.".formatted(pid)));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL wrote no %s.".formatted(pidFile), e);
        }
    }

    /** For JDBC. */
    public String jdbcUrl(Database database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port(), database.name());
    }

    /** For the Vert.x client. */
    public String reactiveUrl(Database database) {
        return "vertx-reactive:postgresql://127.0.0.1:%d/%s".formatted(port(), database.name());
    }

    /** The password of a role. */
    public String password(String role) {
        return passwords.of(role);
    }

    /** A connection as one of the roles. */
    public Connection connect(Database database, String role) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), role, password(role));
    }

    /** A connection that sees everything, for tests and checks. */
    public Connection connectAsAdmin(Database database) throws SQLException {
        return connect(database, SUPERUSER);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop.", e);
        }
    }

    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres launch(
            Path data, int port, Durability durability, RolePasswords passwords) throws IOException {
        String flush =
                switch (durability) {
                    case DURABLE -> "on";
                    case FAST -> "off";
                };
        return io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(START_WAIT)
                // Whoever started it knows the order in which things stop.
                .setRegisterShutdownHook(false)
                .setLocaleConfig("locale", "C.UTF-8")
                .setConnectConfig("password", passwords.of(SUPERUSER))
                .setServerConfig("fsync", flush)
                .setServerConfig("full_page_writes", flush)
                .setServerConfig("synchronous_commit", flush)
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "64MB")
                .setServerConfig("jit", "off")
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(
                        data.resolveSibling("server.log").toFile()))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(
                        data.resolveSibling("server.log").toFile()))
                .start();
    }

    /** A new server trusts every local caller: give the superuser its password, then ask everybody for one. */
    private void lock(Path hostRules) throws SQLException, IOException {
        if (Files.readString(hostRules).equals(HOST_RULES)) {
            return;
        }
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter role %s password '%s'".formatted(SUPERUSER, password(SUPERUSER)));
            Files.writeString(hostRules, HOST_RULES);
            statement.execute("select pg_reload_conf()");
        }
    }

    private void create(Database database) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String role : List.of(database.owner(), database.appRole())) {
                String verb = exists(connection, "select 1 from pg_roles where rolname = ?", role) ? "alter" : "create";
                statement.execute("%s role %s login nosuperuser nocreatedb nocreaterole nobypassrls password '%s'"
                        .formatted(verb, role, password(role)));
            }
            if (!exists(connection, "select 1 from pg_database where datname = ?", database.name())) {
                statement.execute("create database %s owner %s".formatted(database.name(), database.owner()));
            }
        }
        // Repeated at every start, so that a start that was cut short is finished by the next one.
        try (Connection connection = connectAsAdmin(database);
                Statement statement = connection.createStatement()) {
            statement.execute("revoke all on database %s from public".formatted(database.name()));
            statement.execute("grant connect on database %s to %s".formatted(database.name(), database.appRole()));
            statement.execute("revoke all on schema public from public");
            statement.execute("grant usage on schema public to %s".formatted(database.appRole()));
        }
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }
}
