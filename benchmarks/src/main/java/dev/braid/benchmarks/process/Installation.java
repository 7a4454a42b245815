package dev.braid.benchmarks.process;

import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedKafka;
import dev.braid.embedded.EmbeddedPostgres;
import dev.braid.embedded.FreePort;
import dev.braid.embedded.LocalIssuer;
import dev.braid.embedded.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Starts services of the repository on one broker, each told what it must know to run here. */
public final class Installation {
    /** What the simulated carriers want to be shown. */
    public static final String API_KEY = UUID.randomUUID().toString();

    private final Path repository;
    private final Path folder;
    private final EmbeddedKafka kafka;

    /** Of the services built in the repository; what they write goes to the folder. */
    public Installation(Path repository, Path folder, EmbeddedKafka kafka) {
        this.repository = repository;
        this.folder = folder;
        this.kafka = kafka;
    }

    /** The carriers of the topology file, whose links measure or do not. */
    public Service carriers(List<String> javaOptions, Path topologyFile, boolean measuring) throws IOException {
        return start(
                "deploy/simulator",
                javaOptions,
                List.of(
                        "braid.simulator.telemetry.enabled=" + measuring,
                        "braid.simulator.api-key=" + API_KEY,
                        "braid.simulator.topology-file=" + topologyFile,
                        "braid.simulator.data-directory=" + folder.resolve("carriers")));
    }

    /** Provisioning, with all its carriers behind that port, and these settings besides. */
    public Service provisioning(
            List<String> javaOptions, EmbeddedPostgres postgres, int carrierPort, String... settings)
            throws IOException {
        Database database = Database.PROVISIONING;
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of(
                "quarkus.datasource.reactive.url=" + postgres.reactiveUrl(database),
                "quarkus.datasource.username=" + database.appRole(),
                "quarkus.datasource.password=" + postgres.password(database.appRole()),
                "quarkus.flyway.jdbc-url=" + postgres.jdbcUrl(database),
                "quarkus.flyway.username=" + database.owner(),
                "quarkus.flyway.password=" + postgres.password(database.owner()),
                "braid.provisioning.default-provider-url=http://127.0.0.1:" + carrierPort,
                "braid.provisioning.api-key=" + API_KEY));
        return start("provisioning-service", javaOptions, all);
    }

    /** Any other service, with these settings besides. */
    public Service start(String module, List<String> javaOptions, List<String> settings) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
                "quarkus.http.host=127.0.0.1",
                "quarkus.grpc.server.host=127.0.0.1",
                "quarkus.grpc.server.port=" + FreePort.find(),
                "mp.jwt.verify.publickey.location="
                        + LocalIssuer.in(folder).publicKeyFile().toUri()));
        all.addAll(settings);
        // Keys and passwords stand in a file of ours, not in the list of processes.
        Path file = PrivateFiles.write(
                folder.resolve(module.replace('/', '-') + ".properties"), String.join("\n", all) + "\n", "rw-------");
        List<String> options = new ArrayList<>(javaOptions);
        options.add("-Dquarkus.config.locations=" + file.toUri());
        return new Service(repository.resolve(module).resolve("target/quarkus-app/quarkus-run.jar"), folder, options);
    }
}
