package dev.braid.gateway.rest;

import static dev.braid.gateway.rest.RestClient.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.embedded.EmbeddedStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kinds of streams: live events, and calls with many answers. */
@QuarkusTest
@TestProfile(StreamLimitsTest.FewStreams.class)
@WithTestResource(EmbeddedStack.class)
@WithTestResource(Services.class)
class StreamLimitsTest {
    private static final String EVENTS = "/v1/events";
    private static final String CALL = "/v1/telemetry/connections:watch";

    @TestHTTPResource("/")
    URI base;

    private final List<InputStream> open = new ArrayList<>();

    /** Three streams for a tenant, five for all. Heartbeats are rare, so that none of them can notice who left. */
    public static final class FewStreams implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "braid.gateway.events.max-readers",
                    "5",
                    "braid.gateway.events.max-readers-per-tenant",
                    "3",
                    "braid.gateway.events.heartbeat",
                    "60s",
                    "braid.gateway.rest.max-streams-per-service",
                    "5",
                    "braid.gateway.rest.max-streams-per-tenant",
                    "3",
                    "braid.gateway.rest.heartbeat",
                    "60s");
        }
    }

    @BeforeEach
    void nothingIsOpen() {
        awaitNoStreams();
    }

    @AfterEach
    void closeAll() throws IOException {
        for (InputStream stream : open) {
            stream.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EVENTS, CALL})
    void aTenantMayHaveSoManyStreamsAndAnotherAsManyOfItsOwn(String path) throws IOException {
        RestClient acme = RestClient.tenant(base, "acme");
        InputStream first = opened(acme, path);
        opened(acme, path);
        opened(acme, path);
        double countedBefore = metric("braid_gateway_problems_total{reason=\"TOO_MANY_STREAMS\",status=\"429\"}");
        HttpResponse<String> refused = acme.send("GET", path, null);
        assertThat(problem(refused, 429).getString("reason")).isEqualTo("TOO_MANY_STREAMS");
        assertThat(RestClient.json(refused).getString("detail")).contains("tenant acme", "3 streams");
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        assertThat(metric("braid_gateway_problems_total{reason=\"TOO_MANY_STREAMS\",status=\"429\"}"))
                .isEqualTo(countedBefore + 1);

        RestClient globex = RestClient.tenant(base, "globex");
        opened(globex, path);
        opened(globex, path);
        JsonObject full = problem(globex.send("GET", path, null), 429);
        assertThat(full.getString("reason")).isEqualTo("NO_STREAM_LEFT");
        assertThat(full.getString("detail")).contains("5 streams");

        first.close();
        await().atMost(Duration.ofSeconds(20)).until(() -> streams(path) == 4);
        opened(acme, path);
        problem(acme.send("GET", path, null), 429);
    }

    @ParameterizedTest
    @ValueSource(strings = {EVENTS, CALL})
    void aClientThatResetsRightAwayLeavesNoSlotHeld(String path) throws IOException, InterruptedException {
        String token = EmbeddedStack.issuer().token("restless", Set.of("tenant-admin"), Duration.ofMinutes(5));
        byte[] request = "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(path, token)
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 120; i++) {
            try (Socket socket = new Socket(base.getHost(), base.getPort())) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(request);
                // Some leave before the gateway has read, some while it looks at the token, some later.
                Thread.sleep(i % 6);
            }
        }
        awaitNoStreams();
        RestClient restless = RestClient.withToken(base, token);
        opened(restless, path);
        opened(restless, path);
        opened(restless, path);
        problem(restless.send("GET", path, null), 429);
    }

    @Test
    void streamsOfOneKindTakeNothingFromTheOther() {
        RestClient acme = RestClient.tenant(base, "acme");
        for (int i = 0; i < 3; i++) {
            opened(acme, EVENTS);
            opened(acme, CALL);
        }
        problem(acme.send("GET", EVENTS, null), 429);
        problem(acme.send("GET", CALL, null), 429);
    }

    private InputStream opened(RestClient client, String path) {
        HttpResponse<InputStream> response = client.open(path);
        open.add(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private void awaitNoStreams() {
        await().atMost(Duration.ofSeconds(30)).until(() -> streams(EVENTS) == 0 && streams(CALL) == 0);
    }

    private double streams(String path) {
        return metric(
                path.equals(EVENTS) ? "braid_gateway_event_readers" : "braid_gateway_streams{service=\"telemetry\"}");
    }

    private double metric(String name) {
        return RestClient.anonymous(base)
                .send("GET", "/q/metrics", null)
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }
}
