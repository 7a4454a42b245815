package dev.braid.path.engine.global;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.optimise.GlopProgram;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real networks with gravity demands; skipped where the collection is not at hand. */
class RepetitaTest {
    private final UtilisationOptimiser optimiser = new UtilisationOptimiser(GlopProgram::empty);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AttMpls.0000",
                "AttMpls.0001",
                "Colt.0000",
                "Colt.0001",
                "Cogentco.0000",
                "Cogentco.0001",
                "Geant2012.0000",
                "Geant2012.0001",
                "Tinet.0000",
                "Tinet.0001"
            })
    void onePathForEachDemandIsWithinAHundredthOfAPercentOfTheBound(String demands) {
        GlobalProblem problem = read(demands);
        UtilisationPlan plan = optimiser.optimise(problem, GlobalLimits.EXACT);
        assertThat(plan.gap()).isBetween(-1e-12, 1e-4);
        assertThat(plan.placement().unplaced()).isZero();
        assertThat(plan.placement().worstUtilisation()).isEqualTo(Replay.worstUtilisation(problem, plan.placement()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AttMpls.0000", "AttMpls.0001", "Geant2012.0000"})
    void theBoundIsTheOptimumOfTheArcProgram(String demands) {
        GlobalProblem problem = read(demands);
        double optimum = ArcProgram.worstUtilisation(problem, "GLOP");
        UtilisationPlan plan = optimiser.optimise(problem, GlobalLimits.EXACT);
        assertThat(plan.lowerBound()).isBetween(optimum * (1 - 1e-4), optimum * (1 + 1e-7));
    }

    /** Every tenth link fails, one after the other; both directions of it. */
    @Test
    void afterAFailureFewMoveBeyondTheBroken() {
        GlobalProblem problem = read("Cogentco.0000");
        Placement before = optimiser.optimise(problem, GlobalLimits.EXACT).placement();
        GlobalNetwork network = problem.network();
        for (int arc = 0; arc < network.arcCount(); arc += 49) {
            BitSet failed = bothDirections(network, arc);
            GlobalProblem broken =
                    new GlobalProblem(network.without(failed), problem.demands().withCurrent(before.paths()));
            List<Integer> whole = IntStream.range(0, problem.demands().count())
                    .filter(broken::placed)
                    .boxed()
                    .toList();
            int budget = whole.size() * 15 / 100;
            UtilisationPlan plan = optimiser.optimise(broken, GlobalLimits.EXACT.withMaxMoves(budget));
            assertThat(plan.placement().moves()).isLessThanOrEqualTo(budget);
            assertThat(plan.placement().worstUtilisation())
                    .isEqualTo(Replay.worstUtilisation(broken, plan.placement()));
            assertThat(plan.gap()).as("arc %d", arc).isLessThan(0.05);
        }
    }

    private static BitSet bothDirections(GlobalNetwork network, int arc) {
        BitSet failed = new BitSet();
        for (int other = 0; other < network.arcCount(); other++) {
            if (Math.min(network.tail(other), network.head(other)) == Math.min(network.tail(arc), network.head(arc))
                    && Math.max(network.tail(other), network.head(other))
                            == Math.max(network.tail(arc), network.head(arc))) {
                failed.set(network.pool(other));
            }
        }
        return failed;
    }

    private GlobalProblem read(String demands) {
        return Repetita.read(Repetita.folder(), demands.substring(0, demands.indexOf('.')), demands);
    }
}
