package dev.braid.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.local.installation.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The simulated carriers, seen through their network API. */
public final class Carriers implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String url;
    private final String apiKey;

    public Carriers(Installation installation) {
        this.url = installation.simulatorUrl();
        this.apiKey = installation.simulatorApiKey();
    }

    /** An order that a carrier holds. */
    public record Order(String providerId, String clientReference, String state, long bandwidthBps) {}

    /** Raises the one-way latency of a link by so much, or back to normal with 0. */
    public void raiseLatency(String linkId, long extraLatencyUs) {
        send("PUT", "/faults/links/" + linkId, Map.of("extraLatencyUs", extraLatencyUs, "cut", false));
    }

    /** The carrier rejects so many of the next orders for more bandwidth. */
    public void rejectNext(String providerId, int orderCount) {
        send("PUT", "/faults/carriers/" + providerId, Map.of("rejectNext", orderCount));
    }

    /** The carrier answers nobody; who still waits is answered after the thaw. */
    public void freeze(String providerId) {
        send("PUT", "/faults/carriers/" + providerId, Map.of("frozen", true));
    }

    /** Takes every fault back. */
    public void clearFaults() {
        send("DELETE", "/faults", null);
    }

    /** The orders that the provider holds for us. */
    public List<Order> orders(String providerId) {
        JsonNode answer = send("GET", "/carriers/" + providerId + "/orders", null);
        List<Order> orders = new ArrayList<>();
        for (JsonNode order : answer.isArray() ? answer : answer.path("orders")) {
            orders.add(new Order(
                    providerId,
                    order.path("clientReference").asText(),
                    order.path("state").asText(),
                    order.path("bandwidthBps").asLong()));
        }
        return orders;
    }

    @Override
    public void close() {
        http.close();
    }

    private JsonNode send(String method, String path, Object body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(Duration.ofSeconds(10))
                    .header("X-Api-Key", apiKey)
                    .header("Content-Type", "application/json");
            request.method(
                    method,
                    body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body)));
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException("The simulator answered %s %s with %d: %s"
                        .formatted(method, path, response.statusCode(), response.body()));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("The simulator does not answer %s %s.".formatted(method, path), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the simulator was asked.", e);
        }
    }
}
