package dev.braid.path.engine.global;

/** Checks of numbers that came from outside: the message names the field, the value and the bound. */
final class Bounds {
    private Bounds() {}

    static long within(String field, long value, long least, long greatest) {
        if (value < least || value > greatest) {
            throw new IllegalArgumentException(
                    "%s is %d, not within %d to %d.".formatted(field, value, least, greatest));
        }
        return value;
    }

    static long within(String field, int index, long value, long least, long greatest) {
        if (value < least || value > greatest) {
            throw new IllegalArgumentException(
                    "%s[%d] is %d, not within %d to %d.".formatted(field, index, value, least, greatest));
        }
        return value;
    }

    static void sameLength(String field, int length, String other, int expected) {
        if (length != expected) {
            throw new IllegalArgumentException(
                    "%s has %d entries, and %s has %d.".formatted(field, length, other, expected));
        }
    }
}
