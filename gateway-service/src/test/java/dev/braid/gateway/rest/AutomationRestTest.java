package dev.braid.gateway.rest;

import static dev.braid.gateway.rest.RestClient.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.embedded.EmbeddedStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has nothing but HTTP can stop automatic moves, and let them go again. */
@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(Services.class)
class AutomationRestTest {
    @TestHTTPResource("/")
    URI base;

    private RestClient operator;

    @BeforeEach
    void anOperator() {
        operator = RestClient.operator(base);
    }

    @Test
    void everyMethodIsReached() {
        assertThat(automation("GET", "", null).getString("revision")).isEqualTo("7");
        JsonObject stopped = automation("POST", ":stop", "{\"reason\":\"storm\"}");
        assertThat(stopped.getBoolean("stopped")).isTrue();
        assertThat(stopped.getString("stopSummary")).isEqualTo("storm");
        assertThat(automation("POST", ":requestRelease", "{\"reason\":\"over\"}")
                        .getJsonObject("pending")
                        .getString("reason"))
                .isEqualTo("over");
        assertThat(automation("POST", ":approveRelease", "{\"requestId\":\"r-1\"}")
                        .getString("stopSummary"))
                .isEqualTo("r-1");
        assertThat(automation(
                                "POST",
                                ":setMode",
                                "{\"tenantId\":\"acme\",\"mode\":\"AUTOMATION_MODE_OBSERVE\",\"reason\":\"trial\"}")
                        .getJsonArray("tenantModes")
                        .getJsonObject(0))
                .isEqualTo(new JsonObject().put("tenantId", "acme").put("mode", "AUTOMATION_MODE_OBSERVE"));
    }

    @Test
    void movesThatWaitAreReachedToo() {
        String id = "acme.web.1/3/0123456789abcdef";
        assertThat(RestClient.json(operator.send("GET", "/v1/automation/recommendations?tenantId=acme", null))
                        .getJsonArray("recommendations")
                        .getJsonObject(0)
                        .getString("tenantId"))
                .isEqualTo("acme");
        assertThat(RestClient.json(operator.send("GET", "/v1/automation/waitingMoves?pageSize=7", null))
                        .getInteger("totalSize"))
                .isEqualTo(7);
        assertThat(word(":approveRecommendation", "{\"recommendationId\":\"%s\"}".formatted(id))
                        .getString("recommendationId"))
                .isEqualTo(id);
        assertThat(word(":declineRecommendation", "{\"recommendationId\":\"%s\",\"reason\":\"no\"}".formatted(id))
                        .getJsonObject("declined")
                        .getString("reason"))
                .isEqualTo("no");
        problem(operator.send("GET", "/v1/automation/waitingMoves?pageSize=many", null), 400);
    }

    private JsonObject word(String verb, String body) {
        return RestClient.json(operator.send("POST", "/v1/automation" + verb, body))
                .getJsonObject("word");
    }

    @Test
    void whatIsMisspeltStopsNothingAndSaysSo() {
        problem(operator.send("POST", "/v1/automation:stop", "{\"raeson\":\"storm\"}"), 400);
        problem(operator.send("POST", "/v1/automation:setMode", "{\"mode\":\"SOMETIMES\",\"reason\":\"x\"}"), 400);
        problem(operator.send("GET", "/v1/automation:stop", null), 405);
        problem(RestClient.anonymous(base).send("POST", "/v1/automation:stop", "{\"reason\":\"storm\"}"), 401);
    }

    private JsonObject automation(String method, String verb, String body) {
        return RestClient.json(operator.send(method, "/v1/automation" + verb, body))
                .getJsonObject("automation");
    }
}
