package dev.braid.platform.events;

/** A record that no repetition will make readable. It belongs into the dead-letter topic. */
public final class UnreadableEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What is wrong, in a form that can be counted. */
    public enum Reason {
        /** The record has no key. */
        KEY_MISSING,
        /** The value is not a message of the topic's type. */
        MALFORMED,
        /** The message breaks a rule of its contract. */
        INVALID,
        /** The message was read and cannot be processed, now or later. */
        REFUSED
    }

    public UnreadableEvent(Reason reason, String message) {
        super(reason + ": " + message, null, false, false);
        this.reason = reason;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }
}
