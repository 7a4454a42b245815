package dev.braid.lab.kernel;

import java.io.Serial;

/** Who was told said no, in its own words, and did nothing. */
public final class CommandRefused extends CommandFailed {
    @Serial
    private static final long serialVersionUID = 1;

    public CommandRefused(String message) {
        super(message);
    }
}
