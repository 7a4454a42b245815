package dev.braid.telemetry.history;

import dev.braid.telemetry.domain.Resolution;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the history is kept, and how much of it waits while its database is away. */
@ConfigMapping(prefix = "braid.telemetry.history")
public interface HistorySettings {
    /** How long what links measured each second is kept: 10 minutes to 1 day. */
    @WithDefault("1h")
    Duration secondsKept();

    /** How long what they measured each minute is kept: 1 to 400 days. */
    @WithDefault("30d")
    Duration minutesKept();

    /** How long what they measured each hour is kept: 30 to 4,000 days. */
    @WithDefault("400d")
    Duration hoursKept();

    /** How often is written: 100 ms to 10 s. */
    @WithDefault("1s")
    Duration writePeriod();

    /**
     * How many seconds of links wait while the database is away, before the oldest are lost: 1,000 to 10,000,000. Each takes
     * some 260 bytes of the heap at five samples a second, so 70,000 take 18 MB.
     */
    @WithDefault("70000")
    int mostWaiting();

    /**
     * The same of minutes of connections, which wait once each, however often they grew: 1,000 to 10,000,000. Each takes
     * 1,000 bytes of the heap at most, so 10,000 take 10 MB.
     */
    @WithDefault("10000")
    int mostWaitingConnections();

    /**
     * How long after its end a minute is merged from its seconds: 1 s to 10 minutes. What comes later is merged again, so
     * this only saves work: a source may be behind by {@code braid.telemetry.ingest.max-age}.
     */
    @WithDefault("35s")
    Duration mergeAfter();

    /** How long rows of that resolution are kept. */
    default Duration kept(Resolution resolution) {
        return switch (resolution) {
            case SECOND -> secondsKept();
            case MINUTE -> minutesKept();
            case HOUR -> hoursKept();
        };
    }

    /**
     * Checks the bounds that stand at the settings.
     *
     * @throws IllegalArgumentException naming the setting, its value and its bound
     */
    default void check() {
        within("seconds-kept", secondsKept(), Duration.ofMinutes(10), Duration.ofDays(1));
        within("minutes-kept", minutesKept(), Duration.ofDays(1), Duration.ofDays(400));
        within("hours-kept", hoursKept(), Duration.ofDays(30), Duration.ofDays(4_000));
        within("write-period", writePeriod(), Duration.ofMillis(100), Duration.ofSeconds(10));
        within("merge-after", mergeAfter(), Duration.ofSeconds(1), Duration.ofMinutes(10));
        within("most-waiting", mostWaiting());
        within("most-waiting-connections", mostWaitingConnections());
    }

    private static void within(String name, int rows) {
        if (rows < 1_000 || rows > 10_000_000) {
            throw new IllegalArgumentException(
                    "braid.telemetry.history.%s (%d) must be from 1000 to 10000000.".formatted(name, rows));
        }
    }

    private static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "braid.telemetry.history.%s (%s) must be from %s to %s.".formatted(name, value, least, most));
        }
    }
}
