package dev.braid.gateway.rest;

import static dev.braid.gateway.rest.RestClient.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.embedded.EmbeddedStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(Services.class)
class BadInputTest {
    @TestHTTPResource("/")
    URI base;

    private RestClient acme;

    @BeforeEach
    void clients() {
        acme = RestClient.tenant(base, "acme");
        Services.takeCalls();
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
            GET    | /v1/connections/a.b.1/decisions?page_size=many | | 400 | page_size
            GET    | /v1/connections/a.b.1/decisions?connection_id=c | | 400 | connection_id
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
}
