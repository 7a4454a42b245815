package dev.braid.path.engine.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TabuSearchTest {
    private static final int PROBLEMS = 150;
    private static final int STEPS = 40;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void loadsAndThePenaltyAreThoseOfThePathsAfterEveryStep(long seed) {
        Random random = new Random(seed);
        int moved = 0;
        for (int i = 0; i < PROBLEMS; i++) {
            GlobalProblem problem = RandomRules.over(random, RandomProblem.of(random, 9, 25));
            ShortestTree tree = new ShortestTree(problem.network());
            int budget = random.nextBoolean() ? random.nextInt(4) : Integer.MAX_VALUE;
            SinglePathSearch search = new SinglePathSearch(problem, tree, budget);
            search.soft.sharpen(1, 0.25);
            search.placeMissing();
            double ceiling = 0.8 * search.soft.worstUtilisation();
            TabuSearch tabu = new TabuSearch(problem, search, tree);
            double[] lengths =
                    random.doubles(problem.network().poolCount(), 0, 1e-3).toArray();
            tabu.start(ceiling, 0.99 * ceiling, lengths);
            for (int step = 0; step < STEPS; step++) {
                int[][] before = search.paths.clone();
                tabu.step();
                Placement now = new Placement(problem, search.paths);
                double penalty = 0;
                for (int pool = 0; pool < problem.network().poolCount(); pool++) {
                    assertThat(search.soft.load[pool]).isEqualTo(now.loadBps(pool));
                    double over = problem.network().capacityBps(pool) > 0 ? now.utilisation(pool) - ceiling : 0;
                    penalty += over > 0 ? over * over : 0;
                }
                assertThat(tabu.penalty()).isCloseTo(penalty, within(1e-9 * (1 + penalty)));
                assertThat(now.moves()).isLessThanOrEqualTo(budget);
                for (int demand = 0; demand < before.length; demand++) {
                    if (search.paths[demand] != before[demand]) {
                        moved++;
                        assertThat(problem.demands().rule(demand).admits(search.paths[demand])
                                        || search.paths[demand]
                                                == problem.demands().paths()[demand])
                                .isTrue();
                    }
                }
            }
        }
        assertThat(moved).isGreaterThan(PROBLEMS);
    }
}
