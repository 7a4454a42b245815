package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.Wishes;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads the database's own catalogue, so that a table nobody thought of is found too. */
@QuarkusTest
@WithTestResource(IntentStack.class)
class RowLevelSecurityTest {
    private static final String TENANT_TABLES = """
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind in ('r', 'p')
              and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
            order by 1""";

    @Test
    void everyTableOfTenantsForcesItsPolicyEvenOnItsOwner() throws SQLException {
        assertThat(query(TENANT_TABLES))
                .containsExactly(
                        "connections",
                        "decisions",
                        "earlier_terms",
                        "handled_requests",
                        "health_spans",
                        "health_trails",
                        "intents",
                        "ports",
                        "sla_credits",
                        "sla_settlements",
                        "tenants",
                        "usage_intervals");
        assertThat(query("select relname from pg_class where relrowsecurity and relforcerowsecurity and relname in ("
                        + TENANT_TABLES + ") order by 1"))
                .isEqualTo(query(TENANT_TABLES));
        assertThat(query("select tablename from pg_policies where cmd = 'ALL' and permissive = 'PERMISSIVE'"
                        + " and qual like '%app.tenant%' and with_check like '%app.tenant%' order by 1"))
                .isEqualTo(query(TENANT_TABLES));
    }

    @Test
    void everyKeyOfTenantsBeginsWithTheTenant() throws SQLException {
        assertThat(query("""
                        select i.indexrelid::regclass::text from pg_index i join pg_attribute a
                          on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                        where i.indisunique and i.indrelid::regclass::text in (%s) and a.attname <> 'tenant_id'""".formatted(TENANT_TABLES))).isEmpty();
    }

    @Test
    void theServiceRoleOwnsNothingAndPassesNoPolicy() throws SQLException {
        String role = Database.INTENT.appRole();
        assertThat(query("select 'bypasses' from pg_roles where rolname = '" + role
                        + "' and (rolbypassrls or rolsuper or rolcreaterole or rolcreatedb)"))
                .isEmpty();
        assertThat(query("select relname from pg_class where relowner = '" + role + "'::regrole"))
                .isEmpty();
        assertThat(query("select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid"
                        + " where m.member = '" + role + "'::regrole"))
                .isEmpty();
    }

    @Test
    void theServiceRoleSeesNobodysRowsUntilItSaysWhose() throws SQLException {
        Client one = Client.ofNewTenant();
        Wishes.submitPair(one, "mine");
        try (Connection connection = EmbeddedStack.connect(Database.INTENT, Database.INTENT.appRole())) {
            connection.setAutoCommit(false);
            for (String table : query(TENANT_TABLES)) {
                assertThat(count(connection, table)).as(table).isZero();
            }
            use(connection, one.tenantId());
            assertThat(count(connection, "intents")).isEqualTo(1);
            assertThat(count(connection, "connections")).isEqualTo(1);
            use(connection, Client.ofNewTenant().tenantId());
            assertThat(count(connection, "intents")).isZero();
            assertThatThrownBy(() -> execute(
                            connection, "insert into tenants values ('" + one.tenantId() + "', 'stolen', now())"))
                    .hasMessageContaining("row-level security");
        }
    }

    private static void use(Connection connection, String tenantId) throws SQLException {
        execute(connection, "select set_config('app.tenant', '" + tenantId + "', true)");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = EmbeddedStack.connectAsAdmin(Database.INTENT);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
