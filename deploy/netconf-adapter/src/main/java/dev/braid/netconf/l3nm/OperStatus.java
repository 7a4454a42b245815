package dev.braid.netconf.l3nm;

import java.time.Instant;
import java.util.Optional;

/**
 * How a service operates, as far as its device tells.
 *
 * @param identity of RFC 9181 without its prefix; empty where the device tells none
 * @param since the last change, where that is told
 */
public record OperStatus(String identity, Optional<Instant> since) {
    /** The device says nothing of it. */
    public static final OperStatus UNTOLD = new OperStatus("", Optional.empty());

    /** Whether the device says that nothing flows. */
    public boolean isDown() {
        return identity.equals("op-down");
    }
}
