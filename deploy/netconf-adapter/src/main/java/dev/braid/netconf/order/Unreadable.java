package dev.braid.netconf.order;

import java.io.IOException;

/** Devices hold an order of ours that says too little to be written again: it can be read, and released. */
public final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    Unreadable(String reference, String what, String words) {
        super("Order '%s' does not say %s: %s.".formatted(reference, what, words));
    }
}
