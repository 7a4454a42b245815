package dev.braid.path.domain.route;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.during;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckpointTest {
    private static final int STEPS = 3;

    private final Scenario europe = new Scenario(World.europe());
    private final IllegalStateException told = new IllegalStateException("enough");
    private int passed;

    /** The north is full for hours, a little less with each. */
    @BeforeEach
    void fill() {
        for (int hours = 1; hours <= 9; hours++) {
            Instant end = europe.now().plus(Duration.ofHours(hours));
            europe.request("n" + hours, 1, during(europe.now(), end, demand("gb-lon", "nl-ams", 2)));
        }
    }

    @Test
    void aSearchForAWindowEndsWhenItIsTold() {
        WindowFinder finder = new WindowFinder(europe.state().outlook(), europe.now(), this::pass);
        Instant latest = europe.now().plus(Duration.ofDays(1));
        assertThatThrownBy(() -> finder.earliest(
                        within(7_000, demand("gb-lon", "nl-ams", 9)),
                        Duration.ofHours(1),
                        europe.now(),
                        latest,
                        Set.of()))
                .isSameAs(told);
        assertThat(passed).isEqualTo(STEPS);
    }

    @Test
    void aSearchForATransferEndsWhenItIsTold() {
        TransferPlanner planner = new TransferPlanner(europe.state().outlook(), europe.now(), this::pass);
        Instant deadline = europe.now().plus(Duration.ofDays(1));
        assertThatThrownBy(() -> planner.cheapest(
                        demand("gb-lon", "nl-ams", 9), 1_000_000_000L, europe.now(), deadline, OptionalLong.empty()))
                .isSameAs(told);
        assertThat(passed).isEqualTo(STEPS);
    }

    @Test
    void anInquiryEndsBetweenDemandsWhenItIsTold() {
        List<Demand> many = Collections.nCopies(2 * STEPS, demand("gb-lon", "fr-par", 1));
        assertThatThrownBy(() -> Inquiry.answer(europe.state().outlook(), many, europe.now(), this::pass))
                .isSameAs(told);
        assertThat(passed).isEqualTo(STEPS);
    }

    private void pass() {
        if (++passed == STEPS) {
            throw told;
        }
    }
}
