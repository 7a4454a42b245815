package dev.braid.simulator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.simulator.domain.CarrierNetwork.CarrierLink;
import dev.braid.simulator.domain.LinkModel.Measurement;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkModelTest {

    private static final long FLOOR_US = 27_000;
    private static final long DAY = 86_400;
    private static final long MIDNIGHT = 20_000 * DAY;
    private static final LinkModel MODEL = new LinkModel(1);
    private static final CarrierLink LINK = link("atlas-shl-bude-1", FLOOR_US, 0);

    @Test
    void oneSeedMeasuresTheSameEveryTimeAndAnotherDoesNot() {
        LongFunction<Measurement> first = second -> MODEL.measure(LINK, second, LinkFault.NONE, 0);
        LongFunction<Measurement> again = second -> new LinkModel(1).measure(LINK, second, LinkFault.NONE, 0);
        LongFunction<Measurement> other = second -> new LinkModel(2).measure(LINK, second, LinkFault.NONE, 0);

        assertThat(hour(first)).isEqualTo(hour(again)).isNotEqualTo(hour(other));
        assertThat(MODEL.measure(LINK, MIDNIGHT, LinkFault.NONE, 1_000_000_000))
                .isEqualTo(new Measurement(27_526, 57, 0, 611_021_394));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 50, 900, 27_000, 120_000})
    void nothingIsFasterThanTheFloorAndNothingIsAbsurd(long floorUs) {
        CarrierLink link = link("any", floorUs, 0.4);
        for (long second = MIDNIGHT; second < MIDNIGHT + DAY; second += 7) {
            Measurement measured = MODEL.measure(link, second, LinkFault.NONE, 1_000_000);
            assertThat(measured.latencyUs()).isBetween(floorUs, floorUs + floorUs / 20 + 80);
            assertThat(measured.jitterUs()).isBetween(1L, 20 + floorUs / 100);
            assertThat(measured.lossRatio()).isBetween(0.0, 0.0002);
            assertThat(measured.throughputBps()).isBetween(1L, 1_000_000L);
        }
    }

    @Test
    void theEveningIsSlowerThanTheMorning() {
        assertThat(medianUs(LINK, 20) - medianUs(LINK, 8)).isBetween(450L, 650L);
    }

    @Test
    void theEveningComesWithTheLocalSun() {
        CarrierLink tokyo = link("tokyo", FLOOR_US, 139.65 / 360);
        assertThat(medianUs(tokyo, 11) - medianUs(tokyo, 23)).isBetween(450L, 650L);
    }

    @Test
    void mostSamplesAreNearTheMedianAndSomeAreNot() {
        long[] latencies = latencies(LINK, 12);
        long p50 = latencies[latencies.length / 2];
        long p95 = latencies[latencies.length * 95 / 100];
        long p999 = latencies[latencies.length * 999 / 1000];
        assertThat(p95 - p50).isBetween(80L, 250L);
        assertThat(p999 - p50).isBetween(200L, 600L);
    }

    @Test
    void neighbouringLinksDoNotMoveTogether() {
        double correlation = correlation(series(link("a-1", FLOOR_US, 0)), series(link("a-2", FLOOR_US, 0)));
        assertThat(correlation).isBetween(-0.1, 0.1);
    }

    @Test
    void aDetourAddsItsLatencyAndACutLosesEverything() {
        Measurement well = MODEL.measure(LINK, MIDNIGHT, LinkFault.NONE, 1000);
        Measurement detour = MODEL.measure(LINK, MIDNIGHT, new LinkFault(30_000, false), 1000);
        Measurement cut = MODEL.measure(LINK, MIDNIGHT, new LinkFault(30_000, true), 1000);

        assertThat(detour.latencyUs()).isEqualTo(well.latencyUs() + 30_000);
        assertThat(cut).isEqualTo(new Measurement(0, 0, 1, 0));
    }

    private static List<Measurement> hour(LongFunction<Measurement> measuring) {
        return LongStream.range(MIDNIGHT, MIDNIGHT + 3600).mapToObj(measuring).toList();
    }

    private static long medianUs(CarrierLink link, int hour) {
        long[] latencies = latencies(link, hour);
        return latencies[latencies.length / 2];
    }

    private static long[] latencies(CarrierLink link, int hour) {
        return LongStream.range(0, 3600)
                .map(second -> MODEL.measure(link, MIDNIGHT + hour * 3600L + second - 1800, LinkFault.NONE, 0)
                        .latencyUs())
                .sorted()
                .toArray();
    }

    private static double[] series(CarrierLink link) {
        return LongStream.range(MIDNIGHT, MIDNIGHT + 3600)
                .mapToDouble(
                        second -> MODEL.measure(link, second, LinkFault.NONE, 0).latencyUs())
                .toArray();
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double both = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < a.length; i++) {
            both += (a[i] - meanA) * (b[i] - meanB);
            squareA += (a[i] - meanA) * (a[i] - meanA);
            squareB += (b[i] - meanB) * (b[i] - meanB);
        }
        return both / Math.sqrt(squareA * squareB);
    }

    private static CarrierLink link(String id, long floorUs, double dayPhase) {
        return new CarrierLink(id, id + "-back", "a", "b", 1_000_000_000_000L, floorUs, dayPhase);
    }
}
