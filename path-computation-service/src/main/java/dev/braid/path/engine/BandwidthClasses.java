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

    /** The class of each power of 2, from which that of a bandwidth is a few steps away. */
    private static final int[] FROM_POWER = fromPower();

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

    private static int[] fromPower() {
        int[] classes = new int[Integer.SIZE - 1];
        for (int power = 0; power < classes.length; power++) {
            classes[power] = NONE;
            while (classes[power] + 1 < FLOORS.length && FLOORS[classes[power] + 1] <= 1 << power) {
                classes[power]++;
            }
        }
        return classes;
    }

    /** The class of the bandwidth. */
    static int of(int mbps) {
        if (mbps < FLOORS[0]) {
            return NONE;
        }
        int found = FROM_POWER[31 - Integer.numberOfLeadingZeros(mbps)];
        while (found + 1 < FLOORS.length && FLOORS[found + 1] <= mbps) {
            found++;
        }
        return found;
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
        if (isIn(before, nowMbps)) {
            return;
        }
        int now = of(nowMbps);
        for (int each = before + 1; each <= now; each++) {
            COUNT.getAndAdd(returns, each, 1);
        }
        for (int each = now + 1; each <= before; each++) {
            leaves[each]++;
        }
    }

    private static boolean isIn(int bandwidthClass, int mbps) {
        return (bandwidthClass == NONE || FLOORS[bandwidthClass] <= mbps)
                && (bandwidthClass + 1 == FLOORS.length || mbps < FLOORS[bandwidthClass + 1]);
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
