package dev.braid.path.guard;

/**
 * What one guard rail says of a move.
 *
 * @param stops whether it stops it
 * @param reason in words for an operator, with the figures
 */
public record Verdict(Rail rail, boolean stops, String reason) {
    /** The move may go on. */
    public static Verdict pass(Rail rail, String reason, Object... values) {
        return new Verdict(rail, false, reason.formatted(values));
    }

    /** The move is stopped. */
    public static Verdict stop(Rail rail, String reason, Object... values) {
        return new Verdict(rail, true, reason.formatted(values));
    }
}
