package dev.braid.adapter.conformance;

/** The adapter does not keep a promise. */
final class CheckFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String seen;

    CheckFailed(String expected, String seen) {
        super("expected %s, saw %s".formatted(expected, seen), null, false, false);
        this.expected = expected;
        this.seen = seen;
    }

    String expected() {
        return expected;
    }

    String seen() {
        return seen;
    }
}
