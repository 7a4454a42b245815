package dev.braid.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.braid.embedded.EmbeddedStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class MigrationTimeLimitsTest {
    @Inject
    Instance<Flyway> flyway;

    @Test
    void migrationsRunWithinTheLimits() {
        assertThat(flyway.get().getConfiguration().getUrl())
                .contains("connectTimeout=5", "socketTimeout=30")
                .isEqualTo(MigrationTimeLimits.limited(
                        flyway.get().getConfiguration().getUrl().replaceFirst("\\?.*", "")));
    }

    @Test
    void whoSetsOtherLimitsHasThoseAndAServerThatHangsIsGivenUp() throws IOException {
        // It takes connections, and never says anything.
        try (ServerSocket hung = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = MigrationTimeLimits.limited(
                    "jdbc:postgresql://127.0.0.1:" + hung.getLocalPort() + "/any?socketTimeout=1&sslmode=disable");
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThatThrownBy(() -> DriverManager.getConnection(url, "any", "any"))
                            .isInstanceOf(SQLException.class));
        }
    }
}
