package dev.braid.benchmarks.process;

import dev.braid.embedded.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A service as it is shipped, in a process of its own. */
public final class Service implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = FreePort.find();
    private final Child child;
    private final Path log;

    /** Starts the program with a free port of its own for HTTP, whose number stands in {@link #port}. */
    public Service(Path program, Path folder, List<String> options) throws IOException {
        // target/quarkus-app/quarkus-run.jar of a module
        String name = program.toAbsolutePath()
                .getName(program.toAbsolutePath().getNameCount() - 4)
                .toString();
        log = folder.resolve(name + ".log");
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-Dquarkus.http.port=" + port, "-jar", program.toString()));
        child = new Child(log, arguments);
    }

    /** Its process. */
    public Child child() {
        return child;
    }

    /** Where it answers over HTTP. */
    public int port() {
        return port;
    }

    /** Waits until the readiness endpoint says yes, and that it is what is asked, for example WRITER. */
    public void await(String word) throws IOException, InterruptedException {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        while (true) {
            if (!child.alive()) {
                throw new IllegalStateException("The service is gone; see " + log);
            }
            try {
                HttpResponse<String> answer = http.send(ready, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200 && answer.body().contains(word)) {
                    return;
                }
            } catch (IOException e) {
                // It does not listen yet.
            }
            Thread.sleep(100);
        }
    }

    /** The sum of all series whose names begin so. */
    public double metric(String prefix) throws IOException, InterruptedException {
        HttpRequest metrics = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return http.send(metrics, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        child.close();
        http.close();
    }
}
