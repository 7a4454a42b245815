package dev.braid.path.engine.global;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmittedPathsTest {
    private static final int PROBLEMS = 150;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void keepToTheRuleAndAreFoundWhereOneBoundDecides(long seed) {
        Random random = new Random(seed);
        int found = 0;
        int least = 0;
        for (int i = 0; i < PROBLEMS; i++) {
            GlobalProblem problem = RandomRules.over(random, RandomProblem.of(random, 8, 6));
            double[] length = random.doubles(problem.network().poolCount()).toArray();
            AdmittedPaths admitted = new AdmittedPaths(problem);
            for (int demand = 0; demand < problem.demands().count(); demand++) {
                int[] path = admitted.find(demand, length, ShortestTree.FAR);
                PathRule rule = problem.demands().rule(demand);
                List<int[]> all = RandomProblem.paths(
                                problem.network(),
                                problem.demands().source(demand),
                                problem.demands().target(demand))
                        .stream()
                        .filter(rule::admits)
                        .toList();
                if (path.length > 0) {
                    found++;
                    Replay.walk(problem, demand, path);
                    assertThat(rule.admits(path)).isTrue();
                    double best = all.stream()
                            .mapToDouble(other -> length(problem, other, length))
                            .min()
                            .orElseThrow();
                    least += length(problem, path, length) <= best + 1e-9 ? 1 : 0;
                    assertThat(admitted.find(demand, length, length(problem, path, length)))
                            .as("none below the least")
                            .isEmpty();
                } else if (rule.bounds().size() < 2 && decidedByBounds(rule)) {
                    assertThat(all)
                            .as("problem %d of seed %d, demand %d", i, seed, demand)
                            .isEmpty();
                }
            }
        }
        assertThat(found).isGreaterThan(PROBLEMS);
        assertThat(least).as("the shortest of all").isGreaterThan(found * 9 / 10);
    }

    /** A last test knows more than filters and bounds do, and may refuse all that they offer. */
    private static boolean decidedByBounds(PathRule rule) {
        return rule.bounds().isEmpty() || rule.barredArcs().isEmpty();
    }

    private static double length(GlobalProblem problem, int[] path, double[] length) {
        return Arrays.stream(path)
                .mapToDouble(arc -> length[problem.network().pool(arc)])
                .sum();
    }
}
