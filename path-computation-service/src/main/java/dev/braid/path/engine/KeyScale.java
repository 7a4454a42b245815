package dev.braid.path.engine;

/**
 * Packs what a path weighs first and what it weighs second into one long, so that comparing and adding keys compares
 * and adds both. Where their sums over a path do not fit side by side, the second one counts in coarser units, each
 * arc rounded up; the first one is always exact. A key is never 0.
 *
 * @param perMicrosecond what a microsecond adds to the key through the first weight
 * @param perPriceMicro what a millionth of the price adds to the key through the first weight
 * @param perHop what a hop adds to the key through the first weight
 * @param second where the second weight stands in an arc's record
 * @param roundUp one less than the unit of the second weight
 * @param coarse the unit of the second weight, as a power of 2
 * @param shift where the first weight starts in the key
 */
record KeyScale(long perMicrosecond, long perPriceMicro, long perHop, int second, int roundUp, int coarse, int shift) {
    /** Keys of paths stay below this: sums of a key and a potential never overflow. */
    static final long UNREACHABLE = 1L << 61;

    private static final int KEY_BITS = 60;

    /**
     * The scale that holds every path of such sums; the bits say how many the sums of a path can take. Weights that make
     * larger sums are halved together.
     */
    static KeyScale of(Weighing asked, int latencyBits, int priceBits, int hopBits) {
        Weighing weighing = asked;
        int firstBits = firstBits(weighing, latencyBits, priceBits, hopBits);
        while (firstBits > KEY_BITS - hopBits - 1) {
            if (weighing.equals(weighing.halved())) {
                throw new IllegalArgumentException("Paths of this network have sums of %d bits, more than %d"
                        .formatted(firstBits, KEY_BITS - hopBits - 1));
            }
            weighing = weighing.halved();
            firstBits = firstBits(weighing, latencyBits, priceBits, hopBits);
        }
        boolean priceIsSecond = weighing.isLatencyAlone();
        int secondBits = priceIsSecond ? priceBits : latencyBits;
        int coarse = Math.max(0, firstBits + secondBits + 1 - KEY_BITS);
        // Rounding up adds at most one unit for each hop.
        int shift = coarse == 0 ? secondBits : Math.max(secondBits - coarse, hopBits) + 1;
        return new KeyScale(
                weighing.perMicrosecond() << shift,
                weighing.perPriceMicro() << shift,
                weighing.perHop() << shift,
                priceIsSecond ? NetworkLoad.PRICE : NetworkLoad.LATENCY,
                (1 << coarse) - 1,
                coarse,
                shift);
    }

    private static int firstBits(Weighing weighing, int latencyBits, int priceBits, int hopBits) {
        int most = 0;
        int parts = 0;
        long[] weights = {weighing.perMicrosecond(), weighing.perPriceMicro(), weighing.perHop()};
        int[] bits = {latencyBits, priceBits, hopBits};
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                most = Math.max(most, bits[i] + (Long.SIZE - Long.numberOfLeadingZeros(weights[i] - 1)));
                parts++;
            }
        }
        // A second and a third part add at most two bits to the largest one.
        return most + (parts == 1 ? 0 : parts == 2 ? 1 : 2);
    }

    /** The key of an arc of such latency and price. */
    long key(int latencyUs, int priceMicros) {
        return perMicrosecond * latencyUs
                + perPriceMicro * priceMicros
                + perHop
                + ((second(latencyUs, priceMicros) + roundUp) >>> coarse);
    }

    /** Whether equal second weights may be counted as different ones, and the other way round. */
    boolean isCoarse() {
        return coarse > 0;
    }

    /** What an arc of such latency and price weighs second, exactly. */
    int second(int latencyUs, int priceMicros) {
        return second == NetworkLoad.PRICE ? priceMicros : latencyUs;
    }

    /** The largest key of a path that may be as good as the path of this key. */
    long lastEqual(long key) {
        return isCoarse() ? key | (1L << shift) - 1 : key;
    }

    /** What the path of this key weighs first. */
    long first(long key) {
        return key >>> shift;
    }
}
