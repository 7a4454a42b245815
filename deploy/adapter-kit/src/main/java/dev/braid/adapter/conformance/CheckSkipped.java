package dev.braid.adapter.conformance;

/** A check cannot be tried here. */
final class CheckSkipped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CheckSkipped(String why) {
        super(why, null, false, false);
    }
}
