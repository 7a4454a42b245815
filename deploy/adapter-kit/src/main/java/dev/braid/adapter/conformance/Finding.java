package dev.braid.adapter.conformance;

/**
 * What came of one check.
 *
 * @param promise what an adapter promises
 * @param expected of a failed check, what should have been
 * @param seen of a failed check, what was; of one that was left out or not finished, why
 */
public record Finding(String check, String promise, Result result, String expected, String seen, long tookMs) {

    /** How a check ends. */
    public enum Result {
        /** The adapter keeps the promise. */
        PASS,
        /** It does not. */
        FAIL,
        /** It was not tried. */
        SKIPPED,
        /** An order still waited for somebody when our patience was over: nothing can be said. */
        WAITING
    }
}
