package dev.braid.benchmarks.provisioning;

import dev.braid.benchmarks.process.Installation;
import dev.braid.benchmarks.process.ScratchFolder;
import dev.braid.benchmarks.process.Service;
import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedKafka;
import dev.braid.embedded.EmbeddedPostgres;
import dev.braid.embedded.FreePort;
import dev.braid.embedded.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How fast legs become active at twenty carriers when two of them are dead, against the same without those two: in turns,
 * on one broker, one database and one process of the service. A dead carrier takes every connection and never answers.
 */
public final class ProvisioningTable {
    private static final int CARRIERS = 20;
    private static final int DEAD = 2;
    private static final int LEGS = 500;
    private static final int ROUNDS = 7;
    private static final double MOST_RATIO = 1.2;
    private static final List<String> JAVA_OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private final PrintStream out;
    private final Path repository;
    private final ScratchFolder scratch;
    private final Path folder;
    private final HttpClient http = HttpClient.newHttpClient();

    /** Prints there; the services are those built in the repository. */
    public ProvisioningTable(PrintStream out, Path repository) throws IOException {
        // The broker and the clients tell much.
        Logger.getLogger("").setLevel(Level.WARNING);
        this.out = out;
        this.repository = repository;
        this.scratch = ScratchFolder.create();
        this.folder = scratch.path();
    }

    /** Measures. */
    public void print() throws Exception {
        CarrierPark.write(folder.resolve("world.json"), CARRIERS);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), FreePort.find());
                EmbeddedPostgres postgres = EmbeddedPostgres.start(
                        folder.resolve("postgres"),
                        FreePort.find(),
                        EmbeddedPostgres.Durability.FAST,
                        List.of(Database.PROVISIONING))) {
            Topics.create(kafka.bootstrapServers());
            Installation services = new Installation(repository, folder, kafka);
            try (Service carriers = services.carriers(JAVA_OPTIONS, folder.resolve("world.json"), false);
                    Service provisioning = services.provisioning(JAVA_OPTIONS, postgres, carriers.port());
                    LegLoad load = new LegLoad(kafka.bootstrapServers(), CARRIERS)) {
                carriers.await("UP");
                provisioning.await("UP");
                measure(carriers, load);
            }
        } finally {
            scratch.close();
        }
    }

    private void measure(Service carriers, LegLoad load) throws Exception {
        int living = CARRIERS - DEAD;
        int livingLegs = LEGS / CARRIERS * living;
        List<Double> without = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        out.printf(
                "%d legs at %d carriers, two legs a connection, all wanted at once; ms until the last is active.%n",
                livingLegs, living);
        out.printf("%-8s%16s%26s%n", "round", "alone", "beside %d legs at %d dead".formatted(LEGS - livingLegs, DEAD));
        for (int round = -2; round < ROUNDS; round++) {
            double alone = load.activate(livingLegs, living, 0).toNanos() / 1e6;
            load.release();
            freeze(carriers, true);
            double loaded = load.activate(livingLegs, living, LEGS - livingLegs).toNanos() / 1e6;
            freeze(carriers, false);
            load.release();
            if (round >= 0) {
                without.add(alone);
                beside.add(loaded);
                out.printf("%-8d%16.0f%26.0f%n", round + 1, alone, loaded);
            }
        }
        double ratio = median(beside) / median(without);
        out.printf("%-8s%16.0f%26.0f   ratio %.2f%n", "median", median(without), median(beside), ratio);
        if (ratio > MOST_RATIO) {
            throw new IllegalStateException(
                    "Beside dead carriers the others took %.2f times as long, more than %.1f times."
                            .formatted(ratio, MOST_RATIO));
        }
    }

    private void freeze(Service carriers, boolean frozen) throws IOException, InterruptedException {
        for (int number = CARRIERS - DEAD; number < CARRIERS; number++) {
            URI fault = URI.create(
                    "http://127.0.0.1:%d/faults/carriers/%s".formatted(carriers.port(), CarrierPark.provider(number)));
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(fault)
                            .header("X-Api-Key", Installation.API_KEY)
                            .header("Content-Type", "application/json")
                            .PUT(BodyPublishers.ofString("{\"frozen\":%s}".formatted(frozen)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        "The simulator answers %d: %s".formatted(answer.statusCode(), answer.body()));
            }
        }
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
