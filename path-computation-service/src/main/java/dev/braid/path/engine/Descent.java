package dev.braid.path.engine;

/**
 * The best path where nothing is in its way: from node to node by the one arc that goes on as well as the bounds
 * promise. It is followed without looking at any other arc, and it is the path that a search would find: what weighs in
 * all just what the bound of its source promises is the best, and where only one arc goes on as well there is no second.
 * Most searches end here.
 */
final class Descent {
    private final Admission admission;
    private int length;
    private long key;
    private boolean blocked;

    Descent(Admission admission) {
        this.admission = admission;
    }

    /** Another search begins: nothing is in the way of it yet. */
    void forget() {
        blocked = false;
    }

    /** Writes the path of the query that was admitted last; says whether it leads there. */
    boolean find(Potential potential, int[] path) {
        if (!potential.leads()) {
            return false;
        }
        int source = source(potential);
        if (source < 0) {
            return false;
        }
        boolean found = follow(potential, source, path);
        potential.led(found);
        return found;
    }

    /** The source with the least to go, or -1 where there is none before all others, or it is a target. */
    private int source(Potential potential) {
        long least = KeyScale.UNREACHABLE;
        int found = -1;
        for (int source : admission.query.sources) {
            long bound = potential.bounds[source];
            if (bound < least) {
                least = bound;
                found = source;
            } else if (bound == least) {
                found = -1;
            }
        }
        return least == 0 ? -1 : found;
    }

    private boolean follow(Potential potential, int source, int[] path) {
        KeyScale scale = potential.scale;
        byte[] numbers = potential.onward.numbers;
        int[] firstOut = admission.load.graph().firstOut;
        int[] records = admission.load.records;
        length = 0;
        key = 0;
        int node = source;
        // Bounds that are mended meanwhile may lead round: no path is longer than this.
        for (int number = numbers[node]; number != 0 && length < path.length; number = numbers[node]) {
            int arc = firstOut[node] + (number & Onward.LARGEST_NUMBER) - 1;
            int i = NetworkLoad.STRIDE * arc;
            int free = records[i + NetworkLoad.FREE];
            if (!admission.admits(arc, free)) {
                blocked = free < admission.need;
                return false;
            }
            key += scale.key(records[i + NetworkLoad.LATENCY], records[i + NetworkLoad.PRICE]);
            path[length++] = arc;
            node = records[i + NetworkLoad.HEAD];
        }
        return potential.bounds[node] == 0 && key == potential.bounds[source];
    }

    /** Whether an arc was in its way that has too little left. */
    boolean isBlocked() {
        return blocked;
    }

    /** How many arcs it has. */
    int length() {
        return length;
    }

    /** What they weigh together. */
    long key() {
        return key;
    }
}
