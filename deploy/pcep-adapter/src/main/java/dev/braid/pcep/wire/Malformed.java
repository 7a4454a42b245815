package dev.braid.pcep.wire;

import java.io.IOException;

/** What a peer sent is no PCEP; nothing after it can be trusted. */
public final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
        super(message);
    }
}
