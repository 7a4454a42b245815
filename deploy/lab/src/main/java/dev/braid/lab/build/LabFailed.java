package dev.braid.lab.build;

import java.io.Serial;

/** The lab does not do what was asked, for a reason that a person can do something about. */
public final class LabFailed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public LabFailed(String message) {
        super(message);
    }
}
