package dev.braid.path.engine.global;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.optimise.GlopProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeMovesTest {
    private static final int PROBLEMS = 150;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void noMoveOverbooksAPool(long seed) {
        Random random = new Random(seed);
        int made = 0;
        int left = 0;
        for (int i = 0; i < PROBLEMS; i++) {
            GlobalProblem problem = RandomProblem.of(random, 9, 25);
            Placement wanted = new UtilisationOptimiser(GlopProgram::empty)
                    .optimise(problem, GlobalLimits.EXACT)
                    .placement();
            int limit = random.nextBoolean() ? random.nextInt(5) : Integer.MAX_VALUE;
            SafeMoves.Sequence sequence = SafeMoves.order(problem, wanted, limit);
            int[][] after = Replay.moves(problem, sequence);
            assertThat(sequence.moves().size())
                    .as("problem %d of seed %d", i, seed)
                    .isLessThanOrEqualTo(limit);
            assertThat(after).isDeepEqualTo(sequence.after().paths());
            List<Integer> apart = IntStream.range(0, after.length)
                    .filter(demand -> wanted.path(demand).length > 0)
                    .filter(demand -> !Arrays.equals(after[demand], wanted.path(demand)))
                    .boxed()
                    .toList();
            assertThat(sequence.leftOut()).containsExactlyInAnyOrderElementsOf(apart);
            made += sequence.moves().size();
            left += apart.size();
        }
        assertThat(made).isGreaterThan(PROBLEMS);
        assertThat(left).isPositive();
    }

    /** Two demands swap two links that hold one each; a third link is free to step aside. */
    @Test
    void parksOneWhereAllWaitForEachOther() {
        int[] zero = {0, 0, 0};
        int[] one = {1, 1, 1};
        GlobalNetwork network = GlobalNetwork.directed(2, zero, one, new long[3], new long[3], new long[] {10, 10, 10});
        GlobalProblem problem = new GlobalProblem(
                network, new GlobalDemands(new int[2], new int[] {1, 1}, new long[] {8, 8}, new int[][] {{0}, {1}}));
        Placement wanted = new Placement(problem, new int[][] {{1}, {0}});

        SafeMoves.Sequence sequence = SafeMoves.order(problem, wanted, 3);
        assertThat(sequence.leftOut()).isEmpty();
        assertThat(sequence.moves()).hasSize(3);
        assertThat(Replay.moves(problem, sequence)).isDeepEqualTo(new int[][] {{1}, {0}});

        assertThat(SafeMoves.order(problem, wanted, 2).moves()).isEmpty();
        assertThat(SafeMoves.order(problem, wanted, 2).leftOut()).containsExactly(0, 1);
    }

    @Test
    void aSharedPoolCountsOnce() {
        GlobalNetwork network = GlobalNetwork.directed(
                3, new int[] {0, 1, 1}, new int[] {1, 2, 2}, new long[3], new long[3], new long[] {10, 10, 10});
        GlobalProblem problem = new GlobalProblem(
                network, new GlobalDemands(new int[1], new int[] {2}, new long[] {9}, new int[][] {{0, 1}}));
        SafeMoves.Sequence sequence = SafeMoves.order(problem, new Placement(problem, new int[][] {{0, 2}}), 1);
        assertThat(sequence.moves()).hasSize(1);
        assertThat(sequence.after().loadBps(0)).isEqualTo(9);
        assertThat(sequence.after().loadBps(1)).isZero();
    }
}
