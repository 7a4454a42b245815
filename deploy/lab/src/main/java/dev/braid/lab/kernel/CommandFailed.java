package dev.braid.lab.kernel;

import java.io.Serial;

/** A program of the system said no, in its own words. */
public final class CommandFailed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public CommandFailed(String message) {
        super(message);
    }
}
