package dev.braid.provisioning.provider.sonata;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Takes in what sellers tell of their orders. Each has a path of its own that nobody else knows; what comes there is a hint
 * and nothing more, so that whoever learns the path can make us look too often, and that is bounded.
 */
public final class SonataListener implements AutoCloseable {
    static final String EVENT_TYPE = "productOrderStateChangeEvent";
    private static final String RESOURCE = "/mefApi/sonata/productOrderingNotification/v10/listener/" + EVENT_TYPE;
    private static final int MOST_OCTETS = 16_384;
    private static final int MOST_ORDER_ID = 200;
    private static final int MOST_CONNECTIONS = 256;
    private static final int MOST_IDLE_SECONDS = 10;
    private static final long LONGEST_OPENING_SECONDS = 10;
    private static final long LONGEST_CONNECTION_MS = 60_000;

    private final Vertx vertx;
    private final MeterRegistry meters;
    private final String url;
    private final String root;
    private final SecretPaths paths;
    private final HttpServer server;
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<String, Predicate<String>> ears = new ConcurrentHashMap<>();

    private SonataListener(MeterRegistry meters, URI url, String secret, String host, int port) {
        this.meters = meters;
        this.url = url.toString().replaceAll("/+$", "");
        this.root = URI.create(this.url).getRawPath();
        this.paths = SecretPaths.of(secret);
        // Not the service's own: its metrics bear only one kind of HTTP server.
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeout(MOST_IDLE_SECONDS)
                .setHttp2ClearTextEnabled(false));
    }

    /** Listens where the configuration says so. */
    public static Optional<SonataListener> open(MeterRegistry meters, SonataSettings.Listener settings) {
        if (settings.url().isEmpty()) {
            return Optional.empty();
        }
        check(settings.url().get());
        String secret = settings.secret()
                .orElseThrow(() -> new IllegalArgumentException(
                        "braid.provisioning.sonata.listener.url needs a secret beside it (.secret)."));
        SonataListener listener =
                new SonataListener(meters, settings.url().get(), secret, settings.host(), settings.port());
        try {
            listener.server
                    .connectionHandler(listener::connected)
                    .requestHandler(listener::take)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(LONGEST_OPENING_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            listener.close();
            throw new IllegalStateException(
                    "Nobody can listen to sellers at %s:%d.".formatted(settings.host(), settings.port()), e);
        }
        return Optional.of(listener);
    }

    private static void check(URI url) {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
            throw new IllegalArgumentException(
                    "braid.provisioning.sonata.listener.url (%s) must be http or https with a host, without user and query."
                            .formatted(url));
        }
    }

    /** Where that seller's notifications go; the same in every replica, and a secret. */
    String callback(String providerId) {
        return url + paths.path(providerId);
    }

    /** From now on ids of orders that the seller tells of go to that ear, which says whether it has room. */
    void hear(String providerId, Predicate<String> ear) {
        ears.put(providerId, ear);
    }

    /** Nobody cares any more what the seller tells. */
    void ignore(String providerId, Predicate<String> ear) {
        ears.remove(providerId, ear);
    }

    private void connected(HttpConnection connection) {
        boolean tooMany = connections.incrementAndGet() > MOST_CONNECTIONS;
        long end = vertx.setTimer(LONGEST_CONNECTION_MS, _ -> connection.close());
        connection.closeHandler(_ -> {
            vertx.cancelTimer(end);
            connections.decrementAndGet();
        });
        if (tooMany) {
            count("nobody", "too many connections");
            connection.close();
        }
    }

    private void take(HttpServerRequest request) {
        Optional<String> teller = teller(request);
        if (teller.isEmpty()) {
            refuse(request, 404, "nobody", "unauthenticated");
            return;
        }
        Buffer body = Buffer.buffer();
        request.handler(octets -> {
            if (request.response().ended()) {
                return;
            }
            if (body.length() + octets.length() > MOST_OCTETS) {
                refuse(request, 413, teller.get(), "invalid");
            } else {
                body.appendBuffer(octets);
            }
        });
        request.endHandler(_ -> {
            if (!request.response().ended()) {
                heard(request, teller.get(), body);
            }
        });
    }

    private void heard(HttpServerRequest request, String providerId, Buffer body) {
        String orderId;
        try {
            orderId = orderId(body.getBytes());
        } catch (SonataTrouble unreadable) {
            refuse(request, 400, providerId, "invalid");
            return;
        }
        Predicate<String> ear = ears.get(providerId);
        if (ear == null || !ear.test(orderId)) {
            refuse(request, 503, providerId, "dropped");
            return;
        }
        count(providerId, "taken");
        request.response().setStatusCode(204).end();
    }

    private static String orderId(byte[] body) {
        JsonNode notification = SellerReading.tree(body);
        if (!SellerReading.text(notification, "eventType").equals(EVENT_TYPE)) {
            throw new SonataTrouble("The event is none that we have asked for.");
        }
        String id = SellerReading.text(notification.path("event"), "id");
        if (id.length() > MOST_ORDER_ID) {
            throw new SonataTrouble("The order id has %d characters.".formatted(id.length()));
        }
        return id;
    }

    /** The seller whose path it is. */
    private Optional<String> teller(HttpServerRequest request) {
        String path = request.path();
        boolean ours = request.method() == HttpMethod.POST
                && path != null
                && path.startsWith(root)
                && path.endsWith(RESOURCE)
                && path.length() > root.length() + RESOURCE.length();
        return ours ? paths.owner(path.substring(root.length(), path.length() - RESOURCE.length())) : Optional.empty();
    }

    private void refuse(HttpServerRequest request, int status, String providerId, String outcome) {
        count(providerId, outcome);
        request.response()
                .setStatusCode(status)
                .putHeader("Connection", "close")
                .end()
                .onComplete(_ -> request.connection().close());
    }

    private void count(String providerId, String outcome) {
        meters.counter("braid.sonata.notices", "provider", providerId, "outcome", outcome)
                .increment();
    }

    @Override
    public void close() {
        vertx.close();
    }
}
