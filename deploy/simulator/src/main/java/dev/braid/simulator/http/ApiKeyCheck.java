package dev.braid.simulator.http;

import dev.braid.simulator.settings.SimulatorSettings;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets only those in who know the key of this installation. */
@Singleton
class ApiKeyCheck {

    private final byte[] expected;
    private final Refusals refusals;

    ApiKeyCheck(SimulatorSettings settings, Refusals refusals) {
        if (settings.apiKey().isBlank()) {
            throw new IllegalArgumentException("braid.simulator.api-key is blank; anybody could order.");
        }
        this.expected = digest(settings.apiKey());
        this.refusals = refusals;
    }

    @ServerRequestFilter(preMatching = true)
    Response check(ContainerRequestContext request) {
        String key = request.getHeaderString("X-Api-Key");
        // Digests are of one length and compared to the end: the time taken tells nothing about the key.
        return key != null && MessageDigest.isEqual(expected, digest(key)) ? null : refusals.unauthenticated();
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
