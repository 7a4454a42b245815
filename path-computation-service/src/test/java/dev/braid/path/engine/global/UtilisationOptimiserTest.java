package dev.braid.path.engine.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.path.optimise.GlopProgram;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtilisationOptimiserTest {
    private static final int PROBLEMS = 120;

    private final UtilisationOptimiser optimiser = new UtilisationOptimiser(GlopProgram::empty);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void theBoundIsTheOptimumOfTheArcProgram(long seed) {
        Random random = new Random(seed);
        int compared = 0;
        for (int i = 0; i < PROBLEMS; i++) {
            GlobalProblem problem = RandomProblem.of(random, 9, 25);
            double optimum = ArcProgram.worstUtilisation(problem, "GLOP");
            UtilisationPlan plan = optimiser.optimise(problem, GlobalLimits.EXACT);
            assertThat(plan.lowerBound())
                    .as("problem %d of seed %d", i, seed)
                    .isLessThanOrEqualTo(optimum * (1 + 1e-7));
            boolean wholePathsDecide = plan.singlePathBound() > plan.lowerBound() && plan.singlePathGap() <= 1e-4;
            if (!wholePathsDecide) {
                assertThat(plan.lowerBound()).isCloseTo(optimum, within(1e-4 * optimum));
                compared++;
            }
            assertThat(plan.placement().worstUtilisation())
                    .isGreaterThanOrEqualTo(plan.singlePathBound() * (1 - 1e-12))
                    .isEqualTo(Replay.worstUtilisation(problem, plan.placement()));
            assertThat(unplaced(problem)).isEqualTo(plan.placement().unplaced());
        }
        assertThat(compared).isGreaterThan(PROBLEMS / 4);
    }

    private static int unplaced(GlobalProblem problem) {
        int count = 0;
        for (int demand = 0; demand < problem.demands().count(); demand++) {
            int source = problem.demands().source(demand);
            count += ArcProgram.reaching(problem.network(), problem.demands().target(demand))
                            .get(source)
                    ? 0
                    : 1;
        }
        return count;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void whatOnePathForEachCanDoIsBetweenTheSinglePathBoundAndThePlacement(long seed) {
        Random random = new Random(seed);
        int optimal = 0;
        int raised = 0;
        for (int i = 0; i < PROBLEMS; i++) {
            GlobalProblem problem = RandomProblem.of(random, 6, 4);
            double optimum = best(problem, new int[problem.demands().count()][], 0);
            UtilisationPlan plan = optimiser.optimise(problem, GlobalLimits.EXACT);
            assertThat(plan.singlePathBound())
                    .as("problem %d of seed %d", i, seed)
                    .isLessThanOrEqualTo(optimum * (1 + 1e-9));
            assertThat(plan.placement().worstUtilisation()).isGreaterThanOrEqualTo(optimum * (1 - 1e-12));
            optimal += plan.placement().worstUtilisation() <= optimum * (1 + 1e-9) ? 1 : 0;
            raised += plan.singlePathBound() > plan.lowerBound() ? 1 : 0;
        }
        assertThat(optimal).as("placements that are optimal").isGreaterThanOrEqualTo(PROBLEMS * 9 / 10);
        assertThat(raised).as("bounds raised to whole steps").isPositive();
    }

    private static double best(GlobalProblem problem, int[][] paths, int demand) {
        if (demand == paths.length) {
            return new Placement(problem, paths).worstUtilisation();
        }
        List<int[]> choices = RandomProblem.paths(
                problem.network(),
                problem.demands().source(demand),
                problem.demands().target(demand));
        double best = Double.MAX_VALUE;
        for (int[] path : choices.isEmpty() ? List.of(new int[0]) : choices) {
            paths[demand] = path;
            best = Math.min(best, best(problem, paths, demand + 1));
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keepsToTheBudgetOfMovesAndNeverGetsWorse(long seed) {
        Random random = new Random(seed);
        int used = 0;
        for (int i = 0; i < PROBLEMS; i++) {
            GlobalProblem problem = RandomProblem.of(random, 9, 25);
            int budget = random.nextInt(4);
            UtilisationPlan plan = optimiser.optimise(problem, GlobalLimits.EXACT.withMaxMoves(budget));
            assertThat(plan.placement().moves())
                    .as("problem %d of seed %d", i, seed)
                    .isLessThanOrEqualTo(budget);
            used += plan.placement().moves();
            UtilisationPlan again = optimiser.optimise(
                    new GlobalProblem(
                            problem.network(),
                            problem.demands().withCurrent(plan.placement().paths())),
                    GlobalLimits.EXACT);
            assertThat(again.placement().worstUtilisation())
                    .isLessThanOrEqualTo(plan.placement().worstUtilisation());
        }
        assertThat(used).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void equalProblemsGetEqualPlans(long seed) {
        GlobalProblem problem = RandomProblem.of(new Random(seed), 12, 60);
        UtilisationPlan one = optimiser.optimise(problem, GlobalLimits.EXACT);
        UtilisationPlan other = optimiser.optimise(problem, GlobalLimits.EXACT);
        assertThat(one.lowerBound()).isEqualTo(other.lowerBound());
        assertThat(one.placement().paths()).isDeepEqualTo(other.placement().paths());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5})
    void withoutALinearProgramTheBoundStillHolds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < PROBLEMS; i++) {
            GlobalProblem problem = RandomProblem.of(random, 9, 25);
            UtilisationPlan plan = new UtilisationOptimiser().optimise(problem, GlobalLimits.EXACT);
            assertThat(plan.lowerBound())
                    .isLessThanOrEqualTo(ArcProgram.worstUtilisation(problem, "GLOP") * (1 + 1e-7));
        }
    }
}
