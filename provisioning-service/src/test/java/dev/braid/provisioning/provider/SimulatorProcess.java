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
import java.util.List;

/** The carrier simulator as its own process, with the demo network and a journal in a folder. */
public final class SimulatorProcess implements AutoCloseable {
    /** What it asks for. */
    public static final String API_KEY = "key-of-the-simulator";
    /** As its module builds it. */
    public static final Path JAR = Path.of("../deploy/simulator/target/quarkus-app/quarkus-run.jar");
    private static final int LEAD_DAYS = 4;
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final int port = FreePort.find();
    private final Duration leadTime;
    private Process process;

    /** With one carrier whose people come when they are called. */
    SimulatorProcess(Path folder) throws IOException, InterruptedException {
        this(folder, Duration.ofDays(1000));
    }

    /** With one carrier whose people take that long, unless they are called. */
    public SimulatorProcess(Path folder, Duration leadTime) throws IOException, InterruptedException {
        this.folder = folder;
        this.leadTime = leadTime;
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
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.log.level=WARN",
                        "-Dbraid.simulator.topology-file=../deploy/demo/world.json",
                        "-Dbraid.simulator.data-directory=" + folder,
                        "-Dbraid.simulator.telemetry.enabled=false",
                        "-Dbraid.simulator.manual.lead-days.swiftglass=" + LEAD_DAYS,
                        "-Dbraid.simulator.manual.day=" + leadTime.dividedBy(LEAD_DAYS).toMillis() + "ms",
                        "-Dbraid.simulator.reserve.least-delay=0ms",
                        "-Dbraid.simulator.reserve.most-delay=2ms",
                        "-Dbraid.simulator.activate.least-delay=0ms",
                        "-Dbraid.simulator.activate.most-delay=2ms",
                        "-jar",
                        JAR.toString()))
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
