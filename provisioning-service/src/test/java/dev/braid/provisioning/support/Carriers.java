package dev.braid.provisioning.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** Several carriers behind one socket, each with an order book of its own and faults that can be switched. */
public final class Carriers {
    private static Carriers shared;

    private final Map<String, Carrier> carriers = new ConcurrentHashMap<>();
    private final List<String> log = new CopyOnWriteArrayList<>();

    /** An order as the carrier has it. */
    public record Kept(List<Object> linkIds, String state, long bandwidthBps, long revision) {
        public boolean living() {
            return !state.equals("CEASED");
        }

        Kept in(String next, long atRevision) {
            return new Kept(linkIds, next, bandwidthBps, atRevision);
        }

        public Kept at(long bps) {
            return new Kept(linkIds, state, bps, revision);
        }
    }

    /** What is answered instead of the truth. */
    public record Instead(int status, byte[] body, Map<String, String> headers) {
        public static Instead of(int status, String body) {
            return new Instead(status, body.getBytes(StandardCharsets.UTF_8), Map.of());
        }
    }

    /** One carrier. */
    public static final class Carrier {
        public final Map<String, Kept> orders = new ConcurrentHashMap<>();
        public volatile boolean frozen;
        public volatile boolean lies;
        /** Carries commands out and never says so. */
        public volatile boolean mute;

        /** Orders wait for people, who decide only when they are told to. */
        public volatile boolean manual;

        public volatile int rejectNext;
        public volatile Instead instead;

        /** Asked at each look: whether what was in service is only held from now on. */
        public volatile BooleanSupplier loses = () -> false;

        public void behave() {
            frozen = false;
            lies = false;
            mute = false;
            manual = false;
            rejectNext = 0;
            instead = null;
        }

        /** The people decide on all orders that wait for them: held, or ceased. */
        public void decideAll(String state) {
            orders.replaceAll((_, kept) -> kept.state.equals("PENDING") ? kept.in(state, kept.revision) : kept);
        }

        /** The living orders of one connection. */
        public List<Kept> living(String connectionId) {
            return orders.entrySet().stream()
                    .filter(it -> it.getKey().startsWith(connectionId + "."))
                    .map(Map.Entry::getValue)
                    .filter(Kept::living)
                    .toList();
        }
    }

    private record Said(int status, JsonObject body) {
        static Said no(int status, String code) {
            return new Said(status, new JsonObject().put("code", code).put("message", code.toLowerCase()));
        }
    }

