package dev.braid.path.engine.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GlobalProblemTest {
    private final GlobalNetwork line = GlobalNetwork.directed(
            3, new int[] {0, 1, 1}, new int[] {1, 2, 0}, new long[3], new long[3], new long[] {10, 10, 10});

    @Test
    void refusalsNameTheFieldTheValueAndTheBound() {
        refused(() -> network(new int[] {0, 7}, new long[] {1, 1}), "tail[1] is 7, not within 0 to 1.");
        refused(() -> network(new int[] {0, 1}, new long[] {1, -5}), "capacityBps[1] is -5, not within 0 to");
        refused(() -> network(new int[] {0, 0}, new long[] {1, 1}), "head[1] is 0, its tail.");
        refused(() -> demand(0, 0, 1), "target[0] is 0, its source.");
        refused(() -> demand(0, 2, 0), "volumeBps[0] is 0, not within 1 to");
        refused(() -> demand(0, 3, 1), "target[0] is 3, not within 0 to 2.");
        refused(() -> demand(0, 2, 1, 0), "current[0] ends at node 1, not at its target 2.");
        refused(() -> demand(0, 2, 1, 1), "current[0][0] is arc 1, which starts at node 1, not at node 0.");
        refused(() -> demand(0, 2, 1, 0, 2), "current[0][1] is arc 2, which returns to node 0.");
        refused(() -> demand(0, 2, 1, 0, 9), "current[0][1] is arc 9, which is not within 0 to 2.");
        refused(() -> GlobalLimits.EXACT.withMaxMoves(-1), "maxMoves is -1, not within 0 to");
    }

    @Test
    void arcsOfOnePoolHaveTheSameEnds() {
        refused(
                () -> new GlobalNetwork(
                        3,
                        new int[] {0, 1},
                        new int[] {1, 2},
                        new int[2],
                        new long[2],
                        new long[2],
                        new long[] {1},
                        new long[1]),
                "pool[1] is 0, as that of arc 0, which has other ends.");
    }

    @Test
    void aPathOverAnArcOutOfOrderIsBroken() {
        GlobalProblem whole = demand(0, 2, 4, 0, 1);
        assertThat(whole.placed(0)).isTrue();
        BitSet failed = new BitSet();
        failed.set(1);
        GlobalProblem broken = new GlobalProblem(line.without(failed), whole.demands());
        assertThat(broken.placed(0)).isFalse();
        assertThat(Placement.today(broken).unplaced()).isEqualTo(1);
        UtilisationPlan plan = new UtilisationOptimiser().optimise(broken, GlobalLimits.EXACT);
        assertThat(plan.placement().unplaced()).isEqualTo(1);
    }

    @Test
    void nothingToCarryIsAnAnswerToo() {
        GlobalProblem empty = new GlobalProblem(line, GlobalDemands.unplaced(new int[0], new int[0], new long[0]));
        UtilisationPlan plan = new UtilisationOptimiser().optimise(empty, GlobalLimits.EXACT);
        assertThat(plan.placement().worstUtilisation()).isZero();
        assertThat(plan.gap()).isZero();
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(message);
    }

    private static GlobalNetwork network(int[] tail, long[] capacity) {
        return GlobalNetwork.directed(2, tail, new int[] {1, 0}, new long[2], new long[2], capacity);
    }

    private GlobalProblem demand(int source, int target, long volume, int... path) {
        return new GlobalProblem(
                line,
                new GlobalDemands(new int[] {source}, new int[] {target}, new long[] {volume}, new int[][] {path}));
    }
}
