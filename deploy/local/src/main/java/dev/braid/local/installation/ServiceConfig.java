package dev.braid.local.installation;

import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedPostgres;
import dev.braid.embedded.LocalIssuer;
import dev.braid.embedded.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a service has to know to run in this installation, as a properties file that only its owner reads: passwords and
 * keys show neither in the list of processes nor in the repository.
 */
public final class ServiceConfig {
    private static final String LOOPBACK = "127.0.0.1";

    private final Installation installation;
    private final Certificates certificates;
    private final EmbeddedPostgres postgres;

    public ServiceConfig(Installation installation, Certificates certificates, EmbeddedPostgres postgres) {
        this.installation = installation;
        this.certificates = certificates;
        this.postgres = postgres;
    }

    /** Writes the file and says where it is. */
    public Path write(Service service) throws IOException {
        StringBuilder text = new StringBuilder("# Written at every start; changes are lost.\nconfig_ordinal=350\n");
        of(service)
                .forEach((key, value) ->
                        text.append(key).append('=').append(value).append('\n'));
        return PrivateFiles.write(
                installation.run().resolve(service.label() + ".properties"), text.toString(), "rw-------");
    }

    private Map<String, String> of(Service service) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("quarkus.http.host", LOOPBACK);
        config.put("quarkus.http.port", Integer.toString(installation.settings().httpPort(service)));
        config.put("kafka.bootstrap.servers", installation.bootstrapServers());
        // A process that was killed is replaced at once; its group must not wait the usual 45 s for it.
        config.put("kafka.session.timeout.ms", "6000");
        config.put("kafka.heartbeat.interval.ms", "2000");
        config.put(
                "mp.jwt.verify.publickey.location",
                installation.issuer().publicKeyFile().toUri().toString());
        config.put("mp.jwt.verify.issuer", LocalIssuer.ISSUER);
        config.put("mp.jwt.verify.audiences", LocalIssuer.AUDIENCE);
        if (service.speaksGrpc()) {
            grpcServer(config, service);
        }
        for (Service other : Service.grpcServices()) {
            grpcClient(config, other);
        }
        switch (service) {
            case INTENT -> database(config, Database.INTENT);
            case PROVISIONING -> {
                database(config, Database.PROVISIONING);
                config.put("braid.provisioning.default-provider-url", installation.simulatorUrl());
                config.put("braid.provisioning.api-key", installation.simulatorApiKey());
                // Who looks on does not wait half a minute for the old legs to go.
                config.put("braid.provisioning.rollout.soak", "1s");
                // Who tries something on one's own machine wants to see it end, also right after a start.
                config.put("braid.provisioning.rollout.quiet-start", "0s");
            }
            case SIMULATOR -> {
                config.put("braid.simulator.api-key", installation.simulatorApiKey());
                config.put("braid.simulator.topology-file", installation.world().toString());
                config.put(
                        "braid.simulator.data-directory",
                        installation.simulatorData().toString());
            }
            // The one writer of this machine takes over from its killed predecessor without waiting for a session's
            // end.
            case PATH -> {
                config.put("braid.path.planning.instance-id", "local");
                config.put(
                        "braid.path.control.stop-file", installation.stopFile().toString());
            }
            case TELEMETRY -> database(config, Database.TELEMETRY);
            case GATEWAY -> {}
        }
        config.putAll(installation.settings().told(service));
        return config;
    }

    private void grpcServer(Map<String, String> config, Service service) {
        config.put("quarkus.grpc.server.host", LOOPBACK);
        config.put(
                "quarkus.grpc.server.port",
                Integer.toString(installation.settings().grpcPort(service)));
        config.put("quarkus.grpc.server.plain-text", "false");
        config.put(
                "quarkus.grpc.server.ssl.certificate",
                certificates.certificate().toString());
        config.put("quarkus.grpc.server.ssl.key", certificates.key().toString());
        // On one's own machine a client such as grpcurl should find its way without the files.
        config.put("quarkus.grpc.server.enable-reflection-service", "true");
    }

    private void grpcClient(Map<String, String> config, Service other) {
        String prefix = "quarkus.grpc.clients." + other.clientName() + ".";
        config.put(prefix + "host", LOOPBACK);
        config.put(prefix + "port", Integer.toString(installation.settings().grpcPort(other)));
        config.put(prefix + "plain-text", "false");
        config.put(prefix + "ssl.trust-store", certificates.authority().toString());
    }

    private void database(Map<String, String> config, Database database) {
        config.put("quarkus.datasource.reactive.url", postgres.reactiveUrl(database));
        config.put("quarkus.datasource.username", database.appRole());
        config.put("quarkus.datasource.password", postgres.password(database.appRole()));
        config.put("quarkus.flyway.jdbc-url", postgres.jdbcUrl(database));
        config.put("quarkus.flyway.username", database.owner());
        config.put("quarkus.flyway.password", postgres.password(database.owner()));
        config.put("quarkus.flyway.placeholders.app_role", database.appRole());
    }
}
