package dev.braid.telemetry.support;

import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedPostgres;
import dev.braid.embedded.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A PostgreSQL server of one test's own, so that the test may stop it. It is not started yet: the test does that, too. */
public final class OwnPostgres implements QuarkusTestResourceLifecycleManager {
    private static final String FOLDER = "braid.test.own-postgres.folder";
    private static final String PORT = "braid.test.own-postgres.port";

    @Override
    public Map<String, String> start() {
        Database database = Database.TELEMETRY;
        // Tests run in another class loader than their resources do: only the JVM has what both see.
        System.setProperty(FOLDER, folder().toString());
        System.setProperty(PORT, Integer.toString(FreePort.find()));
        try (EmbeddedPostgres once = open()) {
            return Map.of(
                    "quarkus.flyway.jdbc-url", once.jdbcUrl(database),
                    "quarkus.flyway.username", database.owner(),
                    "quarkus.flyway.password", once.password(database.owner()),
                    "quarkus.datasource.username", database.appRole(),
                    "quarkus.datasource.password", once.password(database.appRole()),
                    // What a minute without a database comes to, in this test's second.
                    "braid.telemetry.history.most-waiting", "1000",
                    "braid.telemetry.history.merge-after", "1s");
        }
    }

    /** After the stack, whose database is not the one to use. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public void stop() {}

    /** Starts the server on the data it had before. */
    public static EmbeddedPostgres open() {
        return EmbeddedPostgres.start(
                Path.of(System.getProperty(FOLDER)),
                Integer.getInteger(PORT),
                EmbeddedPostgres.Durability.FAST,
                List.of(Database.TELEMETRY));
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("braid-own-postgres-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
