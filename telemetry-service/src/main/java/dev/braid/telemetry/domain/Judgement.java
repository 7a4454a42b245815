package dev.braid.telemetry.domain;

import java.util.List;
import java.util.Optional;

/**
 * What is published of a connection's health.
 *
 * @param previous the judgement published before
 * @param measured what the readings in {@code evidence} come to
 * @param breaches the promises that this breaks; none are named while nothing is known
 * @param forecast a promise that is kept and soon will not be
 * @param evidence the newest windows of the path's links, in the order of the path; links never heard are left out
 */
public record Judgement(
        MeasuredPlan plan,
        long judgeTimeUs,
        HealthState state,
        HealthState previous,
        PathMeasure measured,
        List<Breach> breaches,
        int badWindowCount,
        int offTargetWindowCount,
        int windowCount,
        Optional<Forecast> forecast,
        List<HopReading> evidence) {
    public Judgement {
        breaches = List.copyOf(breaches);
        evidence = List.copyOf(evidence);
    }
}
