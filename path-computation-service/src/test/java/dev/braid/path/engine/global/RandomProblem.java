package dev.braid.path.engine.global;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small problems in which shared pools, held bandwidth, broken arcs and demands without a way are common. */
final class RandomProblem {
    private RandomProblem() {}

    static GlobalProblem of(Random random, int maxNodes, int maxDemands) {
        GlobalNetwork network = network(random, maxNodes);
        return new GlobalProblem(network, demands(random, network, 1 + random.nextInt(maxDemands)));
    }

    static GlobalNetwork network(Random random, int maxNodes) {
        int nodes = 3 + random.nextInt(maxNodes - 2);
        int links = nodes - 1 + random.nextInt(nodes + 2);
        boolean shared = random.nextBoolean();
        int[] tail = new int[2 * links];
        int[] head = new int[2 * links];
        int[] pool = new int[2 * links];
        for (int link = 0; link < links; link++) {
            // A tree first, so that most problems are connected.
            int from = link + 1 < nodes ? link + 1 : random.nextInt(nodes);
            int to = link + 1 < nodes ? random.nextInt(from) : (from + 1 + random.nextInt(nodes - 1)) % nodes;
            tail[2 * link] = from;
            head[2 * link] = to;
            tail[2 * link + 1] = to;
            head[2 * link + 1] = from;
            pool[2 * link] = shared ? link : 2 * link;
            pool[2 * link + 1] = shared ? link : 2 * link + 1;
        }
        int pools = shared ? links : 2 * links;
        long[] capacity = random.longs(pools, 20, 200).toArray();
        long[] held = random.longs(pools, 0, 20).toArray();
        for (int p = 0; p < pools; p++) {
            capacity[p] = random.nextInt(20) == 0 ? 0 : capacity[p];
            held[p] = random.nextInt(3) == 0 ? held[p] : 0;
        }
        return new GlobalNetwork(
                nodes,
                tail,
                head,
                pool,
                random.longs(2 * links, 1, 50).toArray(),
                random.longs(2 * links, 0, 50).toArray(),
                capacity,
                held);
    }

    private static GlobalDemands demands(Random random, GlobalNetwork network, int count) {
        int[] source = new int[count];
        int[] target = new int[count];
        int[][] current = new int[count][];
        for (int demand = 0; demand < count; demand++) {
            source[demand] = random.nextInt(network.nodeCount());
            target[demand] = (source[demand] + 1 + random.nextInt(network.nodeCount() - 1)) % network.nodeCount();
            List<int[]> paths = paths(network, source[demand], target[demand]);
            current[demand] =
                    paths.isEmpty() || random.nextInt(3) == 0 ? new int[0] : paths.get(random.nextInt(paths.size()));
        }
        return new GlobalDemands(source, target, random.longs(count, 1, 30).toArray(), current);
    }

    /** All paths without loops over arcs in order. */
    static List<int[]> paths(GlobalNetwork network, int source, int target) {
        List<int[]> found = new ArrayList<>();
        boolean[] visited = new boolean[network.nodeCount()];
        visited[source] = true;
        extend(network, source, target, visited, new int[network.nodeCount()], 0, found);
        return found;
    }

    private static void extend(
            GlobalNetwork network, int node, int target, boolean[] visited, int[] path, int hops, List<int[]> found) {
        if (node == target) {
            found.add(Arrays.copyOf(path, hops));
            return;
        }
        for (int arc = 0; arc < network.arcCount(); arc++) {
            if (network.tail(arc) == node && network.usable(arc) && !visited[network.head(arc)]) {
                visited[network.head(arc)] = true;
                path[hops] = arc;
                extend(network, network.head(arc), target, visited, path, hops + 1, found);
                visited[network.head(arc)] = false;
            }
        }
    }
}
