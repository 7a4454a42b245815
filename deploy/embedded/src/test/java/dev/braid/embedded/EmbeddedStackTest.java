package dev.braid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStackTest {
    private static Map<String, String> config;

    @BeforeAll
    static void start() {
        EmbeddedStack stack = new EmbeddedStack();
        stack.init(Map.of("application", "intent-service"));
        config = stack.start();
    }

    @Test
    void aSecondResourceOfTheSameJvmSharesTheFirst() {
        EmbeddedStack other = new EmbeddedStack();
        other.init(Map.of("application", "path-computation-service"));

        Map<String, String> others = other.start();

        assertThat(others).containsEntry("kafka.bootstrap.servers", config.get("kafka.bootstrap.servers"));
        assertThat(others).doesNotContainKey("quarkus.datasource.username");
    }

    @Test
    void everyTopicOfBraidIsThereAndCreatingThemAgainIsHarmless() throws Exception {
        Topics.create(EmbeddedStack.bootstrapServers());

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers()))) {
            var descriptions = admin.describeTopics(
                            Arrays.stream(Topic.values()).map(Topic::topicName).toList())
                    .allTopicNames()
                    .get();
            for (Topic topic : Topic.values()) {
                assertThat(descriptions.get(topic.topicName()).partitions()).hasSize(topic.partitions());
            }
        }
    }

    @Test
    void theServiceRoleNeitherOwnsNorBypasses() throws Exception {
        try (Connection owner = EmbeddedStack.connect(Database.INTENT, Database.INTENT.owner());
                Statement statement = owner.createStatement()) {
            statement.execute("create table if not exists secret (tenant_id text)");
        }
        try (Connection app = DriverManager.getConnection(
                        config.get("quarkus.flyway.jdbc-url"),
                        config.get("quarkus.datasource.username"),
                        config.get("quarkus.datasource.password"));
                Statement statement = app.createStatement()) {
            try (ResultSet role = statement.executeQuery(
                    "select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user")) {
                assertThat(role.next()).isTrue();
                assertThat(List.of(role.getBoolean(1), role.getBoolean(2), role.getBoolean(3)))
                        .containsOnly(false);
            }
            assertThatThrownBy(() -> statement.execute("select * from secret")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.execute("create table mine (id int)"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void nobodyGetsInWithoutThePassword() {
        String url = EmbeddedStack.jdbcUrl(Database.INTENT);

        assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "guess"))
                .hasMessageContaining("password authentication failed");
        assertThatThrownBy(() -> EmbeddedStack.connect(Database.INTENT, Database.PROVISIONING.appRole()))
                .hasMessageContaining("permission denied");
    }

    @Test
    void dataAndPasswordsSurviveARestart(@TempDir Path folder) throws Exception {
        String password;
        try (EmbeddedPostgres first = durable(folder);
                Connection owner = first.connect(Database.PROVISIONING, Database.PROVISIONING.owner());
                Statement statement = owner.createStatement()) {
            statement.execute("create table kept as select 42 as n");
            password = first.password(Database.PROVISIONING.owner());
        }

        try (EmbeddedPostgres second = durable(folder);
                Connection owner = second.connect(Database.PROVISIONING, Database.PROVISIONING.owner());
                Statement statement = owner.createStatement();
                ResultSet kept = statement.executeQuery("select n, current_setting('fsync') from kept")) {
            assertThat(second.password(Database.PROVISIONING.owner())).isEqualTo(password);
            assertThat(kept.next()).isTrue();
            assertThat(kept.getInt(1)).isEqualTo(42);
            assertThat(kept.getString(2)).isEqualTo("on");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("passwords"))))
                .isEqualTo("rw-------");
    }

    private static EmbeddedPostgres durable(Path folder) {
        return EmbeddedPostgres.start(
                folder, FreePort.find(), EmbeddedPostgres.Durability.DURABLE, List.of(Database.PROVISIONING));
    }
}
