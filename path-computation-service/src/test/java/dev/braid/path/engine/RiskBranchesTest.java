package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiskBranchesTest {
    private record Plain(
            int number, int parent, int place, int depth, long least, int[] path, List<Integer> conflict) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void givesTheLeastFirstThenTheDeepestThenTheOldestAndForgetsNothing(long seed) {
        Random random = new Random(seed);
        RiskBranches branches = new RiskBranches();
        for (int round = 0; round < 20; round++) {
            branches.clear();
            List<Plain> all = new ArrayList<>();
            PriorityQueue<Plain> open = new PriorityQueue<>(Comparator.comparingLong(Plain::least)
                    .thenComparing(Plain::depth, Comparator.reverseOrder())
                    .thenComparingInt(Plain::number));
            for (int step = 0; step < 1000; step++) {
                if (all.isEmpty() || random.nextInt(3) > 0) {
                    Plain added = random(random, all);
                    all.add(added);
                    open.add(added);
                    branches.add(
                            added.parent, added.place, added.least, added.path, added.path.length, 7 * added.least);
                    int[] conflict =
                            added.conflict.stream().mapToInt(Integer::intValue).toArray();
                    branches.conflict(added.number, conflict, conflict.length);
                } else {
                    Plain expected = open.poll();
                    assertThat(branches.poll()).isEqualTo(expected == null ? RiskBranches.NONE : expected.number);
                }
            }
            all.forEach(each -> assertKept(branches, each));
        }
    }

    private static Plain random(Random random, List<Plain> all) {
        int number = all.size();
        Plain parent = number == 0 ? null : all.get(random.nextInt(number));
        return new Plain(
                number,
                parent == null ? RiskBranches.NONE : parent.number,
                random.nextInt(5),
                parent == null ? 0 : parent.depth + 1,
                random.nextInt(10),
                random.ints(random.nextInt(30), 0, 1000).toArray(),
                random.ints(random.nextInt(6), 0, 1000).boxed().toList());
    }

    private static void assertKept(RiskBranches branches, Plain each) {
        int branch = each.number;
        assertThat(branches.parent(branch)).isEqualTo(each.parent);
        assertThat(branches.place(branch)).isEqualTo(each.place);
        assertThat(branches.least(branch)).isEqualTo(each.least);
        assertThat(branches.key(branch)).isEqualTo(7 * each.least);
        int from = branches.path(branch);
        assertThat(Arrays.copyOfRange(branches.cells, from, from + branches.length(branch)))
                .isEqualTo(each.path);
        for (int place = 0; place < each.conflict.size(); place++) {
            assertThat(branches.risk(branch, place)).isEqualTo(each.conflict.get(place));
        }
    }
}
