package dev.braid.path.engine.recovery;

import dev.braid.path.engine.NetworkGraph;
import java.util.Arrays;

/** What two paths share, in whichever direction: bandwidth is held on both arcs of a pair alike. */
final class SharedPairs {
    private SharedPairs() {}

    /** The pairs of a path, sorted. */
    static int[] sorted(NetworkGraph graph, int[] path) {
        int[] pairs = new int[path.length];
        for (int hop = 0; hop < path.length; hop++) {
            pairs[hop] = graph.pair(path[hop]);
        }
        Arrays.sort(pairs);
        return pairs;
    }

    /** Writes the arcs whose pairs are not among these, and says how many they are. */
    static int without(NetworkGraph graph, int[] path, int length, int[] sortedPairs, int[] into) {
        int count = 0;
        for (int hop = 0; hop < length; hop++) {
            if (Arrays.binarySearch(sortedPairs, graph.pair(path[hop])) < 0) {
                into[count++] = path[hop];
            }
        }
        return count;
    }
}
