package dev.braid.path.engine;

/**
 * For every stretch of a path from waypoint to waypoint: lower bounds of what remains from a node to the end of the
 * path, of the key and of every resource that is bounded. Cached ones at first; ones of the query's own, which are the
 * least there is, when those let too much through.
 */
final class Remainders {
    private static final int SHORT = 8;

    private final ExactTrees exact = new ExactTrees();
    private TargetPotentials[] known = new TargetPotentials[SHORT];

    /** By stretch and then by figure: the key first, then the resources in their order. */
    long[][] bounds = new long[SHORT][];

    /** By how many bits a bound has to be shifted to be in units. */
    int[] shifts = new int[SHORT];

    /** What remains from the end of the stretch on. */
    long[] rest = new long[SHORT];

    KeyScale scale;
    int[][] ends = new int[SHORT][];
    int stretches;
    int figures;
    private int mbps;

    /** Looks up what is kept. */
    void lookUp(NetworkLoad load, PathQuery query, int[][] waypoints, Resource[] resources, int count, int leastMbps) {
        mbps = leastMbps;
        figures = count + 1;
        stretches = waypoints.length + 1;
        grow(stretches * figures);
        System.arraycopy(waypoints, 0, ends, 0, waypoints.length);
        ends[waypoints.length] = query.targets;
        boolean alike;
        do {
            alike = true;
            for (int stretch = stretches - 1; stretch >= 0; stretch--) {
                KeyScale before = scale;
                lookUp(load, query.weighing, stretch, resources);
                alike &= stretch == stretches - 1 || scale.equals(before);
            }
            // Sums that need more bits since a moment ago: once more, so that all count in the same units.
        } while (!alike);
        addUp();
    }

    private void lookUp(NetworkLoad load, Weighing weighing, int stretch, Resource[] resources) {
        Potentials potentials = load.potentials();
        int[] targets = ends[stretch];
        int at = stretch * figures;
        known[at] = potentials.toward(targets, weighing);
        Potential keys = potentials.potential(load, known[at], mbps);
        bounds[at] = keys.bounds;
        shifts[at] = 0;
        scale = keys.scale;
        for (int figure = 1; figure < figures; figure++) {
            Resource resource = resources[figure - 1];
            TargetPotentials ofResource = potentials.toward(targets, resource.weighing());
            if (resource.isQuality()) {
                known[at + figure] = null;
                bounds[at + figure] = potentials.quality(load.qualities(), ofResource, resource);
                shifts[at + figure] = 0;
            } else {
                known[at + figure] = ofResource;
                Potential least = potentials.potential(load, ofResource, mbps);
                bounds[at + figure] = least.bounds;
                shifts[at + figure] = least.scale.shift();
            }
        }
    }

    /** Replaces them by the least there is under the query, now. */
    void tighten(Admission admission, Resource[] resources) {
        for (int stretch = 0; stretch < stretches; stretch++) {
            for (int figure = 0; figure < figures; figure++) {
                int at = stretch * figures + figure;
                bounds[at] = figure == 0
                        ? exact.keys(admission, at, ends[stretch], scale)
                        : exact.units(admission, at, ends[stretch], resources[figure - 1]);
                shifts[at] = 0;
            }
        }
        addUp();
    }

    private void addUp() {
        for (int figure = 0; figure < figures; figure++) {
            rest[(stretches - 1) * figures + figure] = 0;
        }
        for (int stretch = stretches - 2; stretch >= 0; stretch--) {
            for (int figure = 0; figure < figures; figure++) {
                long least = KeyScale.UNREACHABLE;
                for (int end : ends[stretch]) {
                    least = Math.min(least, remaining(stretch + 1, figure, end));
                }
                rest[stretch * figures + figure] = least;
            }
        }
    }

    /** The end of a stretch is where the next one starts: on which one a path is that comes to the node on this one. */
    int stretchAt(int node, int stretch) {
        int at = stretch;
        while (at < stretches - 1 && bounds[at * figures][node] == 0) {
            at++;
        }
        return at;
    }

    private long remaining(int stretch, int figure, int node) {
        int at = stretch * figures + figure;
        long bound = bounds[at][node];
        return bound >= KeyScale.UNREACHABLE ? bound : (bound >>> shifts[at]) + rest[at];
    }

    /** The least key that the label can come to at the end; too much where a bound will be broken or nothing leads on. */
    long reaches(PathLabels labels, int label, int stretch, int node, long[] most) {
        int at = stretch * figures;
        long[] cells = labels.cells;
        long key = bounds[at][node];
        if (key >= KeyScale.UNREACHABLE) {
            return key;
        }
        for (int i = 0; i < figures - 1; i++) {
            int figure = at + i + 1;
            long least = (bounds[figure][node] >>> shifts[figure]) + rest[figure];
            if (cells[label + PathLabels.USED + i] + least > most[i]) {
                return KeyScale.UNREACHABLE;
            }
        }
        return cells[label] + key + rest[at];
    }

    /** Learns how many nodes a search settled that it had no need to. */
    void wasted(NetworkLoad load, int nodes) {
        for (int i = 0; i < stretches * figures; i++) {
            if (known[i] != null) {
                load.potentials().wasted(load, known[i], mbps, nodes);
            }
        }
    }

    private void grow(int size) {
        if (bounds.length < size) {
            bounds = new long[2 * size][];
            shifts = new int[2 * size];
            rest = new long[2 * size];
            known = new TargetPotentials[2 * size];
        }
        if (ends.length < stretches) {
            ends = new int[2 * stretches][];
        }
    }
}
