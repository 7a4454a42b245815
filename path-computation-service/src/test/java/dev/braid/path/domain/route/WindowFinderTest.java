package dev.braid.path.domain.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.scenario.BusyEurope;
import dev.braid.path.scenario.Recount;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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
}
