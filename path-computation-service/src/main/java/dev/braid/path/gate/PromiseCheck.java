package dev.braid.path.gate;

import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.network.LinkQuality;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Objectives;
import java.math.BigInteger;
import java.util.function.Consumer;

/** Whether a path gives what was promised, by the figures of its links. */
record PromiseCheck(Surroundings surroundings, Trace trace) {
    private static final double TOLERANCE = 1e-6;
    private static final BigInteger BPS_PER_GBPS = BigInteger.valueOf(1_000_000_000L);

    /**
     * Whether it is as fast as promised.
     *
     * @param insteadUs what is measured on the path in force: where no path keeps the bound, a faster one is better
     */
    void fast(Demand demand, long insteadUs, Consumer<Objection> objections) {
        long latencyUs = trace.links().stream().mapToLong(this::latencyUs).sum();
        long mostUs = Math.max(demand.objectives().maxLatencyUs().orElse(Long.MAX_VALUE), insteadUs);
        if (latencyUs > mostUs) {
            objections.accept(Objection.of(
                    Check.PROMISES, "Its links take %d us, and at most %d are allowed.", latencyUs, mostUs));
        }
    }

    /** Whether all other bounds are kept. */
    void kept(Demand demand, Consumer<Objection> objections) {
        Objectives asked = demand.objectives();
        asked.maxHops().ifPresent(most -> {
            if (trace.links().size() > most) {
                objections.accept(Objection.of(
                        Check.PROMISES,
                        "It has %d hops, and at most %d are allowed.",
                        trace.links().size(),
                        most));
            }
        });
        asked.maxJitterUs().ifPresent(most -> {
            long jitterUs = trace.links().stream()
                    .mapToLong(it -> quality(it).jitterUs())
                    .sum();
            if (jitterUs > most) {
                objections.accept(Objection.of(
                        Check.PROMISES, "Its jitter is %d us, and at most %d are allowed.", jitterUs, most));
            }
        });
        asked.maxLossRatio().ifPresent(most -> {
            double loss = 1
                    - trace.links().stream()
                            .mapToDouble(it -> 1 - quality(it).lossRatio())
                            .reduce(1, (a, b) -> a * b);
            if (loss > most + TOLERANCE) {
                objections.accept(Objection.of(
                        Check.PROMISES, "It loses %.6f of the packets, and at most %.6f are allowed.", loss, most));
            }
        });
        asked.minAvailabilityRatio().ifPresent(least -> {
            double available = trace.links().stream()
                    .mapToDouble(it -> it.availabilityRatio().orElse(1))
                    .reduce(1, (a, b) -> a * b);
            if (available < least - TOLERANCE) {
                objections.accept(Objection.of(
                        Check.PROMISES,
                        "It is there %.6f of the time, and at least %.6f are asked.",
                        available,
                        least));
            }
        });
        asked.maxPriceMicrosPerHour().ifPresent(most -> {
            BigInteger price = trace.links().stream()
                    .map(it -> BigInteger.valueOf(it.priceMicrosPerGbpsHour()))
                    .reduce(BigInteger.ZERO, BigInteger::add)
                    .multiply(BigInteger.valueOf(demand.bandwidthBps()))
                    .divide(BPS_PER_GBPS);
            if (price.compareTo(BigInteger.valueOf(most)) > 0) {
                objections.accept(Objection.of(
                        Check.PROMISES, "It costs %d millionths an hour, and at most %d are allowed.", price, most));
            }
        });
    }

    /** Nothing is faster than its floor. */
    private long latencyUs(Link link) {
        long measuredUs = surroundings
                .measures()
                .apply(link.linkId())
                .map(LinkMeasure::latencyUs)
                .orElse(0L);
        return Math.max(link.latencyFloorUs(), measuredUs);
    }

    /** As measured where that is worse than what the provider promises. */
    private LinkQuality quality(Link link) {
        return surroundings
                .measures()
                .apply(link.linkId())
                .filter(it -> !it.down())
                .flatMap(LinkMeasure::quality)
                .map(link.promised()::worst)
                .orElse(link.promised());
    }
}
