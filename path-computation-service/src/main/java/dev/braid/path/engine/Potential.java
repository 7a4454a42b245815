package dev.braid.path.engine;

/**
 * A lower bound, for every node, of the key of the best path from there to the nearest target. It holds whatever is
 * held, fails or gets dearer; a bound for a least bandwidth holds until another link has room for that.
 */
final class Potential {
    private static final int MOST_FAILURES = 7;

    /** So many descents may fail in a row before the first search goes without one. */
    private static final int PATIENCE = 3;

    final KeyScale scale;

    /** By node; exactly 0 at the targets, {@link KeyScale#UNREACHABLE} where nothing leads to one. */
    final long[] bounds;

    /** How it goes on from each node, or null where nobody noted it. */
    final Onward onward;

    /** Descents in a row that led nowhere, and how many searches go without one because of them; counted without care. */
    private int failures;

    private int pause;

    /** The range of weights it was built on, and how often leasts were raised before. */
    final int version;

    final int raises;

    /** The least bandwidth it is for, and what its class had counted before it was built. */
    final int leastMbps;

    final BandwidthClasses.Counts counts;

    Potential(
            KeyScale scale,
            long[] bounds,
            Onward onward,
            int version,
            int raises,
            int leastMbps,
            BandwidthClasses.Counts counts) {
        this.scale = scale;
        this.bounds = bounds;
        this.onward = onward;
        this.version = version;
        this.raises = raises;
        this.leastMbps = leastMbps;
        this.counts = counts;
    }

    /** Whether following the only arcs is worth a try: the more often it led nowhere of late, the more seldom. */
    boolean leads() {
        if (pause > 0) {
            pause--;
            return false;
        }
        return onward != null && !scale.isCoarse();
    }

    /** Says whether it led to a target. */
    void led(boolean toTarget) {
        failures = toTarget ? 0 : Math.min(failures + 1, MOST_FAILURES);
        pause = Math.max(0, (1 << failures >>> PATIENCE) - 1);
    }

    /**
     * Reads the bounds of all heads of these records at once: memory is slow, and one wait for all is shorter than one
     * for each. Below 0 if any is, which none may be.
     */
    long awaited(int[] records, int from, int end) {
        long all = 0;
        for (int i = from; i < end; i += NetworkLoad.STRIDE) {
            all |= bounds[records[i + NetworkLoad.HEAD]];
        }
        return all;
    }
}
