package dev.braid.simulation;

import java.util.Locale;
import java.util.OptionalInt;

/** What goes wrong in a run. */
enum Scenario {
    SLOW_LINK(OptionalInt.empty()),
    /** One link goes up and down for an hour: nobody is moved to and fro with it. */
    FLAPPING_LINK(OptionalInt.of(2)),
    SLOW_DRIFT(OptionalInt.empty()),
    /** All links of a carrier become slow. */
    BROWN_OUT(OptionalInt.empty()),
    /** A carrier says that all its links are slow, and they are not: nobody is moved. */
    LYING_SOURCE(OptionalInt.of(0)),
    /** All links of three risk groups. */
    CUT_CABLE(OptionalInt.empty()),
    TELEMETRY_SILENCE(OptionalInt.empty()),
    CLOCK_JUMP(OptionalInt.empty()),
    /** Everything is bad at once, processes die, and all of it is well again at one moment. */
    RECOVERY_HERD(OptionalInt.empty());

    private final OptionalInt mostMoves;

    Scenario(OptionalInt mostMoves) {
        this.mostMoves = mostMoves;
    }

    /** How often one connection is moved at most, where the scenario says so. */
    OptionalInt mostMoves() {
        return mostMoves;
    }

    /** As it is named on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
