package dev.braid.path.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Sorts bandwidths into classes and counts how often a link came back into each: bounds that were worked out without
 * the links too full for a class hold until one of those has room again.
 */
final class BandwidthClasses {
    /** No class: the bandwidth is too small to leave any link out for it. */
    static final int NONE = -1;

    private static final long FOR_RISES = 1;
    private static final long FOR_FALLS = 2;
    private static final long FOR_BOTH = FOR_RISES | FOR_FALLS;
    private static final long ONE_FALL = 4;
    private static final long ONE_RISE = 1L << Integer.SIZE;

    private static final int[] STEPS = {
        10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 22, 24, 26, 28, 30, 33, 36, 40, 43, 47, 51, 55, 60, 65, 70, 77, 85, 92
    };
    private static final int[] FLOORS = floors();

    /** By class, NONE first, the largest bandwidth that is in none above it. */
    private static final int[] NEXT = next();

    /** Parts of each power of 2, so narrow that at most one class begins in any. */
    private static final int PARTS = 32;

    /** The class of the least bandwidth of each part. */
    private static final int[] FROM_PART = fromPart();

    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle WATCH = MethodHandles.arrayElementVarHandle(long[].class);

    private final int[] returns = new int[FLOORS.length];

    /** Counted without care: it only tells whether closer bounds may be had. */
    private final int[] leaves = new int[FLOORS.length];

    /**
     * By class, whether the next rise and the next fall are counted, and how many were. As long as nobody minds, no thread
     * writes here.
     */
    private final long[] watches = new long[FLOORS.length];

    /**
     * What one class has counted.
     *
     * @param returns links that had too little and have room for the class again
     * @param leaves links that have too little for it now
     * @param rises how often a link of this very class had more left than when it was watched
     * @param falls how often a link of this very class had less left than when it was watched
     */
    record Counts(int returns, int leaves, int rises, int falls) {
        static final Counts NONE = new Counts(0, 0, 0, 0);

        /** Whether no link came to the class or left it in between. */
        boolean sameForTheClass(Counts other) {
            return returns == other.returns && leaves == other.leaves;
        }
    }

    private static int[] floors() {
        int decades = 8;
        int[] floors = new int[STEPS.length * decades];
        long unit = 10;
        for (int decade = 0; decade < decades; decade++) {
            for (int step = 0; step < STEPS.length; step++) {
                floors[decade * STEPS.length + step] = (int) (STEPS[step] * unit / 10);
            }
            unit *= 10;
        }
        return floors;
    }

    private static int[] next() {
        int[] next = new int[FLOORS.length + 1];
        for (int each = 0; each < FLOORS.length; each++) {
            next[each] = FLOORS[each] - 1;
        }
        next[FLOORS.length] = Integer.MAX_VALUE;
        return next;
    }

    private static int[] fromPart() {
        int[] classes = new int[PARTS * (Integer.SIZE - 1)];
        for (int part = 0; part < classes.length; part++) {
            long least = ((long) PARTS + part % PARTS << part / PARTS) / PARTS;
            int found = NONE;
            while (found + 1 < FLOORS.length && FLOORS[found + 1] <= least) {
                found++;
            }
            classes[part] = found;
        }
        return classes;
    }

    /** The class of the bandwidth. Without a branch that depends on it: no two links have the same. */
    static int of(int mbps) {
        if (mbps < FLOORS[0]) {
            return NONE;
        }
        int zeros = Integer.numberOfLeadingZeros(mbps);
        int found = FROM_PART[PARTS * (31 - zeros) + (mbps << zeros >>> 26) - PARTS];
        return found + ((NEXT[found + 1] - mbps) >>> 31);
    }

    /** The least bandwidth of the class. */
    static int floorMbps(int bandwidthClass) {
        return FLOORS[bandwidthClass];
    }

    static int count() {
        return FLOORS.length;
    }

    /** Takes note that a link has this much left instead of that. */
    void change(int beforeMbps, int nowMbps) {
        int before = of(beforeMbps);
        int now = of(nowMbps);
        if (before != NONE && nowMbps != beforeMbps && ((long) WATCH.getVolatile(watches, before) & FOR_BOTH) != 0) {
            note(before, nowMbps > beforeMbps);
        }
        if (before == now) {
            return;
        }
        for (int each = before + 1; each <= now; each++) {
            COUNT.getAndAdd(returns, each, 1);
        }
        for (int each = now + 1; each <= before; each++) {
            leaves[each]++;
        }
    }

    private void note(int bandwidthClass, boolean rise) {
        long flag = rise ? FOR_RISES : FOR_FALLS;
        long seen;
        long next;
        do {
            seen = (long) WATCH.getVolatile(watches, bandwidthClass);
            next = rise ? (seen & ~FOR_BOTH) + ONE_RISE : (seen & ~FOR_FALLS) + ONE_FALL;
            // Counted and no longer watched in one step: whoever finds it not watched finds it counted.
        } while ((seen & flag) != 0 && !WATCH.compareAndSet(watches, bandwidthClass, seen, next));
    }

    /** Counts the next rise and the next fall of a link of the class. What is read from now on, they come after. */
    void watch(int bandwidthClass) {
        WATCH.getAndBitwiseOr(watches, bandwidthClass, FOR_BOTH);
    }

    /** Whether no link has risen, of those shown, since the class was watched; else that is counted. */
    boolean isWatched(int bandwidthClass) {
        return ((long) WATCH.getVolatile(watches, bandwidthClass) & FOR_RISES) != 0;
    }

    /** Grows whenever a link has room for the class again. */
    int returns(int bandwidthClass) {
        return (int) COUNT.getVolatile(returns, bandwidthClass);
    }

    /** Grows when a link of the class, and of none above it, has more left, the first time after it was watched. */
    int rises(int bandwidthClass) {
        return (int) ((long) WATCH.getVolatile(watches, bandwidthClass) >>> Integer.SIZE);
    }

    Counts counts(int bandwidthClass) {
        long watch = (long) WATCH.getVolatile(watches, bandwidthClass);
        return new Counts(
                returns(bandwidthClass), leaves[bandwidthClass], (int) (watch >>> Integer.SIZE), (int) watch >>> 2);
    }
}
