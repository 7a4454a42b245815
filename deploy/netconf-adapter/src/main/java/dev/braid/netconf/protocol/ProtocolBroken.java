package dev.braid.netconf.protocol;

import java.io.IOException;

/** What came from the peer is not NETCONF, or not within the bounds; nothing that it meant is known. */
public final class ProtocolBroken extends IOException {
    private static final long serialVersionUID = 1L;

    public ProtocolBroken(String message) {
        super(message);
    }

    public ProtocolBroken(String message, Throwable cause) {
        super(message, cause);
    }
}
