package dev.braid.provisioning.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** The seller of the simulator with lists that are behind: some of what is there does not stand in them. */
final class LaggingSeller implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SimulatorProcess simulator;
    private final HttpServer server;
    private volatile Predicate<String> listed = _ -> true;
    private volatile Predicate<String> inventoried = _ -> true;

    LaggingSeller(SimulatorProcess simulator) throws IOException {
        this.simulator = simulator;
        this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Lists only orders of such ids from now on. */
    void list(Predicate<String> orderIds) {
        listed = orderIds;
    }

    /** Shows only products of such orders in the list of the inventory from now on. */
    void inventory(Predicate<String> orderIds) {
        inventoried = orderIds;
    }

    private void pass(HttpExchange exchange) throws IOException {
        try {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            HttpResponse<String> response = simulator.send(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), body);
            byte[] bytes = shown(exchange, response.body()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(response.statusCode(), bytes.length);
            try (var stream = exchange.getResponseBody()) {
                stream.write(bytes);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private String shown(HttpExchange exchange, String body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!exchange.getRequestMethod().equals("GET")) {
            return body;
        }
        if (path.endsWith("/productOrder")) {
            return only(body, order -> listed.test(order.path("id").asText()));
        }
        return path.endsWith("/product")
                ? only(
                        body,
                        product -> inventoried.test(
                                product.at("/productOrderItem/0/productOrderId").asText()))
                : body;
    }

    private static String only(String list, Predicate<JsonNode> which) throws IOException {
        ArrayNode left = JSON.createArrayNode();
        for (JsonNode node : JSON.readTree(list)) {
            if (which.test(node)) {
                left.add(node);
            }
        }
        return left.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
