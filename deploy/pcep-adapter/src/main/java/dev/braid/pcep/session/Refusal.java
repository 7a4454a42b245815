package dev.braid.pcep.session;

import dev.braid.pcep.wire.Message.Cause;

/** A router says no to a command. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Cause cause;

    Refusal(String routerId, Cause cause) {
        super("Router %s says %s.".formatted(routerId, cause));
        this.cause = cause;
    }

    /** In the words of the protocol. */
    public Cause cause() {
        return cause;
    }
}
