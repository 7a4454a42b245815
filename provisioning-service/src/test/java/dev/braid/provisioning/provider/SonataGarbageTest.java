package dev.braid.provisioning.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order.Standing;
import dev.braid.provisioning.domain.Route;
import dev.braid.provisioning.provider.sonata.SonataAdapter;
import dev.braid.provisioning.provider.sonata.SonataSettings;
import dev.braid.provisioning.support.ProvisioningStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A seller whose answers nobody can believe says nothing: neither yes, nor no, nor that there is no order. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class SonataGarbageTest {
    private static final String LEG = "acme.web.1.1";
    private static final String CIR = "\"ingressBandwidthProfilePerClassOfServiceName\":[{\"bwpFlow\":"
            + "{\"cir\":{\"irValue\":100,\"irUnits\":\"MBPS\"}}}]";
    private static final String CONFIGURATION = "{\"@type\":\"urn:mef:lso:spec:sonata:access-eline-ovc:v5.0.0:all\","
            + "\"uniEp\":{%1$s},\"enniEp\":{%1$s}}".formatted(CIR);
    private static final String FOUND = "{\"id\":\"PO-1\",\"externalId\":\"%s\",\"orderDate\":\"2026-01-01T00:00:00Z\","
            + "\"state\":\"completed\"";
    private static final String LIST = "[" + FOUND.formatted(LEG) + "}]";
    private static final String ORDER = FOUND.formatted(LEG)
            + ",\"productOrderItem\":[{\"id\":\"1\",\"state\":\"completed\",\"product\":{\"productOffering\":"
            + "{\"id\":\"link\"},\"productConfiguration\":" + CONFIGURATION + "}}]}";
    private static final String PRODUCTS = "[{\"id\":\"P-1\",\"externalId\":\"" + LEG + "\",\"status\":\"active\"}]";
    private static final String PRODUCT =
            "{\"id\":\"P-1\",\"status\":\"active\",\"productConfiguration\":" + CONFIGURATION + "}";

    private static final String QUALIFIED = "{\"id\":\"1\",\"state\":\"done.ready\","
            + "\"productOfferingQualificationItem\":[{\"serviceabilityConfidence\":\"green\"}]}";

    @Inject
    SonataSettings settings;

    private final Map<String, Reply> replies = new LinkedHashMap<>();
    private HttpServer server;
    private HttpClient client;
    private SonataAdapter adapter;

    /** How long the next requests wait for their turn. */
    private final Deque<Duration> turns = new ArrayDeque<>();

    private final List<String> asked = new CopyOnWriteArrayList<>();

    private record Reply(int status, String body) {}

    @BeforeEach
    void open() throws IOException {
        replies.put("/productOrder/PO-1", new Reply(200, ORDER));
        replies.put("/productOrder", new Reply(200, LIST));
        replies.put("/product/P-1", new Reply(200, PRODUCT));
        replies.put("/product", new Reply(200, PRODUCTS));
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        client = HttpClient.newHttpClient();
        Duration timeout = Duration.ofSeconds(5);
        adapter = new SonataAdapter(
                request -> Uni.createFrom()
                        .nullItem()
                        .onItem()
                        .delayIt()
                        .by(turns.isEmpty() ? Duration.ofNanos(1) : turns.removeFirst())
                        .chain(() -> Uni.createFrom()
                                .completionStage(() -> client.sendAsync(
                                                request.get(),
                                                BodyHandlers.limiting(BodyHandlers.ofByteArray(), 1 << 20))
                                        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS))),
                "http://127.0.0.1:" + server.getAddress().getPort(),
                Optional.empty(),
                timeout,
                settings);
    }

    @AfterEach
    void close() {
        server.stop(0);
        client.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + path.substring(path.lastIndexOf('/')));
        Reply reply = replies.entrySet().stream()
                .filter(it -> path.endsWith(it.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(new Reply(404, "<html>"));
        exchange.getRequestBody().readAllBytes();
        byte[] body = reply.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status, body.length == 0 ? -1 : body.length);
        try (var stream = exchange.getResponseBody()) {
            stream.write(body);
        }
    }

    @Test
    void whatIsWholeIsBelieved() {
        assertThat(ask(Verb.READ_BACK))
                .isInstanceOfSatisfying(
                        Answer.Done.class,
                        done -> assertThat(done.order())
                                .extracting("standing", "bandwidthBps", "providerState", "orderId")
                                .containsExactly(Standing.IN_SERVICE, 100_000_000L, "active", "PO-1"));
    }

    static Stream<Arguments> garbage() {
        return Stream.of(
                Arguments.of("no JSON", "/productOrder", put(200, "<html>")),
                Arguments.of("half of it", "/productOrder", put(200, LIST.substring(0, 40))),
                Arguments.of("nothing", "/productOrder", put(200, "")),
                Arguments.of("no list", "/productOrder", put(200, "{}")),
                Arguments.of("depth", "/productOrder", put(200, "[".repeat(5000) + "]".repeat(5000))),
                Arguments.of("two megabytes", "/productOrder", put(200, "[" + " ".repeat(2 << 20) + "]")),
                Arguments.of("somebody else's order", "/productOrder", put(200, LIST.replace(LEG, "acme.other.1.1"))),
                Arguments.of("a leg whose id begins alike", "/productOrder", put(200, LIST.replace(LEG, LEG + "1"))),
                Arguments.of("a state of its own", "/productOrder", put(200, LIST.replace("completed", "maybe"))),
                Arguments.of("a fault of its own", "/productOrder", put(500, "{}")),
                Arguments.of("a way to elsewhere", "/productOrder", put(302, "{}")),
                Arguments.of("a wrong key", "/productOrder", put(401, "{\"code\":\"invalidCredentials\"}")),
                Arguments.of("a page that is not there", "/productOrder", put(404, "{\"code\":\"notFound\"}")),
                Arguments.of(
                        "an order it lists and does not know",
                        "/productOrder/PO-1",
                        put(404, "{\"code\":\"notFound\"}")),
                Arguments.of("another order", "/productOrder/PO-1", change("\"PO-1\"", "\"PO-2\"")),
                Arguments.of("an order over other links", "/productOrder/PO-1", change("\"link\"", "\"chain\"")),
                Arguments.of("an order without items", "/productOrder/PO-1", change("productOrderItem", "items")),
                Arguments.of("another product", "/productOrder/PO-1", change("access-eline", "internet")),
                Arguments.of("a date of its own", "/productOrder/PO-1", change("2026-01-01T", "2026-13-01T")),
                Arguments.of("an inventory without it", "/product", put(200, "[]")),
                Arguments.of("somebody else's product", "/product", change(LEG, "acme.other.1.1")),
                Arguments.of(
                        "a product it lists and does not know", "/product/P-1", put(404, "{\"code\":\"notFound\"}")),
                Arguments.of("a status of its own", "/product/P-1", change("active", "busy")),
                Arguments.of("a negative rate", "/product/P-1", change("100", "-100")),
                Arguments.of("half a bit", "/product/P-1", change("100", "0.0000001")),
                Arguments.of("a rate beyond all numbers", "/product/P-1", change("100", "1e400")),
                Arguments.of("a unit of its own", "/product/P-1", change("MBPS", "FURLONGS")),
                Arguments.of("no rate", "/product/P-1", change("cir", "eir")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("garbage")
    void anAnswerThatCannotBeBelievedIsNoAnswer(String name, String path, UnaryOperator<Reply> spoil) {
        replies.computeIfPresent(path, (_, good) -> spoil.apply(good));
        for (Verb verb : Verb.values()) {
            assertThat(ask(verb)).as(verb.name()).isInstanceOf(Answer.Unknown.class);
        }
    }

    /** What a seller says to an order, a qualification, or a quote. */
    @ParameterizedTest
    @EnumSource(
            value = Verb.class,
            names = {"RESERVE"})
    void noAnswerToAPurchaseIsBelievedByHalves(Verb verb) {
        replies.put("/productOrder", new Reply(200, "[]"));
        for (String body : List.of(
                "{}",
                "<html>",
                "{\"id\":\"1\",\"state\":\"inProgress\",\"productOfferingQualificationItem\":[]}",
                "{\"id\":\"1\",\"state\":\"done.ready\",\"productOfferingQualificationItem\":[]}",
                "{\"id\":\"1\",\"state\":\"done.ready\",\"productOfferingQualificationItem\":"
                        + "[{\"serviceabilityConfidence\":\"violet\"}]}")) {
            replies.put("/productOfferingQualification", new Reply(201, body));
            assertThat(ask(verb)).as(body).isInstanceOf(Answer.Unknown.class);
        }
        replies.put("/productOfferingQualification", new Reply(201, QUALIFIED));
        for (String body : List.of("{}", "[]", "{\"id\":\"1\",\"state\":\"maybe\"}")) {
            replies.put("/quote", new Reply(201, body));
            assertThat(ask(verb)).as(body).isInstanceOf(Answer.Unknown.class);
        }
    }

    /** It would be carried out after an opposite command that could no longer wait for it. */
    @Test
    void anOrderWhoseTurnComesTooLateIsNotSent() {
        replies.put("/productOrder", new Reply(200, "[]"));
        replies.put("/product", new Reply(200, "[]"));
        replies.put("/productOfferingQualification", new Reply(201, QUALIFIED));
        replies.put("/quote", new Reply(201, "{\"id\":\"1\",\"state\":\"approved.orderable\"}"));
        Duration life = Duration.ofMillis(1500);
        turns.addAll(Collections.nCopies(4, Duration.ofNanos(1)));
        turns.add(life.plusMillis(100));
        assertThat(ask(Verb.RESERVE, life))
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        unknown -> assertThat(unknown.cause()).as("%s", asked).contains("expired"));
        assertThat(asked)
                .containsExactly("GET/productOrder", "GET/product", "POST/productOfferingQualification", "POST/quote");
    }

    private Answer ask(Verb verb) {
        return ask(verb, Duration.ofSeconds(30));
    }

    private Answer ask(Verb verb, Duration life) {
        return adapter.carryOut(new Command(
                        verb,
                        LEG,
                        new Route("atlas", List.of("link")),
                        200_000_000,
                        1,
                        Instant.now().plus(life)))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private static UnaryOperator<Reply> put(int status, String body) {
        return _ -> new Reply(status, body);
    }

    private static UnaryOperator<Reply> change(String from, String to) {
        return good -> new Reply(good.status, good.body.replace(from, to));
    }
}
