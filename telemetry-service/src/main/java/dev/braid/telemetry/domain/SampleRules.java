package dev.braid.telemetry.domain;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a sample must keep to before it is believed. Pure and without state: what depends on other samples (doubles,
 * late ones) is known to the windows.
 *
 * @param maxAgeUs the oldest that is taken
 * @param maxAheadUs how far a source's clock may be ahead of ours
 * @param ceilingUs the longest latency and jitter that a network can have
 * @param probes sources of our own, which may measure every link
 * @param subjects the names, besides its own, under which a source proves who it is
 */
public record SampleRules(
        long maxAgeUs, long maxAheadUs, long ceilingUs, Set<String> probes, Map<String, Set<String>> subjects) {
    public SampleRules {
        if (maxAgeUs <= 0 || maxAheadUs < 0 || ceilingUs <= 0) {
            throw new IllegalArgumentException(
                    "The bounds (age %d us, ahead %d us, ceiling %d us) must be above zero (ahead may be zero)."
                            .formatted(maxAgeUs, maxAheadUs, ceilingUs));
        }
        probes = Set.copyOf(probes);
        subjects = Map.copyOf(subjects);
    }

    /** What is wrong with a sample of the link that the topology knows under its id, if anything is. */
    public Optional<SampleFault> check(Sample sample, Optional<LinkFacts> link, long nowUs) {
        return values(sample)
                .or(() -> time(sample, nowUs))
                .or(() -> link.map(known -> origin(sample, known)).orElse(Optional.of(SampleFault.UNKNOWN_LINK)));
    }

    /**
     * Whether one who has proved to be {@code speaker} may send samples that name {@code sourceId}. A provider speaks
     * for itself only; a probe may bring what others measured.
     */
    public boolean maySpeakAs(String speaker, String sourceId) {
        return speaker.equals(sourceId)
                || probes.contains(speaker)
                || subjects.getOrDefault(sourceId, Set.of()).contains(speaker);
    }

    private Optional<SampleFault> values(Sample sample) {
        if (Double.isNaN(sample.lossRatio())) {
            return Optional.of(SampleFault.NOT_A_NUMBER);
        }
        if (sample.lossRatio() < 0 || sample.lossRatio() > 1) {
            return Optional.of(SampleFault.LOSS_OUT_OF_RANGE);
        }
        if (sample.latencyUs() < 0 || sample.jitterUs() < 0 || sample.throughputBps() < 0) {
            return Optional.of(SampleFault.NEGATIVE);
        }
        if (sample.latencyUs() > ceilingUs || sample.jitterUs() > ceilingUs) {
            return Optional.of(SampleFault.ABOVE_CEILING);
        }
        return Optional.empty();
    }

    private Optional<SampleFault> time(Sample sample, long nowUs) {
        if (sample.measureTimeUs() < nowUs - maxAgeUs) {
            return Optional.of(SampleFault.TOO_OLD);
        }
        if (sample.measureTimeUs() > nowUs + maxAheadUs) {
            return Optional.of(SampleFault.IN_THE_FUTURE);
        }
        return Optional.empty();
    }

    private Optional<SampleFault> origin(Sample sample, LinkFacts link) {
        if (!sample.sourceId().equals(link.providerId()) && !probes.contains(sample.sourceId())) {
            return Optional.of(SampleFault.FOREIGN_SOURCE);
        }
        if (!sample.lostWhole() && sample.latencyUs() < link.latencyFloorUs()) {
            return Optional.of(SampleFault.BELOW_FLOOR);
        }
        return Optional.empty();
    }
}
