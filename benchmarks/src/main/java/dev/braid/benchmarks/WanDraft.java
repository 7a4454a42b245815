package dev.braid.benchmarks;

import java.util.Arrays;
import java.util.Random;

/** A network as plain arrays: links between nodes, the same figures in both directions. Arcs 2i and 2i + 1 are link i. */
public record WanDraft(
        String name, int nodes, int[] tail, int[] head, int[] latencyUs, int[] price, int[] capacityMbps) {
    private static final int[] CAPACITIES_MBPS = {10_000, 40_000, 100_000, 400_000};

    /** How many links it has. */
    public int links() {
        return tail.length;
    }

    /** Links of these lengths between nodes; prices and capacities by chance, latency by length. */
    static WanDraft of(String name, int nodes, int[] tail, int[] head, double[] kilometres, Random random) {
        int[] latency = new int[tail.length];
        int[] price = new int[tail.length];
        int[] capacity = new int[tail.length];
        for (int link = 0; link < tail.length; link++) {
            latency[link] = Math.max(10, (int) (kilometres[link] * 6.25) + random.nextInt(20));
            price[link] = 100 + random.nextInt(900) + (int) (kilometres[link] * random.nextDouble());
            capacity[link] = CAPACITIES_MBPS[random.nextInt(CAPACITIES_MBPS.length)];
        }
        return new WanDraft(name, nodes, tail, head, latency, price, capacity);
    }

    /**
     * What reservations left on the links: by chance, and so little that the share of pairs of link and demand that
     * do not fit is the one asked for.
     */
    int[] freeMbps(double tooFullShare, int[] demandsMbps, long seed) {
        double[] chance = new Random(seed).doubles(links()).toArray();
        double low = 0;
        double high = 64;
        for (int step = 0; step < 40; step++) {
            double middle = (low + high) / 2;
            if (tooFull(freeMbps(chance, middle), demandsMbps) < tooFullShare) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return freeMbps(chance, high);
    }

    private int[] freeMbps(double[] chance, double exponent) {
        int[] free = new int[links()];
        Arrays.setAll(free, link -> (int) (capacityMbps[link] * Math.pow(chance[link], exponent)));
        return free;
    }

    /** The share of pairs of link and demand that do not fit. */
    static double tooFull(int[] freeMbps, int[] demandsMbps) {
        int[] sorted = demandsMbps.clone();
        Arrays.sort(sorted);
        long tooFull = 0;
        for (int free : freeMbps) {
            int place = Arrays.binarySearch(sorted, free);
            int fitting = place < 0 ? -place - 1 : place + 1;
            while (fitting < sorted.length && sorted[fitting] == free) {
                fitting++;
            }
            tooFull += sorted.length - fitting;
        }
        return tooFull / ((double) freeMbps.length * demandsMbps.length);
    }
}
