package dev.braid.path.planning;

/** This replica is not the writer any more, or cannot be sure to be. What it holds in memory is worth nothing. */
final class SteppedDown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SteppedDown(String message, Throwable cause) {
        super(message, cause);
    }
}
