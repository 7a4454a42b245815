package dev.braid.path.engine.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.path.optimise.GlopProgram;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CostOptimiserTest {
    private static final int PROBLEMS = 300;

    private final CostOptimiser optimiser = new CostOptimiser(GlopProgram::empty);

    @ParameterizedTest
    @EnumSource(Cost.class)
    void theBoundIsTheOptimumOfTheArcProgramAndThePathsKeepToTheCapacities(Cost cost) {
        Random random = new Random(21);
        int feasible = 0;
        int near = 0;
        for (int i = 0; i < PROBLEMS; i++) {
            GlobalProblem problem = RandomProblem.of(random, 9, 12);
            OptionalDouble optimum = ArcProgram.cost(problem, cost);
            CostPlan plan = optimiser.optimise(problem, cost, GlobalLimits.EXACT);
            keepsToTheCapacities(problem, plan.placement());
            assertThat(plan.total()).isEqualTo(cost.total(problem, plan.placement()));
            if (optimum.isPresent()) {
                feasible++;
                assertThat(plan.lowerBound())
                        .as("problem %d", i)
                        .isLessThanOrEqualTo(optimum.getAsDouble() * (1 + 1e-7) + 1e-6)
                        .isCloseTo(optimum.getAsDouble(), within(1e-4 * optimum.getAsDouble() + 1e-6));
                near += plan.placement().unplaced() == 0 && plan.gap() < 0.02 ? 1 : 0;
            }
        }
        assertThat(feasible).isGreaterThan(PROBLEMS / 3);
        assertThat(near).as("within 2 % of what splitting could do").isGreaterThan(feasible / 2);
    }

    /** What is over a capacity today may stay so, but nothing is added to it. */
    private static void keepsToTheCapacities(GlobalProblem problem, Placement placement) {
        Placement today = Placement.today(problem);
        for (int pool = 0; pool < problem.network().poolCount(); pool++) {
            long capacity = problem.network().capacityBps(pool);
            assertThat(capacity == 0 || placement.loadBps(pool) <= Math.max(capacity, today.loadBps(pool)))
                    .isTrue();
        }
        Replay.worstUtilisation(problem, placement);
    }

    @ParameterizedTest
    @EnumSource(Cost.class)
    void keepsToTheBudgetOfMoves(Cost cost) {
        Random random = new Random(34);
        for (int i = 0; i < PROBLEMS; i++) {
            GlobalProblem problem = RandomProblem.of(random, 9, 12);
            int budget = random.nextInt(3);
            CostPlan plan = optimiser.optimise(problem, cost, GlobalLimits.EXACT.withMaxMoves(budget));
            assertThat(plan.placement().moves()).isLessThanOrEqualTo(budget);
        }
    }
}
