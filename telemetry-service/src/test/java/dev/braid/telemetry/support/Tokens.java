package dev.braid.telemetry.support;

import dev.braid.embedded.EmbeddedStack;
import java.time.Duration;
import java.util.Set;

/** Bearer tokens of the callers in these tests. */
public final class Tokens {
    private static final Duration VALID = Duration.ofMinutes(10);

    private Tokens() {}

    public static String viewer(String tenantId) {
        return EmbeddedStack.issuer().token(tenantId, Set.of("tenant-viewer"), VALID);
    }

    public static String operator() {
        return EmbeddedStack.issuer().token(null, Set.of("operator"), VALID);
    }

    /** A provider that sends its own samples: its token's subject is {@code ID@local}. */
    public static String provider(String providerId) {
        return EmbeddedStack.issuer().token(providerId, Set.of("telemetry-source"), VALID);
    }

    /** A probe of ours: its token's subject is {@code operator@local}. */
    public static String probe() {
        return EmbeddedStack.issuer().token(null, Set.of("telemetry-source"), VALID);
    }
}
