package dev.braid.lab.plan;

import java.io.Serial;

/** A lab file says something that cannot be built: which field, its value, and what it may be. */
public final class LabFileInvalid extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public LabFileInvalid(String message) {
        super(message);
    }
}
