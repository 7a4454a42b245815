package dev.braid.path.engine.global;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.optimise.GlopProgram;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GlobalStepTest {
    private static final int PROBLEMS = 300;

    private final GlobalStep step = new GlobalStep(GlopProgram::empty);

    @ParameterizedTest
    @EnumSource(Objective.class)
    void everyMoveIsSafeKeepsToItsRuleAndTheObjectiveIsAsStated(Objective objective) {
        Random random = new Random(55);
        int moves = 0;
        int better = 0;
        int leftOut = 0;
        for (int i = 0; i < PROBLEMS; i++) {
            GlobalProblem problem = RandomRules.over(random, RandomProblem.of(random, 9, 25));
            int limit = random.nextBoolean() ? random.nextInt(5) : Integer.MAX_VALUE;
            GlobalPlan plan = step.improve(problem, objective, GlobalLimits.EXACT.withMaxMoves(limit));
            assertThat(plan.moves().size()).as("problem %d", i).isLessThanOrEqualTo(limit);
            assertThat(plan.moves())
                    .allMatch(move -> problem.demands().rule(move.demand()).admits(move.to()));
            int[][] after = Replay.moves(problem, sequence(plan));
            assertThat(after).isDeepEqualTo(plan.placement().paths());
            assertThat(plan.unplaced())
                    .isEqualTo(IntStream.range(0, after.length)
                            .filter(demand -> after[demand].length == 0)
                            .boxed()
                            .toList());
            Placement today = Placement.today(problem);
            assertStated(plan.before(), problem, today, objective);
            assertStated(plan.after(), problem, plan.placement(), objective);
            if (plan.unplaced().size() == today.unplaced()) {
                assertThat(plan.after()).isLessThanOrEqualTo(plan.before());
                assertThat(plan.moves().isEmpty()).isEqualTo(plan.after() == plan.before());
            }
            assertThat(plan.moves().isEmpty() || plan.moves().getLast().after() == plan.after())
                    .isTrue();
            moves += plan.moves().size();
            better += plan.after() < plan.before() ? 1 : 0;
            leftOut += plan.leftOut().size();
        }
        assertThat(moves).isGreaterThan(PROBLEMS);
        assertThat(better).isGreaterThan(PROBLEMS / 10);
        assertThat(leftOut).isPositive();
    }

    private static SafeMoves.Sequence sequence(GlobalPlan plan) {
        return new SafeMoves.Sequence(
                plan.moves().stream()
                        .map(move -> new SafeMoves.Move(move.demand(), move.from(), move.to()))
                        .toList(),
                plan.leftOut(),
                plan.placement());
    }

    private static void assertStated(double stated, GlobalProblem problem, Placement placement, Objective objective) {
        double measured =
                switch (objective) {
                    case WORST_UTILISATION -> placement.worstUtilisation();
                    case PRICE -> Cost.PRICE.total(problem, placement) / 1e9;
                    case LATENCY -> Cost.LATENCY.total(problem, placement) / 1e9;
                };
        assertThat(Math.abs(stated - measured)).isLessThanOrEqualTo(1e-9 * measured);
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void theBoundIsBelowWhatTheArcProgramReaches(Objective objective) {
        Random random = new Random(89);
        int compared = 0;
        int near = 0;
        for (int i = 0; i < PROBLEMS; i++) {
            GlobalProblem problem = RandomProblem.of(random, 9, 12);
            GlobalPlan plan = step.improve(problem, objective, GlobalLimits.EXACT);
            OptionalDouble optimum =
                    switch (objective) {
                        case WORST_UTILISATION -> OptionalDouble.of(ArcProgram.worstUtilisation(problem, "GLOP"));
                        case PRICE -> inGbps(ArcProgram.cost(problem, Cost.PRICE));
                        case LATENCY -> inGbps(ArcProgram.cost(problem, Cost.LATENCY));
                    };
            if (optimum.isPresent()) {
                compared++;
                double least = optimum.getAsDouble();
                assertThat(plan.bound()).isLessThanOrEqualTo(least * (1 + 1e-7) + 1e-12);
                if (plan.unplaced().isEmpty() && plan.placement().worstUtilisation() <= 1) {
                    assertThat(plan.after()).isGreaterThanOrEqualTo(plan.bound());
                }
                near += plan.bound() >= least * (1 - 1e-4) - 1e-12 ? 1 : 0;
            }
        }
        assertThat(compared).isGreaterThan(PROBLEMS / 3);
        assertThat(near).as("bounds that are as good as the optimum").isGreaterThan(compared * 3 / 4);
    }

    private static OptionalDouble inGbps(OptionalDouble cost) {
        return cost.isPresent() ? OptionalDouble.of(cost.getAsDouble() / 1e9) : cost;
    }

    /** The only way around breaks the demand's bound; without the bound it is taken. */
    @Test
    void aBoundKeepsADemandWhereItIs() {
        GlobalNetwork network = GlobalNetwork.directed(
                3, new int[] {0, 0, 1}, new int[] {2, 1, 2}, new long[] {10, 30, 30}, new long[] {9, 1, 1}, new long[] {
                    10, 100, 100
                });
        GlobalDemands free = new GlobalDemands(new int[1], new int[] {2}, new long[] {8}, new int[][] {{0}});
        long[] latencyUs = {10, 30, 30};
        for (Objective objective : List.of(Objective.WORST_UTILISATION, Objective.PRICE)) {
            for (long most : new long[] {59, 60}) {
                PathRule rule = PathRule.bounded(new PathRule.Bound(latencyUs, most));
                GlobalProblem problem = new GlobalProblem(network, free.withRules(new PathRule[] {rule}));
                assertThat(step.improve(problem, objective, GlobalLimits.EXACT).moves())
                        .as("%s within %d us", objective, most)
                        .hasSize(most < 60 ? 0 : 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void answersWhateverIsAskedAndWhenItIsStopped(Objective objective) {
        Random random = new Random(144);
        GlobalNetwork apart = GlobalNetwork.directed(
                4, new int[] {0, 2}, new int[] {1, 3}, new long[2], new long[2], new long[] {0, 5});
        assertThat(step.improve(empty(apart), objective, GlobalLimits.EXACT).moves())
                .isEmpty();
        GlobalNetwork arcless =
                GlobalNetwork.directed(2, new int[0], new int[0], new long[0], new long[0], new long[0]);
        assertThat(step.improve(empty(arcless), objective, GlobalLimits.EXACT).moves())
                .isEmpty();
        GlobalDemands nowhere =
                GlobalDemands.unplaced(new int[] {0, 0, 2}, new int[] {1, 3, 3}, new long[] {1, 1, 1L << 50});
        GlobalPlan plan = step.improve(new GlobalProblem(apart, nowhere), objective, GlobalLimits.EXACT);
        assertThat(plan.moves()).isEmpty();
        assertThat(plan.unplaced()).containsExactly(0, 1, 2);
        for (int i = 0; i < PROBLEMS; i++) {
            GlobalProblem problem = RandomProblem.of(random, 12, 40);
            AtomicInteger asked = new AtomicInteger(random.nextInt(20));
            GlobalPlan stopped =
                    step.improve(problem, objective, GlobalLimits.EXACT.withStop(() -> asked.decrementAndGet() < 0));
            Replay.moves(problem, sequence(stopped));
            assertThat(stopped.placement().unplaced())
                    .isEqualTo(stopped.unplaced().size());
        }
    }

    private static GlobalProblem empty(GlobalNetwork network) {
        return new GlobalProblem(network, GlobalDemands.unplaced(new int[0], new int[0], new long[0]));
    }
}
