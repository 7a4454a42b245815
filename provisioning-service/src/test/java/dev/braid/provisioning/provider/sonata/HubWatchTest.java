package dev.braid.provisioning.provider.sonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.braid.embedded.FreePort;
import dev.braid.provisioning.support.ProvisioningStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a seller tells over its hub, and what strangers try to tell. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class HubWatchTest {
    private static final String EVENT = "{\"eventId\":\"1\",\"eventTime\":\"2026-01-01T00:00:00Z\","
            + "\"eventType\":\"productOrderStateChangeEvent\",\"event\":{\"id\":\"%s\"}}";
    private static final String RESOURCE =
            "/mefApi/sonata/productOrderingNotification/v10/listener/productOrderStateChangeEvent";
    private static final String NOT_FOUND = "{\"code\":\"notFound\",\"reason\":\"no\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_WAITING = 256;

    private final HttpClient client = HttpClient.newHttpClient();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BlockingQueue<String> legs = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> registrations = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> takenBack = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Map<String, String> orders = new ConcurrentHashMap<>(
            Map.of("PO-1", "acme.web.1.1", "PO-2", "acme.web.1.2~m.3.200.1", "PO-3", "somebody else's"));
    private HttpServer seller;
    private SonataListener listener;
    private HubWatch hub;
    private Cancellable watch;
    private volatile int registered = 201;
    private volatile int known = 200;
    private final Semaphore asked = new Semaphore(0);
    private volatile CountDownLatch looks = new CountDownLatch(0);

    @BeforeEach
    void open() throws IOException {
        seller = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        seller.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        seller.createContext("/", this::sell);
        seller.start();
        int port = FreePort.find();
        listener = SonataListener.open(meters, settings("http://127.0.0.1:%d/notices".formatted(port), port))
                .orElseThrow();
        SellerApi api = new SellerApi(
                request -> Uni.createFrom()
                        .completionStage(() -> client.sendAsync(request.get(), BodyHandlers.ofByteArray())),
                "http://127.0.0.1:" + seller.getAddress().getPort(),
                Optional.empty(),
                PATIENCE);
        hub = new HubWatch(api, listener, "atlas", Duration.ofMillis(50));
    }

    @AfterEach
    void close() {
        looks.countDown();
        if (watch != null) {
            watch.cancel();
        }
        listener.close();
        seller.stop(0);
        client.shutdownNow();
    }

    @Test
    void aNotificationLeadsToALookAtItsOrderAndTheOrderNamesTheLeg() throws Exception {
        String callback = watch();

        assertThat(tell(callback, "PO-1")).isEqualTo(204);
        assertThat(tell(callback, "PO-2")).isEqualTo(204);

        assertThat(next()).isEqualTo("acme.web.1.1");
        assertThat(next()).isEqualTo("acme.web.1.2");
    }

    @Test
    void whatANotificationSaysBesideTheIdIsNotRead() throws Exception {
        String callback = watch();

        post(callback + RESOURCE, EVENT.formatted("PO-7").replace("\"id\"", "\"externalId\":\"acme.web.9.9\",\"id\""));
        post(callback + RESOURCE, EVENT.formatted("PO-1").replace("\"id\"", "\"state\":\"rejected\",\"id\""));

        assertThat(next()).isEqualTo("acme.web.1.1");
        assertThat(legs).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "{\"eventType\":\"productOrderStateChangeEvent\"}",
                "{\"eventType\":\"productOrderStateChangeEvent\",\"event\":{\"id\":7}}",
                "{\"eventType\":\"productOrderStateChangeEvent\",\"event\":{\"id\":\"\"}}",
                "{\"eventType\":\"productOrderErrorEvent\",\"event\":{\"id\":\"PO-1\"}}"
            })
    void whatCannotBeReadIsRefusedAndCounted(String body) throws Exception {
        String callback = watch();

        assertThat(post(callback + RESOURCE, body)).isEqualTo(400);

        assertThat(count("atlas", "invalid")).isEqualTo(1);
        assertThat(tell(callback, "PO-1")).isEqualTo(204);
        assertThat(next()).isEqualTo("acme.web.1.1");
    }

    @Test
    void whatIsTooLongIsRefusedAndNotRead() throws Exception {
        String callback = watch();

        assertThat(post(callback + RESOURCE, "[".repeat(16_000) + "]".repeat(16_000)))
                .isEqualTo(413);
        assertThat(post(callback + RESOURCE, "[".repeat(8_000) + "]".repeat(8_000)))
                .isEqualTo(400);
        assertThat(tell(callback, "P".repeat(201))).isEqualTo(400);

        assertThat(count("atlas", "invalid")).isEqualTo(3);
    }

    @Test
    void nobodyTellsAnythingWithoutTheSecretPath() throws Exception {
        String callback = watch();
        String root = callback.substring(0, callback.lastIndexOf('/'));
        String other = listener.callback("borea");

        for (String path : new String[] {
            root,
            root + "/",
            root + "/guess",
            callback.substring(0, callback.length() - 1),
            callback + "x",
            root + other.substring(other.lastIndexOf('/')),
            callback.replace("/notices", ""),
            callback.replace("/atlas/", "/atlas%2F/")
        }) {
            assertThat(tell(path, "PO-1")).as(path).isEqualTo(404);
        }
        assertThat(status(
                        HttpRequest.newBuilder(URI.create(callback + RESOURCE)).GET()))
                .isEqualTo(404);
        assertThat(post(callback, EVENT.formatted("PO-1"))).isEqualTo(404);
        assertThat(raw(callback, "POST /notices/%zz/guess" + RESOURCE + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ");

        assertThat(count("nobody", "unauthenticated")).isEqualTo(11);
        assertThat(tell(callback, "PO-2")).isEqualTo(204);
        assertThat(next()).isEqualTo("acme.web.1.2");
    }

    @Test
    void aFloodWaitsWithinBoundsAndEachOrderOnce() throws Exception {
        String callback = watch();
        looks = new CountDownLatch(1);
        tell(callback, "PO-1");
        for (int i = 0; i < MOST_WAITING; i++) {
            assertThat(tell(callback, "flood-" + i)).isEqualTo(204);
        }
        assertThat(tell(callback, "flood-7")).isEqualTo(204);
        assertThat(tell(callback, "PO-2")).isEqualTo(503);
        assertThat(count("atlas", "dropped")).isEqualTo(1);

        looks.countDown();
        assertThat(next()).isEqualTo("acme.web.1.1");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410})
    void itEndsWhenTheSellerHasForgottenIt(int status) throws Exception {
        String callback = watch();
        known = status;

        assertThatThrownBy(() -> end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("The seller has forgotten that we listen.");
        assertThat(tell(callback, "PO-1")).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 408, 429, 500, 503})
    void itGoesOnWhileTheSellerDoesNotSay(int status) throws Exception {
        String callback = watch();
        known = status;

        asked.acquire(3);
        assertThat(end).isNotDone();
        assertThat(tell(callback, "PO-1")).isEqualTo(204);
    }

    @Test
    void whoListensNoMoreTakesItBack() throws Exception {
        String callback = watch();

        watch.cancel();

        assertThat(takenBack.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("/hub/S-1");
        assertThat(tell(callback, "PO-1")).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 422, 501})
    void aSellerThatDoesNotRegisterUsIsTriedAgainAtEverySecondTime(int status) {
        registered = status;
        assertThat(hub.offered()).isTrue();
        watch = hub.changes().subscribe().with(legs::add, end::completeExceptionally);
        assertThatThrownBy(() -> end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class);

        assertThat(hub.offered()).isFalse();
        assertThat(hub.offered()).isTrue();
    }

    @Test
    void aListenerThatCouldNotBeMeantStopsTheStart() {
        assertThat(SonataListener.open(meters, settings(null, 0))).isEmpty();
        assertThatThrownBy(() -> SonataListener.open(meters, settings("ftp://sellers.example", 0)))
                .hasMessageContaining("listener.url")
                .hasMessageContaining("ftp://sellers.example");
        assertThatThrownBy(() -> SonataListener.open(meters, settings("http://127.0.0.1", 0, "short")))
                .hasMessageContaining("listener.secret has 5 characters; 32 are the least");
        assertThatThrownBy(() -> SonataListener.open(meters, settings("http://127.0.0.1", 0, null)))
                .hasMessageContaining("needs a secret");
        URI taken = URI.create(listener.callback("atlas"));
        assertThatThrownBy(() -> SonataListener.open(meters, settings("http://127.0.0.1", taken.getPort())))
                .hasMessageContaining("127.0.0.1:" + taken.getPort());
    }

    /** Begins, and says where the seller was told to tell. */
    private String watch() throws InterruptedException {
        watch = hub.changes().subscribe().with(legs::add, end::completeExceptionally);
        JsonObject registration = new JsonObject(registrations.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertThat(registration.getString("query")).isEqualTo("eventType=productOrderStateChangeEvent");
        return registration.getString("callback");
    }

    private String next() throws InterruptedException {
        return legs.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private double count(String providerId, String outcome) {
        return meters.counter("braid.sonata.notices", "provider", providerId, "outcome", outcome)
                .count();
    }

    /** What no client would send. */
    private static String raw(String callback, String request) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(callback).getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private int tell(String callback, String orderId) throws IOException, InterruptedException {
        return post(callback + RESOURCE, EVENT.formatted(orderId));
    }

    private int post(String url, String body) throws IOException, InterruptedException {
        return status(HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body)));
    }

    private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private void sell(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replace(SellerApi.ORDERING, "");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (exchange.getRequestMethod() + " " + path.replaceAll("(/\\w+)/.*", "$1/")) {
            case "POST /hub" -> {
                answer(exchange, registered, registered == 201 ? "{\"id\":\"S-1\"}" : NOT_FOUND);
                registrations.add(body);
            }
            case "GET /hub/" -> {
                answer(exchange, known, known == 200 ? "{\"id\":\"S-1\"}" : NOT_FOUND);
                asked.release();
            }
            case "DELETE /hub/" -> {
                takenBack.add(path);
                answer(exchange, 204, "");
            }
            case "GET /productOrder/" -> {
                try {
                    looks.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                String id = path.substring(path.lastIndexOf('/') + 1);
                String leg = orders.get(id);
                answer(
                        exchange,
                        leg == null ? 404 : 200,
                        leg == null ? NOT_FOUND : "{\"id\":\"%s\",\"externalId\":\"%s\"}".formatted(id, leg));
            }
            default -> answer(exchange, 400, "{}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var stream = exchange.getResponseBody()) {
            stream.write(bytes);
        }
    }

    private static SonataSettings.Listener settings(String url, int port) {
        return settings(url, port, "a secret of the test, long enough to be one");
    }

    private static SonataSettings.Listener settings(String url, int port, String secret) {
        return new SonataSettings.Listener() {
            @Override
            public Optional<URI> url() {
                return Optional.ofNullable(url).map(URI::create);
            }

            @Override
            public Optional<String> secret() {
                return Optional.ofNullable(secret);
            }

            @Override
            public String host() {
                return "127.0.0.1";
            }

            @Override
            public int port() {
                return port;
            }

            @Override
            public Duration check() {
                return Duration.ofMinutes(5);
            }
        };
    }
}
