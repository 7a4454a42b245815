package dev.braid.path.engine.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortestTreeTest {
    private static final int PROBLEMS = 60;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void distancesAreThoseOfRelaxingUntilNothingChanges(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < PROBLEMS; i++) {
            GlobalNetwork network = RandomProblem.network(random, 80);
            double[] length = random.doubles(network.poolCount())
                    .map(x -> x < 0.2 ? 0 : x)
                    .toArray();
            double[] cost = random.doubles(network.arcCount()).toArray();
            ShortestTree tree = new ShortestTree(network, cost);
            int source = random.nextInt(network.nodeCount());
            tree.grow(source, length);
            double[] expected = relaxed(network, source, length, cost);
            int reached = 0;
            for (int node = 0; node < expected.length; node++) {
                assertThat(tree.reaches(node)).isEqualTo(expected[node] < ShortestTree.FAR);
                if (tree.reaches(node)) {
                    reached++;
                    assertThat(tree.distance[node]).isCloseTo(expected[node], within(1e-9));
                    double walked = 0;
                    for (int arc : tree.pathTo(node)) {
                        walked += length[network.pool(arc)] + cost[arc];
                    }
                    assertThat(walked).isCloseTo(expected[node], within(1e-9));
                }
            }
            assertThat(tree.reached).isEqualTo(reached);
            for (int at = 1; at < reached; at++) {
                assertThat(tree.distance[tree.order[at]]).isGreaterThanOrEqualTo(tree.distance[tree.order[at - 1]]);
            }
        }
    }

    private static double[] relaxed(GlobalNetwork network, int source, double[] length, double[] cost) {
        double[] distance = new double[network.nodeCount()];
        Arrays.fill(distance, ShortestTree.FAR);
        distance[source] = 0;
        for (int round = 0; round < network.nodeCount(); round++) {
            for (int arc = 0; arc < network.arcCount(); arc++) {
                if (network.usable(arc) && distance[network.tail(arc)] < ShortestTree.FAR) {
                    double via = distance[network.tail(arc)] + length[network.pool(arc)] + cost[arc];
                    distance[network.head(arc)] = Math.min(distance[network.head(arc)], via);
                }
            }
        }
        return distance;
    }
}
