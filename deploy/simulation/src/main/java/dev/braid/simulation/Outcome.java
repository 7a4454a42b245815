package dev.braid.simulation;

import java.util.List;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param mostMoves of the connection that was moved most
 * @param settleUs how long after the last fault something was still under way
 * @param digest equal for equal runs
 * @param trace the last of what happened
 */
record Outcome(
        Scenario scenario,
        long seed,
        long simulatedUs,
        int moves,
        int mostMoves,
        long settleUs,
        Optional<Violation> violation,
        long digest,
        List<String> trace) {
    /** What to look at when it failed. */
    String story() {
        return violation
                .map(found -> "seed %d of %s, step %d, at %.6f s: %s: %s%n%s"
                        .formatted(
                                seed,
                                scenario.label(),
                                found.step(),
                                found.timeUs() / 1e6,
                                found.invariant(),
                                found.what(),
                                String.join(System.lineSeparator(), trace)))
                .orElse("seed %d of %s: nothing was found".formatted(seed, scenario.label()));
    }
}
