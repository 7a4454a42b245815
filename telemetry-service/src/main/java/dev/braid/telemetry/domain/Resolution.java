package dev.braid.telemetry.domain;

/** How finely the history is kept. Spans begin at whole multiples of their length since the epoch. */
public enum Resolution {
    /** One second: as the windows were. */
    SECOND(1),
    /** One minute, merged from its seconds. */
    MINUTE(60),
    /** One hour, merged from its minutes. */
    HOUR(3_600);

    private final long seconds;

    Resolution(long seconds) {
        this.seconds = seconds;
    }

    /** How long a span is. */
    public long lengthUs() {
        return seconds * 1_000_000;
    }

    /** Where the span that holds the moment starts. */
    public long startUs(long us) {
        return Math.floorDiv(us, lengthUs()) * lengthUs();
    }
}
