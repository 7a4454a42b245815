package dev.braid.adapter.server;

import dev.braid.adapter.Reason;

/** The command was not carried out, nothing has changed, and asking again does not help. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Say the value and the bound in the message, or what the provider said. */
    public Refused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
