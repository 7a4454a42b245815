package dev.braid.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final long FROM = 1;
    private static final long SEEDS_EACH = 112;

    @Test
    void whateverGoesWrongInAThousandWorldsWhatMustHoldHoldsAndAllComeToRest() {
        List<Simulation.Row> rows = new ArrayList<>();
        for (Scenario scenario : Scenario.values()) {
            rows.add(Simulation.row(scenario, FROM, SEEDS_EACH));
        }
        System.out.println(Simulation.table(rows));
        assertThat(rows.stream().mapToInt(row -> row.outcomes().size()).sum()).isGreaterThanOrEqualTo(1_000);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.outcomes())
                    .as("%s", row.scenario())
                    .allSatisfy(outcome ->
                            assertThat(outcome.violation()).as(outcome.story()).isEmpty())
                    // Where nobody is ever moved nothing was tried.
                    .anySatisfy(outcome -> assertThat(outcome.moves()).isPositive())
                    .allSatisfy(outcome -> assertThat(outcome.simulatedUs()).isGreaterThan(599 * Defaults.SECOND_US));
        });
    }
}
