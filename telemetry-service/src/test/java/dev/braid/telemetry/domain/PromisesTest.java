package dev.braid.telemetry.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which promises a window breaks, and what the window counts as. */
class PromisesTest {
    private static final double BAD_LOSS = 0.5;
    private static final Promises GOLD = new Promises(
            OptionalLong.of(10_000), OptionalLong.of(8_000), OptionalLong.of(300), OptionalDouble.of(0.01));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # latency | jitter | loss   | down  | window     | broken
            8000      | 300    | 0.01   | false | GOOD       | []
            8001      | 300    | 0.01   | false | OFF_TARGET | [LATENCY_TARGET]
            10000     | 300    | 0.01   | false | OFF_TARGET | [LATENCY_TARGET]
            10001     | 300    | 0.01   | false | BAD        | [LATENCY, LATENCY_TARGET]
            8000      | 301    | 0.01   | false | BAD        | [JITTER]
            8000      | 300    | 0.0101 | false | BAD        | [LOSS]
            8001      | 301    | 0.01   | false | BAD        | [LATENCY_TARGET, JITTER]
            8000      | 300    | 0.5    | false | BAD        | [LOSS, REACHABILITY]
            100       | 0      | 1      | true  | DOWN       | [LOSS, REACHABILITY]
            """)
    void aWindowCountsByTheGravestOfWhatItBreaks(
            long latencyUs, long jitterUs, double loss, boolean down, PathWindow window, String broken) {
        PathMeasure measure = measure(hop(latencyUs, jitterUs, loss, down));
        List<Breach> breaches = GOLD.broken(measure, BAD_LOSS);
        assertThat(breaches.stream().map(Breach::promise).toList()).hasToString(broken);
        assertThat(PathWindow.of(breaches, measure.down(), false)).isEqualTo(window);
    }

    @Test
    void breachesSayWhatWasMeasuredAndWhatTheBoundIs() {
        PathMeasure measure = measure(hop(6_000, 200, 0.25, false), hop(5_000, 101, 0.5, false));
        assertThat(GOLD.broken(measure, BAD_LOSS))
                .containsExactly(
                        new Breach.OfTime(Promise.LATENCY, 11_000, 10_000),
                        new Breach.OfTime(Promise.LATENCY_TARGET, 11_000, 8_000),
                        new Breach.OfTime(Promise.JITTER, 301, 300),
                        new Breach.OfShare(Promise.LOSS, 0.625, 0.01),
                        new Breach.OfShare(Promise.REACHABILITY, 0.5, 0.5));
    }

    @Test
    void whoWasPromisedNothingIsHeldToReachabilityAlone() {
        assertThat(Promises.NONE.broken(measure(hop(9_000_000, 9_000_000, 0.49, false)), BAD_LOSS))
                .isEmpty();
        assertThat(Promises.NONE.broken(measure(hop(0, 0, 1, true)), BAD_LOSS))
                .containsExactly(new Breach.OfShare(Promise.REACHABILITY, 1, 0.5));
    }

    @Test
    void aLossOfExactlyTheBoundIsKeptHoweverTheProductIsRounded() {
        for (int thousandths = 0; thousandths < 500; thousandths++) {
            double loss = thousandths / 1_000.0;
            Promises promises = new Promises(
                    OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.of(loss));
            assertThat(promises.broken(measure(hop(1_000, 0, loss, false), hop(1_000, 0, 0, false)), BAD_LOSS))
                    .as("%s", loss)
                    .isEmpty();
        }
    }

    /** The oracle sends every packet over every link by itself, and counts those that arrive. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aPathLosesWhatAnyOfItsLinksLoses(long seed) {
        Random random = new Random(seed);
        List<HopReading> path = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            path.add(hop(1_000, 10, random.nextInt(10) / 100.0, false));
        }
        int packets = 400_000;
        int arrived = 0;
        for (int i = 0; i < packets; i++) {
            arrived += path.stream().allMatch(hop -> random.nextDouble() >= hop.lossRatio()) ? 1 : 0;
        }
        assertThat(PathMeasure.of(path).lossRatio())
                .isBetween(loss(packets, arrived) - 0.005, loss(packets, arrived) + 0.005);
    }

    private static double loss(int packets, int arrived) {
        return 1 - (double) arrived / packets;
    }

    private static PathMeasure measure(HopReading... path) {
        return PathMeasure.of(List.of(path));
    }

    private static HopReading hop(long latencyUs, long jitterUs, double loss, boolean down) {
        return new HopReading("a", latencyUs, 100, jitterUs, loss, down, 0, 0);
    }
}
