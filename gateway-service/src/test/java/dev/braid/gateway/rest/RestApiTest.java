package dev.braid.gateway.rest;

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
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(Services.class)
class RestApiTest {
    private static final String SPEC =
            "{\"shape\":\"SHAPE_POINT_TO_POINT\",\"portIds\":[\"a\",\"b\"],\"bandwidthBps\":\"1000000000\"}";

    @TestHTTPResource("/")
    URI base;

    private RestClient acme;

    @BeforeEach
    void clients() {
        acme = RestClient.tenant(base, "acme");
        Services.takeCalls();
    }

    @Test
    void anIntentGoesThroughAllItsVerbs() {
        HttpResponse<String> submitted = submit("verbs");
        assertThat(submitted.statusCode()).isEqualTo(200);
        JsonObject intent = RestClient.json(submitted).getJsonObject("intent");
        assertThat(intent.getString("tenantId")).isEqualTo("acme");
        assertThat(intent.getString("generation")).isEqualTo("1");
        assertThat(intent.getString("activeGeneration")).as("what is 0 is told").isEqualTo("0");
        assertThat(intent.getJsonArray("connections")).isEmpty();

        JsonObject updated = RestClient.json(acme.send(
                        "PATCH",
                        "/v1/intents/verbs",
                        "{\"spec\":{\"bandwidthBps\":2e9},\"updateMask\":\"bandwidthBps\"}"))
                .getJsonObject("intent");
        assertThat(updated.getString("generation")).isEqualTo("2");
        assertThat(updated.getJsonObject("spec").getString("bandwidthBps")).isEqualTo("2000000000");

        assertThat(RestClient.json(acme.send("POST", "/v1/intents/verbs:terminate", null))
                        .getJsonObject("intent")
                        .getString("state"))
                .isEqualTo("INTENT_STATE_TERMINATING");
        JsonObject listed = RestClient.json(acme.send(
                "GET",
                "/v1/intents?states=INTENT_STATE_TERMINATING&states=INTENT_STATE_TERMINATED&page_size=5&pageToken=a%2Bb",
                null));
        assertThat(listed.getJsonArray("intents")).hasSize(1);
        assertThat(listed.getString("nextPageToken")).isEqualTo("a+b");
    }

    @Test
    void theTokenTheDeadlineAndTheRequestIdAreHandedOnAndNothingElse() {
        acme.send(
                "GET",
                "/v1/intents/nobody",
                null,
                "X-Request-Id",
                "order-2041-retry-1",
                "Braid-Timeout-Ms",
                "2500",
                "X-Tenant-Id",
                "globex",
                "app.tenant",
                "globex",
                "tenant",
                "globex");
        Map<String, String> call = Services.takeCalls().getFirst();
        assertThat(call.get("authorization")).startsWith("Bearer ey");
        assertThat(call.get("x-request-id")).isEqualTo("order-2041-retry-1");
        assertThat(Long.parseLong(call.get("deadline-ms"))).isBetween(1L, 2500L);
        assertThat(call.keySet()).doesNotContain("x-tenant-id", "tenant", "app.tenant");

        acme.send("GET", "/v1/intents/nobody", null);
        assertThat(Long.parseLong(Services.takeCalls().getFirst().get("deadline-ms")))
                .isBetween(8000L, 10_000L);
    }

    @Test
    void refusalsOfServicesBecomeProblems() {
        JsonObject missing = problem(acme.send("GET", "/v1/intents/nobody", null, "X-Request-Id", "find-me-1"), 404);
        assertThat(missing.getString("code")).isEqualTo("NOT_FOUND");
        assertThat(missing.getString("reason")).isEqualTo("NOT_FOUND");
        assertThat(missing.getString("detail")).isEqualTo("There is no intent 'nobody'.");
        assertThat(missing.getString("requestId")).isEqualTo("find-me-1");
        assertThat(missing.getJsonArray("details").getJsonObject(0).getString("resourceName"))
                .isEqualTo("nobody");

        submit("taken");
        JsonObject taken = problem(
                acme.send("POST", "/v1/intents", "{\"intentId\":\"taken\",\"spec\":{\"portIds\":[\"x\",\"y\"]}}"), 409);
        assertThat(taken.getString("reason")).isEqualTo("ALREADY_EXISTS");

        JsonObject invalid =
                problem(acme.send("POST", "/v1/intents", "{\"intentId\":\"few\",\"spec\":{\"portIds\":[\"x\"]}}"), 400);
        assertThat(invalid.getJsonArray("violations").getJsonObject(0).getString("field"))
                .isEqualTo("spec.port_ids");
    }

