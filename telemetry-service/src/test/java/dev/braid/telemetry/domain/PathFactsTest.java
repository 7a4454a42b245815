package dev.braid.telemetry.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.telemetry.domain.PathFacts.Stage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathFactsTest {
    private final MeasuredPlan first = plan(1);
    private final MeasuredPlan second = plan(2);

    @Test
    void anActivePlanIsMeasured() {
        assertThat(facts(Stage.ACTIVE, Optional.of(second), List.of(first)).measured(Optional.of(first)))
                .contains(second);
    }

    @Test
    void aFirstPlanIsNotMeasuredUntilItIsActive() {
        assertThat(facts(Stage.PLANNED, Optional.of(first), List.of()).measured(Optional.empty()))
                .isEmpty();
    }

    @Test
    void whileANewPlanIsBuiltTheOldOneIsMeasured() {
        assertThat(facts(Stage.PLANNED, Optional.of(second), List.of(first)).measured(Optional.of(first)))
                .contains(first);
    }

    @Test
    void aPlanThatIsNotHeldAnyMoreIsNotMeasured() {
        assertThat(facts(Stage.PLANNED, Optional.of(second), List.of()).measured(Optional.of(first)))
                .isEmpty();
    }

    @Test
    void nothingIsMeasuredOfAConnectionThatEnds() {
        assertThat(facts(Stage.ENDING, Optional.empty(), List.of(first)).measured(Optional.of(first)))
                .isEmpty();
        assertThat(facts(Stage.ENDED, Optional.empty(), List.of()).measured(Optional.of(first)))
                .isEmpty();
    }

    private static PathFacts facts(Stage stage, Optional<MeasuredPlan> plan, List<MeasuredPlan> held) {
        return new PathFacts("t.i.1", "t", 7, stage, plan, held);
    }

    private static MeasuredPlan plan(long revision) {
        return new MeasuredPlan("t.i.1", "t.i", "t", revision, List.of("a"), Promises.NONE);
    }
}
