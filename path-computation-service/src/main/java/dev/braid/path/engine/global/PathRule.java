package dev.braid.path.engine.global;

import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which paths a demand may be moved to: none over a barred arc, none over a bound, and none that the last test refuses.
 * Where the demand runs today is not asked. Demands with the same rule may share it. Immutable where the test is.
 */
public record PathRule(BitSet barredArcs, List<Bound> bounds, Predicate<int[]> lastTest) {
    /** Any path. */
    public static final PathRule FREE = new PathRule(new BitSet(), List.of(), path -> true);

    public PathRule {
        barredArcs = (BitSet) barredArcs.clone();
        bounds = List.copyOf(bounds);
    }

    /** Any path whose values add up to the most or less. */
    public static PathRule bounded(Bound... bounds) {
        return new PathRule(new BitSet(), List.of(bounds), path -> true);
    }

    /** Any path that avoids these arcs. */
    public static PathRule avoiding(BitSet barredArcs) {
        return new PathRule(barredArcs, List.of(), path -> true);
    }

    /** Whether the demand may be moved to these arcs. */
    public boolean admits(int[] path) {
        if (this == FREE) {
            return true;
        }
        for (int arc : path) {
            if (barredArcs.get(arc)) {
                return false;
            }
        }
        for (Bound bound : bounds) {
            if (bound.of(path) > bound.most()) {
                return false;
            }
        }
        return lastTest.test(path);
    }

    /**
     * A bound on what a path's arcs have together: latency, price, loss as a logarithm. The values are by arc, at least
     * 0 each, and are to be shared by all bounds of a kind: they are not copied.
     */
    public record Bound(long[] ofArc, long most) {
        /** The greatest value of an arc. */
        public static final long MAX_OF_ARC = 1L << 40;

        public Bound {
            Bounds.within("most", most, 0, Long.MAX_VALUE);
        }

        long of(int[] path) {
            long sum = 0;
            for (int arc : path) {
                sum += ofArc[arc];
            }
            return sum;
        }
    }
}
