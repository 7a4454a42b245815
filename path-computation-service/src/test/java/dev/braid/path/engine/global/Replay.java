package dev.braid.path.engine.global;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Walks paths and moves one by one, adding up what they hold the plain way. */
final class Replay {
    private Replay() {}

    /** The worst utilisation after every path has been walked from its source to its target. */
    static double worstUtilisation(GlobalProblem problem, Placement placement) {
        GlobalNetwork network = problem.network();
        long[] load = new long[network.poolCount()];
        Arrays.setAll(load, network::heldBps);
        for (int demand = 0; demand < problem.demands().count(); demand++) {
            walk(problem, demand, placement.path(demand));
            for (int arc : placement.path(demand)) {
                load[network.pool(arc)] += problem.demands().volumeBps(demand);
            }
        }
        double worst = 0;
        for (int pool = 0; pool < load.length; pool++) {
            if (network.capacityBps(pool) > 0) {
                worst = Math.max(worst, (double) load[pool] / network.capacityBps(pool));
            }
        }
        return worst;
    }

    static void walk(GlobalProblem problem, int demand, int[] path) {
        GlobalNetwork network = problem.network();
        if (path.length == 0) {
            return;
        }
        int node = problem.demands().source(demand);
        Set<Integer> visited = new HashSet<>(Set.of(node));
        for (int arc : path) {
            assertThat(network.tail(arc)).isEqualTo(node);
            assertThat(network.usable(arc)).isTrue();
            node = network.head(arc);
            assertThat(visited.add(node)).as("no loop").isTrue();
        }
        assertThat(node).isEqualTo(problem.demands().target(demand));
    }

    /** Makes the moves from today's paths, old and new path held together, and gives the paths after the last. */
    static int[][] moves(GlobalProblem problem, SafeMoves.Sequence sequence) {
        GlobalNetwork network = problem.network();
        int count = problem.demands().count();
        int[][] paths = new int[count][];
        for (int demand = 0; demand < count; demand++) {
            paths[demand] = problem.placed(demand) ? problem.demands().current(demand) : new int[0];
        }
        for (SafeMoves.Move move : sequence.moves()) {
            assertThat(move.from()).isEqualTo(paths[move.demand()]);
            walk(problem, move.demand(), move.to());
            for (int arc : move.to()) {
                int pool = network.pool(arc);
                boolean drawnBefore = Arrays.stream(move.from()).anyMatch(old -> network.pool(old) == pool);
                long together = network.heldBps(pool) + (drawnBefore ? 0 : volume(problem, move.demand()));
                for (int demand = 0; demand < count; demand++) {
                    if (Arrays.stream(paths[demand]).anyMatch(other -> network.pool(other) == pool)) {
                        together += volume(problem, demand);
                    }
                }
                assertThat(drawnBefore || together <= network.capacityBps(pool))
                        .as("demand %d on pool %d: %d of %d", move.demand(), pool, together, network.capacityBps(pool))
                        .isTrue();
            }
            paths[move.demand()] = move.to();
        }
        return paths;
    }

    private static long volume(GlobalProblem problem, int demand) {
        return problem.demands().volumeBps(demand);
    }
}
