package dev.braid.provisioning.provider;

import java.io.IOException;

/** A provider answered, and the answer says nothing about the order: broken, too long, or a fault of its own. */
final class Trouble extends IOException {
    private static final long serialVersionUID = 1L;

    Trouble(String message) {
        super(message);
    }
}
