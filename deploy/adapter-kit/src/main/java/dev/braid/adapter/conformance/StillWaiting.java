package dev.braid.adapter.conformance;

/** A check cannot be finished: somebody at the provider has not acted yet. */
final class StillWaiting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StillWaiting(String forWhom) {
        super(forWhom, null, false, false);
    }
}
