package dev.braid.path.domain.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.scenario.BusyEurope;
import dev.braid.path.scenario.Recount;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowFinderTest {
    private static final int WORLDS = 40;
    private static final int LOOKS = 4;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theEarliestWindowIsTheFirstMinuteFromWhichOnThereIsRoomThroughout(long seed) {
        Random random = new Random(seed);
        int later = 0;
        int none = 0;
        for (int world = 0; world < WORLDS; world++) {
            BusyEurope europe = new BusyEurope(random, 40);
            Recount recount = new Recount(europe.scenario().state());
            for (int look = 0; look < LOOKS; look++) {
                Demand demand = europe.plain();
                Duration length = Duration.ofMinutes(1 + random.nextInt(60));
                int first = random.nextInt(BusyEurope.MINUTES);
                int last = first + random.nextInt(BusyEurope.MINUTES);
                Optional<Instant> expected = Optional.empty();
                for (int minute = first; minute <= last && expected.isEmpty(); minute++) {
                    Instant start = europe.minute(minute);
                    Interval window = new Interval(start, start.plus(length));
                    if (PathFinder.possible(europe.network(recount, window), demand, Set.of())) {
                        expected = Optional.of(start);
                    }
                }
                Answer answer = new WindowFinder(
                                europe.scenario().state().outlook(),
                                europe.scenario().now())
                        .earliest(demand, length, europe.minute(first), europe.minute(last), Set.of());
                Optional<Instant> found =
                        switch (answer) {
                            case Answer.Found(var plan) -> {
                                Interval window = plan.occurrence().orElseThrow();
                                assertThat(Duration.between(window.start(), window.end()))
                                        .isEqualTo(length);
                                yield Optional.of(window.start());
                            }
                            case Answer.None(var rejection) -> {
                                assertThat(rejection.binding()).isIn(Binding.BANDWIDTH, Binding.NO_ROUTE);
                                yield Optional.empty();
                            }
                        };
                assertThat(found)
                        .as("seed %d, world %d, look %d", seed, world, look)
                        .isEqualTo(expected);
                later += expected.filter(europe.minute(first)::isBefore).isPresent() ? 1 : 0;
                none += expected.isEmpty() ? 1 : 0;
            }
        }
        assertThat(later).as("later").isPositive();
        assertThat(none).as("none").isPositive();
    }

    @Test
    void noWindowEndsAfterTheLastMomentThatCanBeWritten() {
        Scenario scenario = new Scenario(World.europe());
        scenario.wait(Duration.between(scenario.now(), Interval.NO_END.minusSeconds(3_600)));
        Demand demand = Scenario.within(3_600, Scenario.demand("gb-lon", "nl-ams", 6));
        Instant start = scenario.now().plusSeconds(60);
        scenario.request("booked", 1, Scenario.during(start, start.plusSeconds(1_800), demand));
        Instant freed = start.plusSeconds(1_800);
        Duration left = Duration.between(freed, Interval.NO_END);
        assertThat(earliest(scenario, demand, left, start))
                .isInstanceOfSatisfying(
                        Answer.Found.class,
                        found -> assertThat(found.plan().occurrence()).contains(new Interval(freed, Interval.NO_END)));
        assertThat(earliest(scenario, demand, left.plusSeconds(1), start))
                .isInstanceOfSatisfying(
                        Answer.None.class,
                        none -> assertThat(none.rejection().binding()).isEqualTo(Binding.LATENCY));
        assertThat(earliest(scenario, demand, Duration.ofHours(1), start))
                .isInstanceOfSatisfying(
                        Answer.None.class,
                        none -> assertThat(none.rejection().binding()).isEqualTo(Binding.WINDOW));
    }

    private static Answer earliest(Scenario scenario, Demand demand, Duration length, Instant start) {
        return new WindowFinder(scenario.state().outlook(), scenario.now())
                .earliest(demand, length, start, start.plusSeconds(3_600), Set.of());
    }

    @Test
    void theWayOutOfARejectionIsLookedForAtTheFirstThousandMomentsOnly() {
        assertThat(laterStart(1_000)).isPresent();
        assertThat(laterStart(1_001)).isEmpty();
    }

    /** So many short reservations end before there is room. */
    private static Optional<Instant> laterStart(int ends) {
        Scenario scenario = new Scenario(World.europe());
        Demand demand = Scenario.within(3_600, Scenario.demand("gb-lon", "nl-ams", 9));
        Demand other = Scenario.within(3_600, Scenario.demand("gb-lon", "nl-ams", 6));
        Instant start = scenario.now().plusSeconds(60);
        for (int i = 0; i < ends; i++) {
            Instant from = start.plusSeconds(60L * i);
            scenario.request("booked" + i, 1, Scenario.during(from, from.plusSeconds(50), other));
        }
        Demand asked = Scenario.during(start, start.plusSeconds(90), demand);
        Rejection rejection = new WindowFinder(scenario.state().outlook(), scenario.now())
                .withLaterStart(
                        new Rejection(0, Binding.BANDWIDTH, "There is no room.", Optional.empty()), asked, Set.of());
        return rejection.waysOut().stream()
                .flatMap(way -> way.offer().startTime().stream())
                .findFirst();
    }
}
