package dev.braid.path.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.embedded.EmbeddedStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(GrpcPort.class)
class ReadinessTest extends EuropeServed {
    @TestHTTPResource("/q/health/ready")
    URI readiness;

    @TestHTTPResource("/q/metrics")
    URI metrics;

    @Test
    void theHealthCheckSaysWhoWritesAndTheMetricsCount() throws Exception {
        assertThat(get(readiness)).contains("\"role\": \"WRITER\"").contains("\"caught_up\": true");
        assertThat(get(metrics))
                .contains("braid_path_plans_total{cause=\"submitted\"")
                .contains("braid_path_plan_time");
    }

    private static String get(URI uri) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
