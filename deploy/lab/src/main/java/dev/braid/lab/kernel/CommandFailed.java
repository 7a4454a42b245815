package dev.braid.lab.kernel;

import java.io.Serial;

/** Nobody knows whether a command was carried out, but where it is a refusal. */
public sealed class CommandFailed extends RuntimeException permits CommandRefused {
    @Serial
    private static final long serialVersionUID = 1;

    public CommandFailed(String message) {
        super(message);
    }
}
