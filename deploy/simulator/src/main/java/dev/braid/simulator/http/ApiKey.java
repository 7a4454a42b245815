package dev.braid.simulator.http;

import dev.braid.simulator.settings.SimulatorSettings;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The key of this installation, known by its digest only. Without a key nothing starts. */
@Startup
@ApplicationScoped
class ApiKey {

    private final byte[] expected;

    ApiKey(SimulatorSettings settings) {
        if (settings.apiKey().isBlank()) {
            throw new IllegalArgumentException("braid.simulator.api-key is blank; anybody could order.");
        }
        this.expected = digest(settings.apiKey());
    }

    /** Digests are of one length and compared to the end: the time taken tells nothing about the key. */
    boolean is(String offered) {
        return offered != null && MessageDigest.isEqual(expected, digest(offered));
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
