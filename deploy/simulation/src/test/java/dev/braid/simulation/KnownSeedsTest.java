package dev.braid.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seeds that found something once, and what it was. A change of the simulator that draws other worlds makes them mean less. */
class KnownSeedsTest {
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "LYING_SOURCE, 4, path computation restarts in the lie and learns it as usual: moves for a suspect source",
        "LYING_SOURCE, 6, the same",
        "LYING_SOURCE, 7, a carrier of four links cannot be suspected",
        "LYING_SOURCE, 11, moved after the lie though all newest windows are good",
        "FLAPPING_LINK, 4, moved back onto a flapping link that is up just now",
        "FLAPPING_LINK, 1181, moves off a down link use up the hour of those off slow ones",
        "FLAPPING_LINK, 1947, the same",
        "FLAPPING_LINK, 1976, the same; six moves",
        "LYING_SOURCE, 38, judged during the lie, decided after it",
        "LYING_SOURCE, 41, a spike before the lie made one link bad earlier than the others",
        "LYING_SOURCE, 90, a spike after the lie while trouble lasts",
        "LYING_SOURCE, 197, what waited for a restart is older than what is measured",
        "FLAPPING_LINK, 47, a refused plan gives way to one over the flapping link",
        "FLAPPING_LINK, 57, a change of the demand leads back onto it",
        "SLOW_DRIFT, 1036, a path that only just keeps its bound",
        "CUT_CABLE, 1484, the same after the faults",
        "SLOW_LINK, 115, reports read before those that wait",
        "BROWN_OUT, 100, the same",
    })
    void whatWasFoundOnceHoldsNow(Scenario scenario, long seed, String found) {
        Outcome outcome = Run.of(scenario, seed, Run.Settings.REAL);

        assertThat(outcome.violation()).as("%s: %s", found, outcome.story()).isEmpty();
    }
}