    @Test
    void whatTheTransportSaysStaysInside() {
        assertThat(problem(acme.send("GET", "/v1/intents/broken", null), 500).encode())
                .doesNotContain("password")
                .doesNotContain("10.0.0.7");
        HttpResponse<String> away = acme.send("GET", "/v1/intents/away", null);
        assertThat(problem(away, 503).encode()).doesNotContain("10.0.0.7");
        assertThat(away.headers().firstValue("Retry-After")).contains("1");
        assertThat(problem(acme.send("GET", "/v1/provisioning/acme.a.1", null), 503)
                        .encode())
                .doesNotContain("127.0.0.1");
        assertThat(problem(acme.send("GET", "/v1/intents/slow", null, "Braid-Timeout-Ms", "300"), 504)
                        .getString("code"))
                .isEqualTo("DEADLINE_EXCEEDED");
        // The contract has it; this test's service does not.
        problem(acme.send("GET", "/v1/tenants/acme", null), 501);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /v1/intents                        | {                                     | 400 | body
            POST   | /v1/intents                        | []                                    | 400 | body
            POST   | /v1/intents                        | {"intentId":"a"} garbage              | 400 | body
            POST   | /v1/intents                        | {"nonsense":{"a":1}}                  | 400 | nonsense
            POST   | /v1/intents                        | {"intentId":"a","intentId":"b"}       | 400 | intentId
            POST   | /v1/intents                        | {"spec":{"bandwidthBps":"NaN"}}       | 400 | spec.bandwidthBps
            POST   | /v1/intents                        | {"spec":{"bandwidthBps":1e99}}        | 400 | spec.bandwidthBps
            POST   | /v1/intents                        | {"spec":{"shape":"SHAPE_STAR"}}       | 400 | spec.shape
            POST   | /v1/intents?validateOnly=true      | {}                                    | 400 | validateOnly
            POST   | /v1/intents/a:terminate            | {"intentId":"b"}                      | 400 | intent_id
            GET    | /v1/intents?page_size=many         |                                       | 400 | page_size
            GET    | /v1/intents?page_size=1&page_size=2 |                                      | 400 | page_size
            GET    | /v1/intents?states=NONE            |                                       | 400 | states
            GET    | /v1/intents?nonsense=1             |                                       | 400 | nonsense
            GET    | /v1/intents?pageToken=%ff          |                                       | 400 | query
            GET    | /v1/intents/a?intent_id=b          |                                       | 400 | intent_id
            GET    | /v1/intents/a?intentId.b=c         |                                       | 400 | intentId.b
            GET    | /v1/intents/%ff                    |                                       | 400 | path
            GET    | /v1/intents                        | {}                                    | 400 | body
            """)
    void badInputNamesItsPlaceAndGoesNoFurther(String method, String path, String body, int status, String field)
            throws IOException {
        // By hand: a client library would not send most of this.
        String text = body == null ? "" : body.strip();
        JsonObject problem = new JsonObject(raw(
                "%s %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                        .formatted(method.strip(), path.strip(), token(), text.length(), text)));
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getJsonArray("violations").getJsonObject(0).getString("field"))
                .as(problem.encode())
                .isEqualTo(field.strip());
        assertThat(Services.takeCalls()).isEmpty();
    }

    @Test
    void unknownPathsAndMethodsAreToldApart() {
        problem(acme.send("GET", "/v1/nothing", null), 404);
        problem(acme.send("GET", "/v1", null), 404);
        problem(acme.send("GET", "/v1/intents/a/b", null), 404);
        problem(acme.send("GET", "/v1/intents/", null), 404);
        HttpResponse<String> wrong = acme.send("PUT", "/v1/intents/a", "{}");
        assertThat(problem(wrong, 405).getString("detail")).contains("GET, PATCH");
        assertThat(wrong.headers().firstValue("Allow")).contains("GET, PATCH");
        HttpResponse<String> preflight =
                acme.send("OPTIONS", "/v1/intents", null, "Origin", "https://elsewhere.example");
        problem(preflight, 405);
        assertThat(preflight.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }

    @Test
    void largeAndForeignBodiesAreRefused() {
        String large = "{\"intentId\":\"" + "a".repeat(1_100_000) + "\"}";
        assertThat(problem(acme.send("POST", "/v1/intents", large), 413).getString("detail"))
                .contains("1048576 bytes");
        assertThat(problem(
                                acme.send(
                                        "POST",
                                        "/v1/intents",
                                        "a=b",
                                        "Content-Type",
                                        "application/x-www-form-urlencoded"),
                                415)
                        .getString("reason"))
                .isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        problem(acme.send("GET", "/v1/intents", null, "Braid-Timeout-Ms", "30001"), 400);
        problem(acme.send("GET", "/v1/intents", null, "Braid-Timeout-Ms", "soon"), 400);
        assertThat(Services.takeCalls()).isEmpty();
    }

    @Test
    void withoutAGoodTokenNothingIsCalled() {
        HttpResponse<String> none = RestClient.anonymous(base).send("GET", "/v1/intents", null);
        problem(none, 401);
        assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"braid\"");
        String old = EmbeddedStack.issuer().token("acme", Set.of("tenant-admin"), Duration.ofMinutes(-5));
        problem(RestClient.withToken(base, old).send("GET", "/v1/intents", null), 401);
        problem(RestClient.withToken(base, token() + "x").send("GET", "/v1/intents", null), 401);
        problem(RestClient.anonymous(base).send("GET", "/v1/intents", null, "Authorization", "Basic eDp5"), 401);
        assertThat(Services.takeCalls()).isEmpty();
    }

    @Test
    void aTenantThatSendsTooMuchWaitsAndOthersDoNot() {
        RestClient greedy = RestClient.tenant(base, "greedy");
        HttpResponse<String> refused = null;
        for (int i = 0; i < 5000 && refused == null; i++) {
            HttpResponse<String> response = greedy.send("GET", "/v1/intents", null);
            refused = response.statusCode() == 429 ? response : null;
        }
        assertThat(refused).as("limited").isNotNull();
        assertThat(problem(refused, 429).getString("reason")).isEqualTo("RATE_LIMITED");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(acme.send("GET", "/v1/intents", null).statusCode()).isEqualTo(200);
    }

    @Test
    void aLargeAnswerComesWhole() {
        JsonObject elements = RestClient.json(RestClient.operator(base)
                .send("GET", "/v1/topology/elements?kind=ELEMENT_KIND_LINK&pageSize=5000", null));
        assertThat(elements.getJsonArray("elements")).hasSize(5000);
    }

    @Test
    void aStreamSendsWhatHappensAndEndsWhenTheReaderLeaves() throws IOException {
        submit("watched");
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
        submit("fails-later");
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

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        for (String path : List.of("/", "/v1/intents", "/openapi.json", "/nothing.txt", "/q/health/live")) {
            HttpResponse<String> response = acme.send("GET", path, null);
            assertThat(response.headers().firstValue("X-Content-Type-Options"))
                    .as(path)
                    .contains("nosniff");
            assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(response.headers().firstValue("X-Request-Id")).as(path).isPresent();
        }
    }

    @Test
    void openApiIsServedAndProblemsAreCounted() {
        assertThat(RestClient.json(RestClient.anonymous(base).send("GET", "/openapi.json", null))
                        .getString("openapi"))
                .isEqualTo("3.1.0");
        acme.send("GET", "/v1/nothing", null);
        assertThat(acme.send("GET", "/q/metrics", null).body())
                .contains("braid_gateway_problems_total{reason=\"UNKNOWN_PATH\",status=\"404\"");
    }

    private HttpResponse<String> submit(String intentId) {
        return acme.send("POST", "/v1/intents", "{\"intentId\":\"%s\",\"spec\":%s}".formatted(intentId, SPEC));
    }

    private static JsonObject problem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonObject problem = RestClient.json(response);
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.fieldNames()).contains("type", "title", "detail", "instance", "code", "reason");
        return problem;
    }

    private static String token() {
        return EmbeddedStack.issuer().token("acme", Set.of("tenant-admin"), Duration.ofMinutes(5));
    }

    /** Sends bytes as they are and returns the body of the answer. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
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
