package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.intent.support.IntentStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(IntentStack.class)
class ObservabilityTest {
    @TestHTTPResource("/q/health/ready")
    URI ready;

    @TestHTTPResource("/q/metrics")
    URI metrics;

    @Test
    void theServiceIsReadyAndShowsItsFigures() throws Exception {
        HttpResponse<String> health = get(ready);
        assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
        assertThat(get(metrics).body()).contains("jvm_memory_used_bytes");
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
