package dev.braid.intent.domain;

/** What a report about a connection means for its intent. */
public sealed interface Step {
    /** The tenant sees a difference: both are stored, and watchers are told. */
    record Moved(Intent intent, Connection connection) implements Step {}

    /** The tenant sees none: only the connection is stored. */
    record Noted(Connection connection) implements Step {}

    /** Older than what is known, or a repetition: nothing is stored. At-least-once delivery makes this normal. */
    record Ignored(String why) implements Step {}
}
