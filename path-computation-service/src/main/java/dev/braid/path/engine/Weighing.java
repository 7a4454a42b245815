package dev.braid.path.engine;

/**
 * What a path weighs: so much for each microsecond, each millionth of the price and each hop. Of paths of equal weight
 * the one with the least second weight is better: the price where latency alone is weighed, else the latency.
 */
public record Weighing(long perMicrosecond, long perPriceMicro, long perHop) {
    /** Latency; among equals the cheaper path wins. */
    public static final Weighing LATENCY = new Weighing(1, 0, 0);

    /** Price; among equals the faster path wins. */
    public static final Weighing PRICE = new Weighing(0, 1, 0);

    /** Hops; among equals the faster path wins. */
    public static final Weighing HOPS = new Weighing(0, 0, 1);

    /** The largest weight that may be given. */
    public static final long MAX_WEIGHT = 1_000_000;

    public Weighing {
        require("perMicrosecond", perMicrosecond);
        require("perPriceMicro", perPriceMicro);
        require("perHop", perHop);
        if (perMicrosecond + perPriceMicro + perHop == 0) {
            throw new IllegalArgumentException("A weighing that weighs nothing: all of its weights are 0");
        }
    }

    private static void require(String name, long weight) {
        if (weight < 0 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("%s is %d, not between 0 and %d".formatted(name, weight, MAX_WEIGHT));
        }
    }

    /**
     * A mix in lowest terms: those that prefer the same paths are equal, and share what is known of them. Each weight
     * is between 0 and {@link #MAX_WEIGHT}, and one at least is not 0. On a network whose sums would not fit into a key,
     * all weights count as half of what they are, rounded up, as often as it takes.
     */
    public static Weighing mix(long perMicrosecond, long perPriceMicro, long perHop) {
        Weighing asGiven = new Weighing(perMicrosecond, perPriceMicro, perHop);
        long divisor = divisor(divisor(perMicrosecond, perPriceMicro), perHop);
        return divisor == 1
                ? asGiven
                : new Weighing(perMicrosecond / divisor, perPriceMicro / divisor, perHop / divisor);
    }

    private static long divisor(long one, long other) {
        return other == 0 ? one : divisor(other, one % other);
    }

    Weighing halved() {
        return new Weighing((perMicrosecond + 1) / 2, (perPriceMicro + 1) / 2, (perHop + 1) / 2);
    }

    boolean isLatencyAlone() {
        return perPriceMicro == 0 && perHop == 0;
    }
}
