package dev.braid.path.engine;

/**
 * A lower bound, for every node, of the key of the best path from there to the nearest target. It holds whatever is
 * held, fails or gets dearer; a bound for a class of bandwidth holds until a link has room for the class again.
 */
final class Potential {
    final KeyScale scale;

    /** By node; exactly 0 at the targets, {@link KeyScale#UNREACHABLE} where nothing leads to one. */
    final long[] bounds;

    /** The range of weights it was built on, and how often leasts were raised before. */
    final int version;

    final int raises;

    /** What the classes of the load counted when it was built. */
    final int returns;

    final int leaves;

    Potential(KeyScale scale, long[] bounds, int version, int raises, int returns, int leaves) {
        this.scale = scale;
        this.bounds = bounds;
        this.version = version;
        this.raises = raises;
        this.returns = returns;
        this.leaves = leaves;
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
