package dev.braid.platform.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.braid.platform.errors.Refusal;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is the library that comes with the contracts' language. */
class TimesTest {
    private static final long FIRST_SECOND = -62_135_596_800L;
    private static final long LAST_SECOND = 253_402_300_799L;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999999Z",
                "1970-01-01T00:00:00Z",
                "2026-11-20T21:29:39.123456789Z",
                "9999-12-31T23:59:59.999999999Z"
            })
    void aMomentComesBackAsItWent(String time) throws Exception {
        Instant moment = Instant.parse(time);

        assertThat(Times.instant(Times.timestamp(moment))).isEqualTo(moment);
        assertThat(Times.timestamp(moment)).isEqualTo(Timestamps.parse(time));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void agreesWithTheLibrary(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            Timestamp timestamp = Timestamp.newBuilder()
                    .setSeconds(random.nextLong(FIRST_SECOND, LAST_SECOND + 1))
                    .setNanos(random.nextInt(1_000_000_000))
                    .build();
            long us = Timestamps.toMicros(timestamp);

            assertThat(Times.nearestUs(timestamp)).isEqualTo(us);
            assertThat(Times.timestampOfUs(us)).isEqualTo(Timestamps.fromMicros(us));
            assertThat(Times.timestamp(Times.instant(timestamp))).isEqualTo(timestamp);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-62135596801, 999999999, -62135596800000000",
        "-62135596800, -1, -62135596800000000",
        "0, -1, 0",
        "0, 1000000000, 999999",
        "253402300799, 1000000000, 253402300799999999",
        "253402300800, 0, 253402300799999999",
        "9223372036854775807, 2147483647, 253402300799999999",
        "-9223372036854775808, -2147483648, -62135596800000000"
    })
    void whatIsNoMomentIsRefusedWithItsValueAndItsBoundsOrBroughtToTheNearest(long seconds, int nanos, long nearestUs) {
        Timestamp none =
                Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();

        assertThat(Timestamps.isValid(none)).isFalse();
        assertThatThrownBy(() -> Times.instant(none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(seconds + " s", nanos + " ns", "0001-01-01", "9999-12-31");
        assertThatThrownBy(() -> Times.instant("measure_time", none))
                .isInstanceOf(Refusal.class)
                .hasMessageContainingAll("measure_time", seconds + " s", nanos + " ns", "9999-12-31");
        assertThat(Times.nearestUs(none)).isEqualTo(nearestUs);
    }

    @Test
    void whatNoMessageCanCarryIsNotSent() {
        assertThatThrownBy(() -> Times.timestamp(
                        Instant.parse("9999-12-31T23:59:59.999999999Z").plusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("+10000-01-01");
        assertThatThrownBy(() ->
                        Times.timestamp(Instant.parse("0001-01-01T00:00:00Z").minusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Times.timestampOfUs(Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Times.timestampOfUs(Long.MIN_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }
}
