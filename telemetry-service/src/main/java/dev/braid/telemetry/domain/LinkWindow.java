package dev.braid.telemetry.domain;

/**
 * What a link measured in one closed window. Where every sample was lost whole there is no latency, and all
 * quantiles are 0.
 */
public record LinkWindow(
        String linkId,
        long startUs,
        long endUs,
        int sampleCount,
        long latencyP50Us,
        long latencyP95Us,
        long latencyP99Us,
        long jitterUs,
        double lossRatio,
        boolean down) {}
