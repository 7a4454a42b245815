package dev.braid.local.process;

/** Why the system does not come up, in one line that says what to do. */
public final class UpFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UpFailed(String message) {
        super(message);
    }

    public UpFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
