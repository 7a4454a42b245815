package dev.braid.gateway.rest;

import static dev.braid.gateway.rest.RestClient.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.embedded.EmbeddedStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(Services.class)
class RestApiTest {
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
        HttpResponse<String> submitted = acme.submit("verbs");
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
    void whyAConnectionWasMovedIsAskedByItsId() {
        JsonObject answer =
                RestClient.json(acme.send("GET", "/v1/connections/acme.web-to-db.1/decisions?pageSize=7", null));
        JsonObject decision = answer.getJsonArray("decisions").getJsonObject(0);
        assertThat(decision.getString("decisionId")).isEqualTo("acme.web-to-db.1/4");
        assertThat(decision.getJsonObject("decision").getJsonObject("moved").getString("revision"))
                .isEqualTo("4");
        assertThat(decision.getJsonArray("results")).isEmpty();
        assertThat(answer.getString("nextPageToken")).isEqualTo("7");

        JsonObject foreign = problem(acme.send("GET", "/v1/connections/globex.web.1/decisions", null), 404);
        assertThat(foreign.getString("detail")).isEqualTo("There is no connection 'globex.web.1'.");
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

        acme.submit("taken");
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

    @Test
    void aLargeAnswerComesWhole() {
        JsonObject elements = RestClient.json(RestClient.operator(base)
                .send("GET", "/v1/topology/elements?kind=ELEMENT_KIND_LINK&pageSize=5000", null));
        assertThat(elements.getJsonArray("elements")).hasSize(5000);
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
}
