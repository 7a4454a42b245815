package dev.braid.telemetry.domain;

/** One promise that a path does not keep, with what was measured and what the bound is. */
public sealed interface Breach {
    /** Which promise. */
    Promise promise();

    /** Packets that are late or uneven. */
    record OfTime(Promise promise, long measuredUs, long boundUs) implements Breach {}

    /** Packets that are lost. */
    record OfShare(Promise promise, double measuredRatio, double boundRatio) implements Breach {}
}
