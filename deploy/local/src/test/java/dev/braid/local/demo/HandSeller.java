package dev.braid.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.local.installation.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** A simulated carrier that sells through LSO Sonata and works by hand: its books of product orders, and its people. */
final class HandSeller {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String ORDERS = "/mefApi/sonata/productOrderingManagement/v10/productOrder";

    private final String url;
    private final String apiKey;

    HandSeller(Installation installation, String carrier) {
        url = "%s/carriers/%s".formatted(installation.simulatorUrl(), carrier);
        apiKey = installation.simulatorApiKey();
    }

    /** A product order as the seller keeps it. */
    record ProductOrder(String id, String state) {
        boolean open() {
            return state.equals("acknowledged") || state.equals("inProgress");
        }
    }

    /** Every product order there ever was for a leg. */
    List<ProductOrder> productOrders(String legId) {
        List<ProductOrder> orders = new ArrayList<>();
        for (JsonNode order : send("GET", ORDERS + "?projectId=" + legId)) {
            orders.add(new ProductOrder(
                    order.path("id").asText(), order.path("state").asText()));
        }
        return orders;
    }

    /** Somebody looks at the order and says yes. */
    void accept(ProductOrder order) {
        send("POST", "/people/%s:accept".formatted(order.id()));
    }

    /** Somebody looks at the order and says no, in these words. */
    void reject(ProductOrder order, String reason) {
        send("POST", "/people/%s:reject?reason=%s".formatted(order.id(), URLEncoder.encode(reason, UTF_8)));
    }

    private JsonNode send(String method, String path) {
        try {
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(URI.create(url + path))
                            .method(method, BodyPublishers.noBody())
                            .header("X-Api-Key", apiKey)
                            .build(),
                    BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new AssertionError("%s %s: %s".formatted(method, path, response.body()));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
