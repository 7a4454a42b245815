package dev.braid.gateway.rest;

import static dev.braid.gateway.rest.RestClient.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.embedded.EmbeddedStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(Services.class)
class RestStreamsTest {
    @TestHTTPResource("/")
    URI base;

    private RestClient acme;

    @BeforeEach
    void clients() {
        acme = RestClient.tenant(base, "acme");
        Services.takeCalls();
    }

    @Test
    void aStreamSendsWhatHappensAndEndsWhenTheReaderLeaves() throws IOException {
        acme.submit("watched");
        Services.takeCalls();
        HttpResponse<InputStream> stream = acme.open("/v1/intents/watched:watch");
        assertThat(stream.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
        var reader = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
        assertThat(nextData(reader).getJsonObject("intent").getString("generation"))
                .isEqualTo("1");
        acme.send("PATCH", "/v1/intents/watched", "{\"spec\":{\"bandwidthBps\":5e9},\"updateMask\":\"bandwidthBps\"}");
        assertThat(nextData(reader).getJsonObject("intent").getString("generation"))
                .isEqualTo("2");
        Map<String, String> watch = Services.takeCalls().getFirst();
        reader.close();
        await().atMost(Duration.ofSeconds(5)).until(() -> watch.containsKey("cancelled"));
    }

    @Test
    void aStreamThatIsRefusedIsAProblemAndOneThatFailsLaterTellsIt() throws IOException {
        problem(acme.send("GET", "/v1/intents/nobody:watch", null), 404);
        acme.submit("fails-later");
        String all = acme.send("GET", "/v1/intents/fails-later:watch", null).body();
        assertThat(all).contains("event: message\ndata: {").contains("event: problem\ndata: {");
        assertThat(all.substring(all.indexOf("event: problem"))).contains("\"reason\":\"MOVED\"");
    }

    @Test
    void aQuietStreamIsOpenedAndAlive() throws IOException {
        HttpResponse<InputStream> stream = acme.open("/v1/telemetry/connections:watch");
        assertThat(stream.statusCode()).isEqualTo(200);
        var reader = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
        assertThat(List.of(reader.readLine(), reader.readLine(), reader.readLine()))
                .containsExactly(": open", "", ": still here");
        reader.close();
    }

    private static JsonObject nextData(BufferedReader reader) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("data: ")) {
                return new JsonObject(line.substring("data: ".length()));
            }
        }
        throw new IOException("The stream ended.");
    }
}
