package dev.braid.local.command;

/** The suite cannot be run as it was asked for; nothing was ordered. */
public final class CannotVerify extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotVerify(String message) {
        super(message);
    }
}
