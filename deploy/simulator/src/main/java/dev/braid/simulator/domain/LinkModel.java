package dev.braid.simulator.domain;

import dev.braid.simulator.domain.CarrierNetwork.CarrierLink;

/**
 * What a link measures at a time: the floor, a little more in the busy hours of the local day, jitter with a long tail,
 * and the faults. A pure function of seed, link, time, fault and load: two runs with one seed measure the same.
 */
public record LinkModel(long seed) {

    private static final long SECONDS_PER_DAY = 86_400;
    /** Queues of the busiest hour add this share of the floor. */
    private static final double WAVE_SHARE = 0.02;
    /** Where the wave peaks, as a share of the local day: 20:00. */
    private static final double BUSIEST = 20.0 / 24;

    private static final double LEAST_JITTER_US = 8;
    private static final double JITTER_SHARE = 0.002;
    /** The tail of the jitter ends at so many times its mean. */
    private static final double LONGEST_TAIL = 8;

    private static final double LOSSY_SHARE = 0.03;
    private static final double LARGEST_LOSS = 0.0002;

    /** What was measured; with a loss of 1 nothing arrived and the latency means nothing. */
    public record Measurement(long latencyUs, long jitterUs, double lossRatio, long throughputBps) {}

    /** What the link measures in that second, while orders in service may send that much over it. */
    public Measurement measure(CarrierLink link, long epochSecond, LinkFault fault, long carryingBps) {
        if (fault.cut()) {
            return new Measurement(0, 0, 1, 0);
        }
        long draw = mix(seed ^ mix(hash(link.linkId()) + epochSecond));
        double busy = busyness(epochSecond, link.dayPhase());
        double meanJitterUs = LEAST_JITTER_US + JITTER_SHARE * link.latencyFloorUs();
        double tailUs = Math.min(-Math.log(1 - unit(draw)), LONGEST_TAIL) * meanJitterUs;
        long latencyUs = link.latencyFloorUs()
                + Math.round(link.latencyFloorUs() * WAVE_SHARE * busy + tailUs)
                + fault.extraLatencyUs();
        long jitterUs = Math.round(meanJitterUs * (0.7 + 0.6 * unit(mix(draw + 1))));
        double loss = unit(mix(draw + 2)) < LOSSY_SHARE ? LARGEST_LOSS * unit(mix(draw + 3)) : 0;
        double load = (0.3 + 0.4 * busy) * (0.9 + 0.2 * unit(mix(draw + 4)));
        return new Measurement(latencyUs, jitterUs, loss, (long) (carryingBps * load));
    }

    /** From 0 in the early morning to 1 in the evening, by local solar time. */
    private static double busyness(long epochSecond, double dayPhase) {
        double localDay = (double) Math.floorMod(epochSecond, SECONDS_PER_DAY) / SECONDS_PER_DAY + dayPhase;
        return (1 + Math.cos(2 * Math.PI * (localDay - BUSIEST))) / 2;
    }

    /** FNV-1a: the same on every machine and for ever, unlike a hash code. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private static double unit(long draw) {
        return (draw >>> 11) * 0x1.0p-53;
    }
}
