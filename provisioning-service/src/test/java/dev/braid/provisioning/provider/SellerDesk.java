package dev.braid.provisioning.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Instant;

/** A look behind the sellers of the simulator, and a hand on what is wrong with them. */
record SellerDesk(SimulatorProcess simulator) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    record Answer(int status, JsonNode body) {
        String text(String field) {
            return body.path(field).asText();
        }
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    void faults(String path, String body) {
        send("PUT", "/faults/" + path, body);
    }

    void mend() {
        send("DELETE", "/faults", "");
    }

    /** Ends an order behind the back of whoever bought it. */
    void release(String providerId, String reference) {
        send(
                "POST",
                "/carriers/%s/orders/%s:release".formatted(providerId, reference),
                "{\"revision\":5,\"notAfter\":\"%s\"}".formatted(Instant.now().plusSeconds(10)));
    }

    Answer send(String method, String path, String body) {
        try {
            HttpResponse<String> response = simulator.send(method, path, body);
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
