package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnwardTest {
    private static final int NODES = 40;
    private static final int[] TARGETS = {3, 17};

    /** Weights so small that many ways are as good as each other, and that fall below what bounds were built on. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void noOtherArcLeadsOnAsWellWhateverFalls(int seed) {
        Random random = new Random(seed);
        NetworkLoad load = RandomWan.load(random, NODES, 6);
        WeightRange range = new WeightRange(load.graph(), load.records);
        Potentials potentials = new Potentials(load.graph(), range);
        int mbps = BandwidthClasses.floorMbps(BandwidthClasses.of(50));
        int only = 0;
        for (int change = 0; change < 300; change++) {
            TargetPotentials known = potentials.toward(TARGETS, Weighing.LATENCY);
            only += check(load, range, potentials.potential(load, known, 0), 0);
            potentials.wasted(load, known, mbps, NODES << 12);
            only += check(load, range, potentials.potential(load, known, mbps), mbps);
            int arc = random.nextInt(load.graph().arcCount());
            potentials.prepare(
                    arc,
                    Math.max(1, range.leastLatencyUs(arc) - random.nextInt(3)),
                    Math.max(0, range.leastPriceMicros(arc) - random.nextInt(3)));
        }
        assertThat(only).isGreaterThan(NODES * 30);
    }

    private static int check(NetworkLoad load, WeightRange range, Potential potential, int mbps) {
        NetworkGraph graph = load.graph();
        int only = 0;
        for (int node = 0; node < NODES; node++) {
            int number = potential.onward.numbers[node] & Onward.LARGEST_NUMBER;
            for (int arc = graph.firstOut[node]; number > 0 && arc < graph.firstOut[node + 1]; arc++) {
                long via = potential.bounds[graph.head(arc)]
                        + potential.scale.key(range.leastLatencyUs(arc), range.leastPriceMicros(arc));
                if (arc - graph.firstOut[node] + 1 == number) {
                    assertThat(via).as("the only arc %d", arc).isGreaterThanOrEqualTo(potential.bounds[node]);
                } else if (via < KeyScale.UNREACHABLE
                        && load.records[NetworkLoad.STRIDE * arc + NetworkLoad.FREE] >= mbps) {
                    assertThat(via)
                            .as("another arc %d of node %d", arc, node)
                            .isGreaterThan(potential.bounds[node])
                            .isGreaterThanOrEqualTo(potential.onward.otherwise[node]);
                }
            }
            only += number > 0 ? 1 : 0;
        }
        return only;
    }
}
