package dev.braid.telemetry.domain;

import java.util.List;

/**
 * What is published of a connection's health.
 *
 * @param previous the judgement published before
 * @param evidence the newest windows of the path's links, in the order of the path; links never heard are left out
 */
public record Judgement(
        MeasuredPlan plan,
        long judgeTimeUs,
        HealthState state,
        HealthState previous,
        long measuredLatencyUs,
        int badWindowCount,
        int windowCount,
        List<HopReading> evidence) {
    public Judgement {
        evidence = List.copyOf(evidence);
    }
}
