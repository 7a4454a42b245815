package dev.braid.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.simulator.http.Customer.Answer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names, states and errors of the published API (MEF 87, 115, 116, 123), as any buyer sees them. */
@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class SonataApiTest {
    private static final AtomicInteger RUNNING = new AtomicInteger();
    private static final String CONTACT =
            "\"relatedContactInformation\":[{\"role\":\"x\",\"name\":\"n\",\"number\":\"1\",\"emailAddress\":\"a@b\"}]";
    private static final String END = "{\"identifier\":\"e\",\"ingressBandwidthProfilePerClassOfServiceName\":"
            + "[{\"classOfServiceName\":\"c\",\"bwpFlow\":{\"cir\":{\"irValue\":%s,\"irUnits\":\"%s\"}}}]}";
    private static final String TYPE = "urn:mef:lso:spec:sonata:access-eline-ovc:v5.0.0:all";

    @TestHTTPResource("/")
    URI base;

    private Customer customer;
    private String externalId;

    @BeforeEach
    void connect() {
        customer = new Customer(base);
        externalId = "api." + RUNNING.incrementAndGet();
    }

    @Test
    void anOrderIsAcknowledgedThenInProgressThenCompletedOnItsDate() {
        Answer created = order(
                "atlas", item("atlas-lon-par-1", "2", "GBPS", Instant.now().plusSeconds(86_400)));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("state")).isEqualTo("acknowledged");
        JsonNode order = get("atlas", created.text("id"));
        assertThat(order.path("state").asText()).isEqualTo("inProgress");
        JsonNode item = order.path("productOrderItem").get(0);
        assertThat(item.path("state").asText()).isEqualTo("inProgress");
        assertThat(item.at(
                                "/product/productConfiguration/uniEp/ingressBandwidthProfilePerClassOfServiceName/0/bwpFlow/cir")
                        .toString())
                .isEqualTo("{\"irValue\":2000000000,\"irUnits\":\"BPS\"}");
        assertThat(order.path("stateChange").findValuesAsText("state")).containsExactly("acknowledged", "inProgress");
        assertThat(product("atlas").path("status").asText()).isEqualTo("pendingActive");

        Answer task = post(
                "atlas",
                "modifyProductOrderItemRequestedDeliveryDate",
                "{\"productOrderItem\":{\"productOrderId\":\"%s\",\"productOrderItemId\":\"1\"},"
                                .formatted(created.text("id"))
                        + "\"requestedCompletionDate\":\"%s\"}".formatted(Instant.now()));
        assertThat(task.text("state")).isEqualTo("done");
        assertThat(get("atlas", created.text("id")).path("state").asText()).isEqualTo("completed");
        assertThat(product("atlas").path("status").asText()).isEqualTo("active");
        assertThat(cancel("atlas", created.text("id")).text("state")).isEqualTo("rejected");
    }

    @Test
    void aCarrierThatWorksByHandIsDoneWithinItsLeadTime() throws InterruptedException {
        Answer created = order("duneway", item("duneway-cpt-jnb-1", "1", "MBPS", Instant.now()));
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!get("duneway", created.text("id")).path("state").asText().equals("completed")) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(100);
        }
        JsonNode item =
                get("duneway", created.text("id")).path("productOrderItem").get(0);
        assertThat(Duration.between(
                        Instant.parse(created.text("orderDate")),
                        Instant.parse(item.path("expectedCompletionDate").asText())))
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void whoeverAsksIsToldOfStateChanges() throws IOException, InterruptedException {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        HttpServer listener = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        listener.createContext("/", exchange -> {
            told.add(exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        listener.start();
        try {
            Answer hub = post(
                    "atlas",
                    "hub",
                    "{\"callback\":\"http://127.0.0.1:%d\",\"query\":\"eventType=productOrderStateChangeEvent\"}"
                            .formatted(listener.getAddress().getPort()));
            assertThat(hub.status()).isEqualTo(201);
            Answer created = order(
                    "atlas", item("atlas-lon-par-1", "1", "MBPS", Instant.now().plusSeconds(1000)));
            String first = told.poll(30, TimeUnit.SECONDS);
            assertThat(first)
                    .startsWith(
                            "/mefApi/sonata/productOrderingNotification/v10/listener/productOrderStateChangeEvent {")
                    .contains("\"eventType\":\"productOrderStateChangeEvent\"")
                    .contains("\"event\":{\"id\":\"%s\"}".formatted(created.text("id")));
            String one = "/hub/" + hub.text("id");
            assertThat(customer.get(ordering("atlas") + one).status()).isEqualTo(200);
            assertThat(status("DELETE", ordering("atlas") + one)).isEqualTo(204);
            assertThat(customer.get(ordering("atlas") + one).status()).isEqualTo(404);
        } finally {
            listener.stop(0);
        }
    }

    @Test
    void listsComeInPages() {
        for (int i = 0; i < 3; i++) {
            externalId = "page." + RUNNING.incrementAndGet();
            order(
                    "norrvane",
                    item("norrvane-lon-man-1", "1", "MBPS", Instant.now().plusSeconds(1000)));
        }
        assertThat(customer.get(ordering("norrvane") + "/productOrder?offset=1&limit=1")
                        .body())
                .hasSize(1);
        assertThat(customer.get(ordering("norrvane") + "/productOrder?state=inProgress")
                        .body())
                .hasSize(3);
        assertThat(customer.get(ordering("norrvane") + "/productOrder?offset=-1")
                        .text("code"))
                .isEqualTo("invalidQuery");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                      | 400 | invalidBody       | ",
                "[]                                     | 400 | invalidBody       | ",
                "{}                                     | 422 | missingProperty   | /externalId",
                "{\"externalId\":\"x y\"}               | 422 | invalidValue      | /externalId",
                "{\"externalId\":\"%s\"}                | 422 | missingProperty   | /relatedContactInformation",
                "{\"externalId\":\"%s\",%c}             | 422 | missingProperty   | /productOrderItem",
                "{\"externalId\":\"%s\",%c,\"productOrderItem\":[{\"id\":\"1\",\"action\":\"steal\"}]}"
                        + "| 422 | invalidValue | /productOrderItem/0/action",
                "{\"externalId\":\"%s\",%c,\"productOrderItem\":[{\"id\":\"1\",\"action\":\"delete\","
                        + "\"product\":{\"id\":\"P-none-1\"}}]} | 422 | referenceNotFound | /productOrderItem/0/product/id",
                "{\"externalId\":\"%s\",%c,\"productOrderItem\":[{\"id\":\"1\",\"action\":\"add\","
                        + "\"quoteItem\":{\"id\":\"1\",\"quoteId\":\"q\"}}]}"
                        + "| 422 | referenceNotFound | /productOrderItem/0/quoteItem/quoteId",
                "{\"externalId\":\"%s\",%c,\"productOrderItem\":[{\"id\":\"1\",\"action\":\"add\","
                        + "\"product\":{\"id\":\"P-x-1\"}}]} | 422 | unexpectedProperty | /productOrderItem/0/product/id"
            })
    void anOrderThatMeansNothingIsRefusedByItsProperty(String body, int status, String code, String path) {
        Answer answer =
                post("atlas", "productOrder", body.replace("%s", externalId).replace("%c", CONTACT));
        assertThat(answer.status()).isEqualTo(status);
        JsonNode error = status == 422 ? answer.body().get(0) : answer.body();
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("reason").asText()).isNotEmpty();
        assertThat(error.path("propertyPath").asText(null)).isEqualTo(path);
    }

    @Test
    void anAccessELineWithoutItsPortsIsNotSold() {
        String link = "atlas-lon-par-1";
        String whole = item(link, "1", "MBPS", Instant.now().plusSeconds(1000));
        refused(order("atlas", whole.replace("\"productRelationship\"", "\"place\"")), "missingProperty", "");
        refused(order("atlas", whole.replace("CONNECTS_TO_ENNI", "CONNECTS_TO_UNI")), "invalidValue", "");
        refused(order("atlas", whole.replace(link + ".uniEp", "elsewhere")), "referenceNotFound", "/0/id");
        assertThat(order("atlas", whole).status()).isEqualTo(201);
    }

    private static void refused(Answer answer, String code, String at) {
        assertThat(answer.status()).isEqualTo(422);
        JsonNode error = answer.body().get(0);
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("propertyPath").asText())
                .isEqualTo("/productOrderItem/0/product/productRelationship" + at);
    }

    @Test
    void theSameExternalIdIsNotTakenTwice() {
        String item = item("atlas-lon-par-1", "1", "MBPS", Instant.now().plusSeconds(1000));
        assertThat(order("atlas", item).status()).isEqualTo(201);
        Answer again = order("atlas", item);
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body().get(0).path("propertyPath").asText()).isEqualTo("/externalId");
    }

    @Test
    void errorsHaveTheirPublishedForm() {
        assertThat(customer.get(ordering("atlas") + "/productOrder/none").text("code"))
                .isEqualTo("notFound");
        assertThat(customer.get(ordering("nobody") + "/productOrder").text("code"))
                .isEqualTo("notFound");
        assertThat(customer.get(ordering("atlas") + "/charge").status()).isEqualTo(501);
        String orders = ordering("atlas") + "/productOrder";
        assertThat(customer.send("GET", orders, "", null, Duration.ofSeconds(20))
                        .text("code"))
                .isEqualTo("missingCredentials");
        assertThat(customer.send("GET", orders, "", "wrong", Duration.ofSeconds(20))
                        .text("code"))
                .isEqualTo("invalidCredentials");
        customer.faults("carriers/pacifane", "{\"errorRate\":1}");
        try {
            Answer failed = customer.get(ordering("pacifane") + "/productOrder");
            assertThat(failed.status()).isEqualTo(500);
            assertThat(failed.text("code")).isEqualTo("internalError");
        } finally {
            customer.mend();
        }
    }

    @Test
    void aQualificationAndAQuoteSayWhetherAndForHowMuch() {
        String product = "{\"id\":\"1\",\"action\":\"add\",\"product\":%s}"
                .formatted(product("swiftglass-nyc-chi-1", "2", "GBPS"));
        Answer poq = customer.send(
                "POST",
                sonata("swiftglass") + "productOfferingQualification/v7/productOfferingQualification",
                "{%s,\"instantSyncQualification\":true,\"productOfferingQualificationItem\":[%s]}"
                        .formatted(CONTACT, product));
        assertThat(poq.text("state")).isEqualTo("done.ready");
        JsonNode item = poq.body().path("productOfferingQualificationItem").get(0);
        assertThat(item.path("serviceabilityConfidence").asText()).isEqualTo("yellow");
        assertThat(item.path("installationInterval").path("units").asText()).isEqualTo("calendarMinutes");
        Answer quote = customer.send(
                "POST",
                sonata("swiftglass") + "quoteManagement/v8/quote",
                "{%s,\"buyerRequestedQuoteLevel\":\"firm\",\"instantSyncQuote\":true,\"quoteItem\":[%s]}"
                        .formatted(CONTACT, product));
        assertThat(quote.text("state")).isEqualTo("approved.orderable");
        assertThat(quote.body()
                        .at("/quoteItem/0/quoteItemPrice/0/price/dutyFreeAmount/value")
                        .asDouble())
                .isEqualTo(2.0);
        assertThat(customer.get(sonata("swiftglass") + "quoteManagement/v8/quote/" + quote.text("id"))
                        .body())
                .isEqualTo(quote.body());
    }

    private Answer order(String providerId, String item) {
        return post(
                providerId,
                "productOrder",
                "{\"externalId\":\"%s\",%s,\"productOrderItem\":[%s]}".formatted(externalId, CONTACT, item));
    }

    private static String item(String linkId, String value, String unit, Instant time) {
        return "{\"id\":\"1\",\"action\":\"add\",\"requestedCompletionDate\":\"%s\",\"product\":%s}"
                .formatted(time, product(linkId, value, unit));
    }

    private static String product(String linkId, String value, String unit) {
        return product(linkId, value, unit, linkId + ".uniEp", linkId + ".enniEp");
    }

    private static String product(String linkId, String value, String unit, String uni, String enni) {
        String end = END.formatted(value, unit);
        return """
                {"productOffering":{"id":"%s"},
                "productConfiguration":{"@type":"%s","uniEp":%s,"enniEp":%s},
                "productRelationship":[{"id":"%s","relationshipType":"CONNECTS_TO_UNI"},
                {"id":"%s","relationshipType":"CONNECTS_TO_ENNI"}]}""".formatted(linkId, TYPE, end, end, uni, enni);
    }

    private Answer cancel(String providerId, String id) {
        return post(
                providerId,
                "cancelProductOrder",
                "{\"productOrder\":{\"productOrderId\":\"%s\"},%s}".formatted(id, CONTACT));
    }

    private Answer post(String providerId, String resource, String body) {
        return customer.send("POST", ordering(providerId) + "/" + resource, body);
    }

    private JsonNode get(String providerId, String id) {
        return customer.get(ordering(providerId) + "/productOrder/" + id).body();
    }

    private JsonNode product(String providerId) {
        return customer.get(sonata(providerId) + "productInventory/v7/product?externalId=" + externalId)
                .body()
                .get(0);
    }

    private int status(String method, String path) {
        return customer.send(method, path, "").status();
    }

    private static String ordering(String providerId) {
        return sonata(providerId) + "productOrderingManagement/v10";
    }

    private static String sonata(String providerId) {
        return "/carriers/%s/mefApi/sonata/".formatted(providerId);
    }
}
