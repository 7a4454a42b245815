package dev.braid.local.topology.imports;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** One field of a file: reads numbers within their bounds, and fails with file, line and name. */
record Field(Source source, int line, String name) {
    static final long MAX_CAPACITY_BPS = 1_000_000_000_000_000L;
    static final long MAX_LATENCY_US = 10_000_000;

    // Java alone would take "1d", "0x1p3" and "NaN" too.
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:[0-9]{1,400}(?:\\.[0-9]{0,400})?|\\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})?");

    ImportFailed failure(String problem) {
        return source.failure(line, name, problem);
    }

    /** A finite number in decimal or scientific notation. */
    double decimal(String text) {
        String trimmed = text.strip();
        if (!DECIMAL.matcher(trimmed).matches()) {
            throw failure("'%s' is not a number.".formatted(Source.quoted(trimmed)));
        }
        double value = Double.parseDouble(trimmed);
        if (Double.isInfinite(value)) {
            throw failure("'%s' is too large a number.".formatted(Source.quoted(trimmed)));
        }
        return value;
    }

    /** A whole number from 0 to the bound. */
    long whole(String text, long most) {
        double value = decimal(text);
        if (value < 0 || value > most || value != Math.rint(value)) {
            throw failure("'%s' is not a whole number from 0 to %d.".formatted(Source.quoted(text), most));
        }
        return (long) value;
    }

    double within(String text, double most) {
        double value = decimal(text);
        if (Math.abs(value) > most) {
            throw failure("%s is not within ±%.0f degrees.".formatted(Source.quoted(text.strip()), most));
        }
        return value;
    }

    /** Bits per second; zero says that nothing is known. */
    OptionalLong capacityBps(double bps) {
        if (!(bps >= 0)) {
            throw failure("a capacity of %s bit/s is negative.".formatted(bps));
        }
        if (bps > MAX_CAPACITY_BPS) {
            throw failure("a capacity of %s bit/s is more than %d.".formatted(bps, MAX_CAPACITY_BPS));
        }
        return bps == 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(1, Math.round(bps)));
    }

    /** Microseconds, at least one. */
    OptionalLong latencyUs(double us) {
        if (!(us >= 0)) {
            throw failure("a latency of %s us is negative.".formatted(us));
        }
        if (us > MAX_LATENCY_US) {
            throw failure("a latency of %s us is more than %d.".formatted(us, MAX_LATENCY_US));
        }
        return OptionalLong.of(Math.max(1, (long) Math.ceil(us)));
    }
}
