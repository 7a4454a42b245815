package dev.braid.benchmarks.planning;

import dev.braid.embedded.FreePort;
import dev.braid.embedded.LocalIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Path computation as it is shipped, on a broker. */
final class Service implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = FreePort.find();
    private final Child child;
    private final Path log;

    Service(Path program, Path folder, String bootstrapServers, List<String> options) throws IOException {
        log = folder.resolve("path-computation-service.log");
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of(
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.grpc.server.port=" + FreePort.find(),
                "-Dkafka.bootstrap.servers=" + bootstrapServers,
                "-Dbraid.path.planning.instance-id=bench",
                "-Dmp.jwt.verify.publickey.location="
                        + LocalIssuer.in(folder).publicKeyFile().toUri(),
                "-jar",
                program.toString()));
        child = new Child(log, arguments);
    }

    Child child() {
        return child;
    }

    /** Waits until the readiness endpoint says yes, and that it is what is asked, for example WRITER. */
    void await(String word) throws IOException, InterruptedException {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        while (true) {
            if (!child.alive()) {
                throw new IllegalStateException("path-computation-service is gone; see " + log);
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

    @Override
    public void close() {
        child.close();
        http.close();
    }
}
