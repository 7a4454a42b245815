package dev.braid.simulation;

import dev.braid.path.domain.network.Link;
import dev.braid.telemetry.domain.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** One carrier's feed: a sample of each of its links every second, by its own clock. */
final class Source {
    /** No clock is right to the microsecond. */
    private static final long MOST_OFFSET_US = 400_000;

    private static final int NOISE_US = 40;
    private static final int NOISE_SHARE = 100;

    private final String carrier;
    private final List<Link> links;
    private final List<Fault.OfSource> faults;
    private final Truth truth;
    private final RandomGenerator random;
    private final long offsetUs;
    private final Map<String, Sample> last = new HashMap<>();

    Source(String carrier, World world, List<Fault> faults, Truth truth, RandomGenerator random) {
        this.carrier = carrier;
        this.links = world.links().stream()
                .filter(link -> link.providerId().equals(carrier))
                .toList();
        this.faults = faults.stream()
                .filter(Fault.OfSource.class::isInstance)
                .map(Fault.OfSource.class::cast)
                .filter(fault -> fault.carrier().equals(carrier))
                .toList();
        this.truth = truth;
        this.random = random;
        this.offsetUs = random.nextLong(-MOST_OFFSET_US, MOST_OFFSET_US);
    }

    /** What it says now. */
    List<Sample> measure(long timeUs) {
        long clockUs = Defaults.START_WALL_US + timeUs + offsetUs;
        long lieUs = 0;
        boolean frozen = false;
        for (Fault.OfSource fault : faults) {
            if (timeUs >= fault.fromUs() && timeUs < fault.untilUs()) {
                switch (fault) {
                    case Fault.Lie lie -> lieUs += lie.addedUs();
                    case Fault.Silence _ -> {
                        return List.of();
                    }
                    case Fault.Freeze _ -> frozen = true;
                    case Fault.SourceClock clock -> clockUs += clock.aheadUs();
                }
            }
        }
        List<Sample> samples = new ArrayList<>(links.size());
        for (Link link : links) {
            Sample before = last.get(link.linkId());
            Sample sample = frozen && before != null
                    ? new Sample(link.linkId(), carrier, clockUs, before.latencyUs(), 0, before.lossRatio(), 0)
                    : measure(link, timeUs, clockUs, lieUs);
            last.put(link.linkId(), sample);
            samples.add(sample);
        }
        return samples;
    }

    private Sample measure(Link link, long timeUs, long clockUs, long lieUs) {
        double lossRatio = truth.lossRatio(link, timeUs);
        if (lossRatio >= 1) {
            return new Sample(link.linkId(), carrier, clockUs, 0, 0, 1, 0);
        }
        long latencyUs = truth.latencyUs(link, timeUs);
        long noiseUs = random.nextLong(NOISE_US + latencyUs / NOISE_SHARE);
        return new Sample(link.linkId(), carrier, clockUs, latencyUs + noiseUs + lieUs, noiseUs, lossRatio, 0);
    }
}
