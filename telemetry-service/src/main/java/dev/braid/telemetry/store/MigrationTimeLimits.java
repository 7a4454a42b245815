package dev.braid.telemetry.store;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Migrations have connections of their own, which know nothing of the time limits of the others: a server that hangs before the
 * first migration would be waited for as long as it does.
 */
@Singleton
class MigrationTimeLimits implements FlywayConfigurationCustomizer {
    private static final String LIMITS = "connectTimeout=5&socketTimeout=30&tcpKeepAlive=true";

    @Override
    public void customize(FluentConfiguration configuration) {
        String url = configuration.getUrl();
        if (url != null) {
            configuration.dataSource(limited(url), configuration.getUser(), configuration.getPassword());
        }
    }

    /** The same database within the limits; of a parameter that is there twice the later one counts. */
    static String limited(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0
                ? url + "?" + LIMITS
                : url.substring(0, parameters) + "?" + LIMITS + "&" + url.substring(parameters + 1);
    }
}
