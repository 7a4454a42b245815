package dev.braid.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Speaks to the simulator as a customer would: plain HTTP, nothing of the server's own code. */
final class Customer {

    static final String KEY = "a-key-for-tests";
    static final List<String> LON_PAR = List.of("atlas-lon-par-1");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI base;

    Customer(URI base) {
        this.base = base;
    }

    record Answer(int status, JsonNode body, String contentType) {
        String text(String field) {
            return body.path(field).asText();
        }
    }

    Answer reserve(String reference, List<String> links, long bandwidthBps, long revision) {
        return send("PUT", orders(reference), reservation(links, Long.toString(bandwidthBps), revision));
    }

    Answer activate(String reference, long revision) {
        return send("POST", orders(reference) + ":activate", step(revision));
    }

    Answer modify(String reference, long bandwidthBps, long revision) {
        return send(
                "POST",
                orders(reference) + ":modify",
                "{\"bandwidthBps\":%d,\"revision\":%d,\"notAfter\":\"%s\"}".formatted(bandwidthBps, revision, soon()));
    }

    Answer release(String reference, long revision) {
        return send("POST", orders(reference) + ":release", step(revision));
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer order(String reference) {
        return get(orders(reference));
    }

    Answer faults(String path, String body) {
        return send("PUT", "/faults/" + path, body);
    }

    Answer mend() {
        return send("DELETE", "/faults", "");
    }

    Answer send(String method, String path, String body) {
        return send(method, path, body, KEY, Duration.ofSeconds(20));
    }

    Answer send(String method, String path, String body, String key, Duration patience) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(patience)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (key != null) {
            request.header("X-Api-Key", key);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    MAPPER.readTree(response.body()),
                    response.headers().firstValue("Content-Type").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String orders(String reference) {
        return "/carriers/atlas/orders/" + reference;
    }

    static String reservation(List<String> links, String bandwidth, long revision) {
        return "{\"linkIds\":[\"%s\"],\"bandwidthBps\":%s,\"revision\":%d,\"notAfter\":\"%s\"}"
                .formatted(String.join("\",\"", links), bandwidth, revision, soon());
    }

    static String step(long revision) {
        return "{\"revision\":%d,\"notAfter\":\"%s\"}".formatted(revision, soon());
    }

    static String soon() {
        return Instant.now().plusSeconds(10).toString();
    }
}
