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

    private static final int[] STEPS = {10, 15, 20, 30, 40, 50, 70};
    private static final int[] FLOORS = floors();
    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(int[].class);

    private final int[] returns = new int[FLOORS.length];

    /** Counted without care: it only tells whether closer bounds may be had. */
    private final int[] leaves = new int[FLOORS.length];

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

    /** The class of the bandwidth. */
    static int of(int mbps) {
        int low = 0;
        int high = FLOORS.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (FLOORS[middle] <= mbps) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
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
        if (nowMbps == beforeMbps) {
            return;
        }
        int before = of(beforeMbps);
        int now = of(nowMbps);
        for (int each = before + 1; each <= now; each++) {
            COUNT.getAndAdd(returns, each, 1);
        }
        for (int each = now + 1; each <= before; each++) {
            leaves[each]++;
        }
    }

    /** Grows whenever a link has room for the class again. */
    int returns(int bandwidthClass) {
        return (int) COUNT.getVolatile(returns, bandwidthClass);
    }

    /** Grows whenever a link becomes too full for the class. */
    int leaves(int bandwidthClass) {
        return leaves[bandwidthClass];
    }
}
