package dev.braid.path.engine;

/**
 * The least that every arc weighs, below which potentials are built, and how large the sums over a path can get. A
 * latency that jitters above its least changes nothing here. Only the writer changes it, under the lock of the
 * potentials.
 */
final class WeightRange {
    /** So many measurements in a row above the least by a fifth raise it. */
    private static final int WINDOW = 64;

    private final NetworkGraph graph;

    /** Two ints for each arc, of its mate: the least latency and the least price. Out of a node they are read in order. */
    final int[] leastOfMates;

    private final int[] windowLeast;
    private final byte[] windowCount;
    private final int[] mostLatencyOut;
    private final int[] mostPriceOut;
    private long latencySum;
    private long priceSum;
    private int latencyBits;
    private int priceBits;

    /** Grows when sums need more bits than before: potentials of another version count in other units. */
    private int version;

    WeightRange(NetworkGraph graph, int[] records) {
        this.graph = graph;
        this.leastOfMates = new int[2 * graph.arcCount()];
        this.windowLeast = new int[graph.arcCount()];
        this.windowCount = new byte[graph.arcCount()];
        this.mostLatencyOut = new int[graph.nodeCount()];
        this.mostPriceOut = new int[graph.nodeCount()];
        for (int arc = 0; arc < graph.arcCount(); arc++) {
            int latency = records[arc * NetworkLoad.STRIDE + NetworkLoad.LATENCY];
            int price = records[arc * NetworkLoad.STRIDE + NetworkLoad.PRICE];
            leastOfMates[2 * graph.mate[arc]] = latency;
            leastOfMates[2 * graph.mate[arc] + 1] = price;
            windowLeast[arc] = Integer.MAX_VALUE;
            reach(arc, latency, price);
        }
    }

    int leastLatencyUs(int arc) {
        return leastOfMates[2 * graph.mate[arc]];
    }

    int leastPriceMicros(int arc) {
        return leastOfMates[2 * graph.mate[arc] + 1];
    }

    void lower(int arc, int latencyUs, int priceMicros) {
        leastOfMates[2 * graph.mate[arc]] = Math.min(leastLatencyUs(arc), latencyUs);
        leastOfMates[2 * graph.mate[arc] + 1] = Math.min(leastPriceMicros(arc), priceMicros);
    }

    /** Counts a measurement, and says whether the least latency of the arc rose with it. */
    boolean raise(int arc, int latencyUs) {
        windowLeast[arc] = Math.min(windowLeast[arc], latencyUs);
        if (++windowCount[arc] < WINDOW) {
            return false;
        }
        int least = windowLeast[arc];
        windowCount[arc] = 0;
        windowLeast[arc] = Integer.MAX_VALUE;
        if (least <= leastLatencyUs(arc) + leastLatencyUs(arc) / 5) {
            return false;
        }
        // A little room below, so that the next low sample need not repair anything.
        leastOfMates[2 * graph.mate[arc]] = least - least / 32;
        return true;
    }

    /** Takes note of weights that an arc may have from now on. A path leaves no node twice: so its sums are bounded. */
    void reach(int arc, int latencyUs, int priceMicros) {
        int tail = graph.tail[arc];
        if (latencyUs > mostLatencyOut[tail]) {
            latencySum += latencyUs - mostLatencyOut[tail];
            mostLatencyOut[tail] = latencyUs;
        }
        if (priceMicros > mostPriceOut[tail]) {
            priceSum += priceMicros - mostPriceOut[tail];
            mostPriceOut[tail] = priceMicros;
        }
        int nowLatencyBits = bits(latencySum);
        int nowPriceBits = bits(priceSum);
        if (nowLatencyBits > latencyBits || nowPriceBits > priceBits) {
            latencyBits = Math.max(latencyBits, nowLatencyBits);
            priceBits = Math.max(priceBits, nowPriceBits);
            version++;
        }
    }

    private static int bits(long sum) {
        return Long.SIZE - Long.numberOfLeadingZeros(sum);
    }

    int version() {
        return version;
    }

    KeyScale scale(Weighing weighing) {
        return KeyScale.of(weighing, latencyBits, priceBits, bits(graph.nodeCount()));
    }
}
