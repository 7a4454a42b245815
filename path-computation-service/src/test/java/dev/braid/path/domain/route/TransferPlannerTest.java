package dev.braid.path.domain.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.network.Network;
import dev.braid.path.scenario.BusyEurope;
import dev.braid.path.scenario.Recount;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferPlannerTest {
    private static final int WORLDS = 25;
    private static final int LOOKS = 2;
    private static final long STEP_BPS = World.GBPS / 2;

    private record Best(BigInteger price, Interval window, long rateBps) {
        boolean isBeatenBy(Best other) {
            int byPrice = other.price.compareTo(price);
            int byEnd = other.window.end().compareTo(window.end());
            return byPrice < 0
                    || byPrice == 0
                            && (byEnd < 0 || byEnd == 0 && other.window.start().isAfter(window.start()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noStartAndNoRateGiveACheaperOrEarlierTransfer(long seed) {
        Random random = new Random(seed);
        int slower = 0;
        int later = 0;
        int none = 0;
        for (int world = 0; world < WORLDS; world++) {
            BusyEurope europe = new BusyEurope(random, 40);
            Recount recount = new Recount(europe.scenario().state());
            for (int look = 0; look < LOOKS; look++) {
                Demand demand = europe.plain();
                demand = random.nextInt(3) == 0 ? Scenario.within(5_000 + random.nextInt(8_000), demand) : demand;
                long volumeBytes = (1L + random.nextInt(4_000)) * 1_000_000_000L;
                int first = random.nextInt(60);
                int deadline = first + 1 + random.nextInt(150);
                Optional<Best> expected = brute(europe, recount, demand, volumeBytes, first, deadline);
                var outcome = new TransferPlanner(
                                europe.scenario().state().outlook(),
                                europe.scenario().now())
                        .cheapest(
                                demand,
                                volumeBytes,
                                europe.minute(first),
                                europe.minute(deadline),
                                OptionalLong.empty());
                Optional<Best> found =
                        switch (outcome) {
                            case TransferPlanner.Outcome.Planned(var transfer) ->
                                Optional.of(new Best(
                                        BigInteger.valueOf(transfer.priceMicros()),
                                        transfer.plan().occurrence().orElseThrow(),
                                        transfer.plan().bandwidthBps()));
                            case TransferPlanner.Outcome.None _ -> Optional.empty();
                        };
                assertThat(found)
                        .as("seed %d, world %d, %d bytes of %s", seed, world, volumeBytes, demand)
                        .isEqualTo(expected);
                long most = demand.bandwidthBps();
                slower += expected.filter(best -> best.rateBps < most).isPresent() ? 1 : 0;
                later += expected.filter(best -> best.window.start().isAfter(europe.minute(first)))
                                .isPresent()
                        ? 1
                        : 0;
                none += expected.isEmpty() ? 1 : 0;
            }
        }
        assertThat(slower).as("slower than asked").isPositive();
        assertThat(later).as("later than at once").isPositive();
        assertThat(none).as("none").isPositive();
    }

    /** All reservations are of whole steps and minutes, so every start and rate that matters is tried. */
    private static Optional<Best> brute(
            BusyEurope europe, Recount recount, Demand demand, long volumeBytes, int first, int deadline) {
        BigInteger bits = BigInteger.valueOf(volumeBytes).multiply(BigInteger.valueOf(8));
        Optional<Best> best = Optional.empty();
        for (int minute = first; minute < deadline; minute++) {
            Instant start = europe.minute(minute);
            for (long rate = STEP_BPS; rate <= demand.bandwidthBps(); rate += STEP_BPS) {
                BigInteger[] seconds = bits.divideAndRemainder(BigInteger.valueOf(rate));
                long length = seconds[0].longValueExact() + (seconds[1].signum() == 0 ? 0 : 1);
                Interval window = new Interval(start, start.plus(Duration.ofSeconds(length)));
                if (window.end().isAfter(europe.minute(deadline))) {
                    continue;
                }
                Network network = europe.network(recount, window);
                Demand cheap = Scenario.cheapest(demand.withBandwidthBps(rate));
                Optional<int[]> arcs = PathFinder.working(network, cheap);
                if (arcs.isPresent()) {
                    Best other = new Best(price(network, arcs.get(), bits), window, rate);
                    if (best.isEmpty() || best.get().isBeatenBy(other)) {
                        best = Optional.of(other);
                    }
                }
            }
        }
        return best;
    }

    private static BigInteger price(Network network, int[] arcs, BigInteger bits) {
        BigInteger perGbpsHour = BigInteger.ZERO;
        for (int arc : arcs) {
            perGbpsHour =
                    perGbpsHour.add(BigInteger.valueOf(network.index().link(arc).priceMicrosPerGbpsHour()));
        }
        BigInteger bitsOfGbpsHour = BigInteger.valueOf(3_600_000_000_000L);
        return perGbpsHour
                .multiply(bits)
                .add(bitsOfGbpsHour.subtract(BigInteger.ONE))
                .divide(bitsOfGbpsHour);
    }

    @Test
    void lessThanASecondIsTooLittleAndAllOfASecondIsEnough() {
        Scenario scenario = new Scenario(World.europe());
        Demand demand = Scenario.demand("gb-lon", "fr-par", 10);
        var planner = new TransferPlanner(scenario.state().outlook(), scenario.now());
        var none = planner.cheapest(demand, 1, scenario.now(), scenario.now().plusMillis(999), OptionalLong.empty());
        assertThat(none).isInstanceOfSatisfying(TransferPlanner.Outcome.None.class, rejected -> {
            assertThat(rejected.rejection().binding()).isEqualTo(Binding.WINDOW);
            assertThat(rejected.rejection().message())
                    .isEqualTo("From 2026-03-01T12:00:00Z to 2026-03-01T12:00:00.999Z is less than a second,"
                            + " and no transfer takes less.");
        });
        assertThat(planner.cheapest(demand, 1, scenario.now(), scenario.now().plusMillis(1_999), OptionalLong.empty()))
                .isInstanceOfSatisfying(
                        TransferPlanner.Outcome.Planned.class,
                        planned -> assertThat(planned.transfer().plan().occurrence())
                                .map(window -> Duration.between(window.start(), window.end()))
                                .contains(Duration.ofSeconds(1)));
    }

    @Test
    void whatIsTooDearOrTooMuchForItsTimeIsRejectedWithFigures() {
        Scenario scenario = new Scenario(World.europe());
        Instant deadline = scenario.now().plus(Duration.ofHours(1));
        Demand demand = Scenario.demand("gb-lon", "fr-par", 10);
        var dear = new TransferPlanner(scenario.state().outlook(), scenario.now())
                .cheapest(demand, 450_000_000_000L, scenario.now(), deadline, OptionalLong.of(99));
        assertThat(dear).isInstanceOfSatisfying(TransferPlanner.Outcome.None.class, none -> {
            assertThat(none.rejection().binding()).isEqualTo(Binding.PRICE);
            assertThat(none.rejection().nearestOffer().orElseThrow().bandwidthBps())
                    .isEqualTo(10 * World.GBPS);
        });
        var much = new TransferPlanner(scenario.state().outlook(), scenario.now())
                .cheapest(demand, 4_500_000_000_001L, scenario.now(), deadline, OptionalLong.empty());
        assertThat(much)
                .isInstanceOfSatisfying(
                        TransferPlanner.Outcome.None.class,
                        none -> assertThat(none.rejection().message())
                                .contains("needs 10000000001 bit/s")
                                .contains("is 10000000000 bit/s"));
        var exact = new TransferPlanner(scenario.state().outlook(), scenario.now())
                .cheapest(demand, 4_500_000_000_000L, scenario.now(), deadline, OptionalLong.of(1_000));
        assertThat(exact).isInstanceOfSatisfying(TransferPlanner.Outcome.Planned.class, planned -> {
            assertThat(planned.transfer().priceMicros()).isEqualTo(1_000);
            assertThat(planned.transfer().plan().occurrence()).contains(new Interval(scenario.now(), deadline));
        });
    }
}