    /** The carriers that the service under test is configured for. */
    public static synchronized Carriers shared() {
        if (shared == null) {
            shared = new Carriers();
            try {
                HttpServer server =
                        HttpServer.create(new InetSocketAddress("127.0.0.1", ProvisioningStack.carrierPort()), 0);
                server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
                server.createContext("/", shared::handle);
                server.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    public Carrier carrier(String providerId) {
        return carriers.computeIfAbsent(providerId, _ -> new Carrier());
    }

    /** The commands that carriers carried out for the connection, in their order: a verb and a carrier. */
    public List<String> log(String connectionId) {
        return log.stream()
                .filter(it -> it.contains(" " + connectionId + "."))
                .map(it -> it.substring(0, it.indexOf(' ', it.indexOf(' ') + 1)))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        Carrier carrier = carrier(path[2]);
        JsonObject body = new JsonObject();
        byte[] sent = exchange.getRequestBody().readAllBytes();
        if (sent.length > 0) {
            body = new JsonObject(new String(sent, StandardCharsets.UTF_8));
        }
        while (carrier.frozen) {
            pause();
        }
        if (!ProvisioningStack.API_KEY.equals(exchange.getRequestHeaders().getFirst("X-Api-Key"))) {
            answer(exchange, 401, new byte[0], Map.of());
            return;
        }
        Instead instead = carrier.instead;
        if (instead != null) {
            answer(exchange, instead.status, instead.body, instead.headers);
            return;
        }
        String[] target = path.length > 4 ? path[4].split(":") : new String[] {""};
        String verb = target.length > 1 ? target[1] : exchange.getRequestMethod();
        Said said = path.length > 4 ? decide(path[2], carrier, target[0], verb, body) : list(carrier);
        if (carrier.mute) {
            exchange.close();
            return;
        }
        answer(exchange, said.status, said.body.encode().getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private Said decide(String providerId, Carrier carrier, String reference, String verb, JsonObject body) {
        synchronized (carrier) {
            Kept kept = carrier.orders.get(reference);
            if (verb.equals("GET")) {
                if (kept != null && kept.state.equals("IN_SERVICE") && carrier.loses.getAsBoolean()) {
                    kept = kept.in("HELD", kept.revision);
                    carrier.orders.put(reference, kept);
                }
                return kept == null ? Said.no(404, "UNKNOWN_ORDER") : said(reference, kept);
            }
            long revision = body.getLong("revision");
            if (Instant.now().isAfter(Instant.parse(body.getString("notAfter")))) {
                return Said.no(410, "EXPIRED");
            }
            if (kept != null && revision < kept.revision) {
                return Said.no(409, "STALE_REVISION");
            }
            if (kept == null && !verb.equals("PUT")) {
                return carrier.lies ? lie(reference, verb, body) : Said.no(404, "UNKNOWN_ORDER");
            }
            Kept next =
                    switch (verb) {
                        case "PUT" ->
                            kept != null
                                    ? kept
                                    : new Kept(
                                            body.getJsonArray("linkIds").getList(),
                                            carrier.manual ? "PENDING" : "HELD",
                                            body.getLong("bandwidthBps"),
                                            revision);
                        case "activate" -> kept.in("IN_SERVICE", revision);
                        case "modify" -> kept.at(body.getLong("bandwidthBps")).in(kept.state, revision);
                        case "release" -> kept.in("CEASED", revision);
                        default -> throw new IllegalArgumentException(verb);
                    };
            if (kept != null && !kept.living() && !verb.equals("release")) {
                return Said.no(409, "CEASED");
            }
            boolean wantsMore = kept == null || next.bandwidthBps > kept.bandwidthBps;
            if (wantsMore && carrier.rejectNext > 0) {
                carrier.rejectNext--;
                return Said.no(422, "NO_CAPACITY");
            }
            if (carrier.lies) {
                return said(reference, next);
            }
            carrier.orders.put(reference, next);
            log.add("%s %s %s".formatted(verb, providerId, reference));
            return said(reference, next);
        }
    }

    private static Said lie(String reference, String verb, JsonObject body) {
        String state = verb.equals("release") ? "CEASED" : "IN_SERVICE";
        return said(reference, new Kept(List.of(), state, body.getLong("bandwidthBps", 1_000_000L), 1));
    }

    private static Said list(Carrier carrier) {
        List<Object> living = new ArrayList<>();
        carrier.orders.forEach((reference, kept) -> {
            if (kept.living()) {
                living.add(said(reference, kept).body);
            }
        });
        return new Said(200, new JsonObject().put("orders", new JsonArray(living)));
    }

    private static Said said(String reference, Kept kept) {
        JsonObject order = new JsonObject()
                .put("clientReference", reference)
                .put("orderId", "order/" + reference)
                .put("state", kept.state)
                .put("linkIds", new JsonArray(kept.linkIds))
                .put("bandwidthBps", kept.bandwidthBps)
                .put("revision", kept.revision);
        if (kept.state.equals("PENDING")) {
            order.put(
                    "pendingOn",
                    new JsonObject()
                            .put("party", "the night shift")
                            .put("reason", "a splice at sea")
                            .put("since", "2026-01-01T00:00:00Z")
                            .put("until", "2026-01-04T00:00:00Z"));
        }
        return new Said(200, order);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body, Map<String, String> headers)
            throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (var stream = exchange.getResponseBody()) {
            stream.write(body);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
