package dev.braid.telemetry.store;

import dev.braid.platform.identity.TenantScope;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/** The database of the history, if one is configured. Every piece of work is one transaction. */
@ApplicationScoped
public class HistoryDatabase {
    private final boolean configured;
    private final Instance<AgroalDataSource> dataSource;
    private final Instance<Flyway> flyway;

    /** Something to do in a transaction. It may be done again after a failure. */
    public interface Work<T> {
        /** Does it. */
        T in(Connection connection) throws SQLException;
    }

    HistoryDatabase(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") Optional<String> url,
            Instance<AgroalDataSource> dataSource,
            Instance<Flyway> flyway) {
        this.configured = url.filter(value -> !value.isBlank()).isPresent();
        this.dataSource = dataSource;
        this.flyway = flyway;
    }

    /** Whether there is one. Without it nothing else here may be called. */
    public boolean isConfigured() {
        return configured;
    }

    /** Brings the tables up to date; several replicas at once do it one after the other. */
    public void migrate() {
        flyway.get().migrate();
    }

    /** Does the work in a transaction that sees the rows of those tenants and no others, and commits. */
    public <T> T run(TenantScope scope, Work<T> work) throws SQLException {
        try (Connection connection = dataSource.get().getConnection()) {
            connection.setAutoCommit(false);
            try {
                restrict(connection, scope);
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void restrict(Connection connection, TenantScope scope) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select set_config('app.tenant', ?, true)")) {
            statement.setString(
                    1,
                    switch (scope) {
                        case TenantScope.One(String tenantId) -> tenantId;
                        case TenantScope.All() -> "*";
                    });
            statement.execute();
        }
    }

    private static void rollBack(Connection connection, Exception why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }
}
