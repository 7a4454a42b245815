package dev.braid.provisioning.provider;

import dev.braid.embedded.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The carrier simulator as its own process, with the demo network and a journal in a folder. */
public final class SimulatorProcess implements AutoCloseable {
    /** What it asks for. */
    public static final String API_KEY = "key-of-the-simulator";
    /** As its module builds it. */
    public static final Path JAR = Path.of("../deploy/simulator/target/quarkus-app/quarkus-run.jar");

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final int port = FreePort.find();
    private final Map<String, Integer> leadDays;
    private final Duration day;
    private Process process;

    /** With one carrier whose people come when they are called. */
    SimulatorProcess(Path folder) throws IOException, InterruptedException {
        this(folder, Map.of("swiftglass", 1000), Duration.ofDays(1));
    }

    /** With carriers whose people come after so many days, unless they are called. */
    public SimulatorProcess(Path folder, Map<String, Integer> leadDays, Duration day)
            throws IOException, InterruptedException {
        this.folder = folder;
        this.leadDays = leadDays;
        this.day = day;
        start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ends it without a word, as a power cut of the process, and starts it on the same journal. */
    void killAndStart() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        start();
    }

    private void start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.log.level=WARN",
                "-Dbraid.simulator.topology-file=../deploy/demo/world.json",
                "-Dbraid.simulator.data-directory=" + folder,
                "-Dbraid.simulator.telemetry.enabled=false",
                "-Dbraid.simulator.manual.day=" + day.toMillis() + "ms",
                "-Dbraid.simulator.reserve.least-delay=0ms",
                "-Dbraid.simulator.reserve.most-delay=2ms",
                "-Dbraid.simulator.activate.least-delay=0ms",
                "-Dbraid.simulator.activate.most-delay=2ms"));
        leadDays.forEach(
                (provider, days) -> command.add("-Dbraid.simulator.manual.lead-days." + provider + "=" + days));
        command.addAll(List.of("-jar", JAR.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("simulator.log").toFile());
        // Not on the command line, where everybody could read it.
        builder.environment().put("BRAID_SIMULATOR_API_KEY", API_KEY);
        process = builder.start();
        Instant end = Instant.now().plus(LONGEST_START);
        while (!answers()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw new IOException("The simulator does not start: see " + folder.resolve("simulator.log"));
            }
            Thread.sleep(50);
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return send("GET", "/faults", "").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    public HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .header("X-Api-Key", API_KEY)
                        .header("Content-Type", "application/json")
                        .build(),
                BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.close();
    }
}
