package dev.braid.provisioning.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.braid.api.adapter.v1.ProviderFault;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * Stands between an adapter and the simulator and lets each call through as well or as badly as was arranged. Silence is a
 * connection that breaks where nothing was done, and one on which nothing ever comes where it was.
 */
final class FaultyDoor implements AutoCloseable {
    private static final String SONATA = "/mefApi/sonata/";
    /** Longer than an adapter here waits. */
    private static final long SILENCE_MS = 1_000;
    /** Until the connection is gone. */
    private static final long BREAK_MS = 50;

    private final SimulatorProcess simulator;
    private final String providerId;
    private final HttpServer server;
    private ProviderFault fault = ProviderFault.PROVIDER_FAULT_UNSPECIFIED;
    private int calls;
    private volatile CountDownLatch held;

    FaultyDoor(SimulatorProcess simulator, String providerId) throws IOException {
        this.simulator = simulator;
        this.providerId = providerId;
        this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized void arrange(ProviderFault how, int callCount) {
        fault = how;
        calls = callCount;
    }

    /** The next call waits at the door until the latch opens. */
    CountDownLatch holdNext() {
        held = new CountDownLatch(1);
        return held;
    }

    private synchronized ProviderFault next() {
        if (calls == 0) {
            return ProviderFault.PROVIDER_FAULT_UNSPECIFIED;
        }
        calls--;
        return fault;
    }

    private void pass(HttpExchange exchange) throws IOException {
        try {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            CountDownLatch latch = held;
            held = null;
            if (latch != null) {
                latch.await();
            }
            boolean command = !exchange.getRequestMethod().equals("GET");
            boolean sonata = exchange.getRequestURI().getPath().contains(SONATA);
            if (sonata && fault != ProviderFault.PROVIDER_FAULT_GARBAGE && !decisive(exchange)) {
                answer(exchange, "", body);
                return;
            }
            switch (next()) {
                case PROVIDER_FAULT_SILENT_BEFORE -> silent(exchange, BREAK_MS);
                case PROVIDER_FAULT_SILENT_AFTER -> {
                    forward(exchange, body);
                    silent(exchange, SILENCE_MS);
                }
                case PROVIDER_FAULT_GARBAGE -> answer(exchange, 200, "{\"orders\":7,\"state\":");
                case PROVIDER_FAULT_REFUSES -> {
                    if (sonata) {
                        answer(exchange, 422, "[{\"code\":\"otherIssue\",\"reason\":\"not today\"}]");
                    } else if (!command || asksForBandwidth(exchange)) {
                        answer(exchange, command ? "\"rejectNext\":1" : "", body);
                    } else {
                        answer(exchange, 422, "{\"code\":\"REJECTED\",\"message\":\"not today\"}");
                    }
                }
                case PROVIDER_FAULT_LIES -> answer(exchange, command ? "\"lie\":true" : "", body);
                case PROVIDER_FAULT_UNSPECIFIED, UNRECOGNIZED -> answer(exchange, "", body);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Of the requests that one command of a buyer takes, that which has an effect. */
    private static boolean decisive(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("POST")
                && exchange.getRequestURI().getPath().contains("/productOrderingManagement/");
    }

    /** All that the simulator itself can be made to refuse. */
    private static boolean asksForBandwidth(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return !path.endsWith(":activate") && !path.endsWith(":release");
    }

    private static void silent(HttpExchange exchange, long millis) throws InterruptedException {
        Thread.sleep(millis);
        exchange.close();
    }

    private HttpResponse<String> forward(HttpExchange exchange, String body) throws IOException, InterruptedException {
        return simulator.send(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), body);
    }

    private void answer(HttpExchange exchange, String simulatorFault, String body)
            throws IOException, InterruptedException {
        String faults = "/faults/carriers/" + providerId;
        if (!simulatorFault.isEmpty()) {
            simulator.send("PUT", faults, "{%s}".formatted(simulatorFault));
        }
        HttpResponse<String> response = forward(exchange, body);
        if (!simulatorFault.isEmpty()) {
            simulator.send("PUT", faults, "{}");
        }
        answer(exchange, response.statusCode(), response.body());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var stream = exchange.getResponseBody()) {
            stream.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
