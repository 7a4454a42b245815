package dev.braid.provisioning.shipped;

import dev.braid.embedded.EmbeddedStack;
import dev.braid.embedded.FreePort;
import dev.braid.embedded.PrivateFiles;
import dev.braid.provisioning.provider.SimulatorProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** provisioning-service as a process of its own, on the Kafka and the PostgreSQL of this JVM. */
final class ShippedService implements AutoCloseable {
    /** How long it waits for an answer of a provider. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = FreePort.find();
    private final int grpcPort = FreePort.find();
    private final Path log;
    private final Path settings;
    private Process process;

    /** Not started yet; with settings of its own. */
    ShippedService(Path folder, Map<String, String> own) throws IOException {
        EmbeddedStack stack = new EmbeddedStack();
        stack.init(Map.of("application", "provisioning-service"));
        Map<String, String> all = new TreeMap<>(stack.start());
        all.put("quarkus.http.host", "127.0.0.1");
        all.put("quarkus.grpc.server.host", "127.0.0.1");
        all.put("braid.provisioning.api-key", SimulatorProcess.API_KEY);
        all.put("braid.provisioning.provider-bounds.timeout", TIMEOUT.toMillis() + "ms");
        // What is tried here is what comes of silence, not who is spared for it.
        all.put("braid.provisioning.provider-bounds.circuit-volume", "100000");
        all.put("braid.provisioning.orphan-audit.period", "2s");
        all.put("braid.provisioning.rollout.quiet-start", "0s");
        all.put("braid.provisioning.rollout.lease", "6s");
        all.put("braid.provisioning.rollout.command-life", "3500ms");
        all.put("braid.provisioning.rollout.clock-skew", "100ms");
        all.put("braid.provisioning.rollout.longest-back-off", "1s");
        all.put("braid.provisioning.rollout.audit-period", "20s");
        all.put("braid.provisioning.rollout.first-look", "200ms");
        all.put("braid.provisioning.rollout.longest-look", "400ms");
        all.put("braid.provisioning.rollout.soak", "300ms");
        all.put("braid.provisioning.watch.first-back-off", "100ms");
        all.put("braid.provisioning.watch.longest-back-off", "500ms");
        all.putAll(own);
        this.log = folder.resolve("service.log");
        // Passwords do not stand on a command line.
        this.settings = PrivateFiles.write(
                folder.resolve("service.properties"),
                all.entrySet().stream()
                        .map(it -> it.getKey() + "=" + it.getValue())
                        .collect(Collectors.joining("\n")),
                "rw-------");
    }

    private ShippedService(Path settings, Path log) {
        this.settings = settings;
        this.log = log;
    }

    /** Another one on the same Kafka and the same database. Not started yet. */
    ShippedService replica() {
        return new ShippedService(settings, log.resolveSibling("replica.log"));
    }

    /** Starts it, and waits until it is ready. */
    void start() throws IOException, InterruptedException {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.config.locations=" + settings.toUri(),
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.grpc.server.port=" + grpcPort,
                        "-jar",
                        JAR.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Instant end = Instant.now().plus(LONGEST_START);
        while (!ready()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw new IOException("The service does not start: see " + log);
            }
            Thread.sleep(50);
        }
    }

    /** Stands still from one instruction to the next, with all that it has in its hands. */
    void stall() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Goes on after a stall, as if no time had passed. */
    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill -%s %d ends with %d.".formatted(name, process.pid(), code));
        }
    }

    /** As SIGKILL does: between any two instructions, without a word. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private boolean ready() throws InterruptedException {
        try {
            return get("/q/health/ready").contains("\"UP\"");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The metrics of that name, one a line. */
    List<String> metrics(String name) throws IOException, InterruptedException {
        return get("/q/metrics").lines().filter(it -> it.startsWith(name)).toList();
    }

    private String get(String path) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
        client.close();
    }
}
