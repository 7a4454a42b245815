package dev.braid.embedded;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;

/**
 * Kafka, PostgreSQL and a token issuer for the tests of a module: started once for a test JVM, shared by all its
 * classes, configured into the application under test, gone with the JVM.
 */
public final class EmbeddedStack implements QuarkusTestResourceLifecycleManager {
    /** For modules that are no service of their own and yet test against a database. */
    public static final Database TEST = new Database("braid_test", "test_owner", "test_service");

    // Tests run in several class loaders of one JVM, and a static field would be one for each.
    private static final String FACT = "braid.embedded.";
    private static final String ADMIN = "postgres";

    // Not the properties themselves: starting a log manager on another thread needs their monitor.
    private static final Object JVM_WIDE = ProcessHandle.class;

    private String application = "";

    /** Takes {@code application} for {@code quarkus.application.name}, where the folder of the module is not that name. */
    @Override
    public void init(Map<String, String> initArgs) {
        application = initArgs.getOrDefault("application", "");
    }

    @Override
    public Map<String, String> start() {
        ensureStarted();
        Map<String, String> config = new HashMap<>(Map.of(
                "kafka.bootstrap.servers",
                bootstrapServers(),
                "mp.jwt.verify.publickey.location",
                issuer().publicKeyFile().toUri().toString(),
                "mp.jwt.verify.issuer",
                LocalIssuer.ISSUER,
                "mp.jwt.verify.audiences",
                LocalIssuer.AUDIENCE));
        config.putAll(databaseConfig(application.isEmpty() ? moduleName() : application));
        return config;
    }

    /** The stack outlives the test class: the JVM's end stops it. */
    @Override
    public void stop() {}

    /** Where clients of Kafka find it. */
    public static String bootstrapServers() {
        return fact("kafka");
    }

    /** The issuer of the tokens that the application accepts. */
    public static LocalIssuer issuer() {
        return LocalIssuer.in(Path.of(fact("keys")));
    }

    /** For JDBC. */
    public static String jdbcUrl(Database database) {
        return "jdbc:postgresql://127.0.0.1:%s/%s".formatted(fact("postgres"), database.name());
    }

    /** A connection as one of the database's roles. */
    public static Connection connect(Database database, String role) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), role, fact("password." + role));
    }

    /** A connection that sees everything. */
    public static Connection connectAsAdmin(Database database) throws SQLException {
        return connect(database, ADMIN);
    }

    private static Map<String, String> databaseConfig(String application) {
        Database database =
                switch (application) {
                    case "intent-service" -> Database.INTENT;
                    case "provisioning-service" -> Database.PROVISIONING;
                    case "telemetry-service" -> Database.TELEMETRY;
                    case "path-computation-service", "gateway-service", "simulator" -> null;
                    default -> TEST;
                };
        if (database == null) {
            return Map.of();
        }
        return Map.of(
                "quarkus.datasource.reactive.url",
                "vertx-reactive:postgresql://127.0.0.1:%s/%s".formatted(fact("postgres"), database.name()),
                "quarkus.datasource.username",
                database.appRole(),
                "quarkus.datasource.password",
                fact("password." + database.appRole()),
                "quarkus.flyway.jdbc-url",
                jdbcUrl(database),
                "quarkus.flyway.username",
                database.owner(),
                "quarkus.flyway.password",
                fact("password." + database.owner()),
                "quarkus.flyway.placeholders.app_role",
                database.appRole());
    }

    /** Every service's folder has the name of its application. */
    private static String moduleName() {
        String folder = System.getProperty("basedir", System.getProperty("user.dir"));
        return Path.of(folder).toAbsolutePath().normalize().getFileName().toString();
    }

    private static void ensureStarted() {
        Properties facts = System.getProperties();
        synchronized (JVM_WIDE) {
            if (facts.getProperty(FACT + "kafka") == null) {
                launch().forEach((name, value) -> facts.setProperty(FACT + name, value));
            }
        }
    }

    private static Map<String, String> launch() {
        Path folder;
        try {
            folder = Files.createTempDirectory("braid-test-");
        } catch (IOException e) {
            throw new UncheckedIOException("There is no folder for temporary files.", e);
        }
        List<Database> databases = List.of(Database.INTENT, Database.PROVISIONING, Database.TELEMETRY, TEST);
        CompletableFuture<EmbeddedPostgres> starting = CompletableFuture.supplyAsync(() -> EmbeddedPostgres.start(
                folder.resolve("postgres"), FreePort.find(), EmbeddedPostgres.Durability.FAST, databases));
        EmbeddedKafka kafka = startKafka(folder.resolve("kafka"));
        EmbeddedPostgres postgres = starting.join();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> discard(kafka, postgres, folder), "embedded-stack-closer"));
        Path keys = folder.resolve("keys");
        LocalIssuer.in(keys);

        Map<String, String> facts = new HashMap<>();
        facts.put("kafka", kafka.bootstrapServers());
        facts.put("postgres", Integer.toString(postgres.port()));
        facts.put("keys", keys.toString());
        facts.put("password." + ADMIN, postgres.password(ADMIN));
        for (Database database : databases) {
            facts.put("password." + database.owner(), postgres.password(database.owner()));
            facts.put("password." + database.appRole(), postgres.password(database.appRole()));
        }
        return facts;
    }

    /** Kafka finds its classes through the thread, and test resources start on threads with any class loader. */
    private static EmbeddedKafka startKafka(Path folder) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(EmbeddedStack.class.getClassLoader());
        try {
            EmbeddedKafka kafka = EmbeddedKafka.start(folder, FreePort.find());
            Topics.create(kafka.bootstrapServers());
            return kafka;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void discard(EmbeddedKafka kafka, EmbeddedPostgres postgres, Path folder) {
        postgres.close();
        kafka.close();
        try {
            PrivateFiles.delete(folder);
        } catch (IOException e) {
            System.err.println("Left behind: " + folder + ": " + e);
        }
    }

    private static String fact(String name) {
        String value = System.getProperty(FACT + name);
        if (value == null) {
            throw new IllegalStateException(
                    "The stack is not started: annotate the test with " + "@WithTestResource(EmbeddedStack.class).");
        }
        return value;
    }
}
