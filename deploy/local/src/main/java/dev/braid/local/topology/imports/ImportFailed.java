package dev.braid.local.topology.imports;

/** A file that cannot be imported; the message is one line that says where and why. */
public final class ImportFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImportFailed(String message) {
        super(message);
    }

    ImportFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
