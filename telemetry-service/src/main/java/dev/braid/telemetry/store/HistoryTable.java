package dev.braid.telemetry.store;

import dev.braid.telemetry.domain.Resolution;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The tables of the history, each in partitions of one length. */
public enum HistoryTable {
    /** What links measured in a second. */
    LINK_SECONDS(Resolution.SECOND, Duration.ofMinutes(10)),
    /** What links measured in a minute. */
    LINK_MINUTES(Resolution.MINUTE, Duration.ofDays(1)),
    /** What links measured in an hour. */
    LINK_HOURS(Resolution.HOUR, Duration.ofDays(20)),
    /** How the promises of connections were kept in a minute. */
    CONNECTION_MINUTES(Resolution.MINUTE, Duration.ofDays(1)),
    /** How they were kept in an hour. */
    CONNECTION_HOURS(Resolution.HOUR, Duration.ofDays(20));

    private final Resolution resolution;
    private final long partitionSeconds;

    HistoryTable(Resolution resolution, Duration partition) {
        this.resolution = resolution;
        this.partitionSeconds = partition.toSeconds();
    }

    /** How long the spans of its rows are. */
    public Resolution resolution() {
        return resolution;
    }

    /** The table that is merged from this one. */
    public Optional<HistoryTable> coarser() {
        return switch (this) {
            case LINK_SECONDS -> Optional.of(LINK_MINUTES);
            case LINK_MINUTES -> Optional.of(LINK_HOURS);
            case CONNECTION_MINUTES -> Optional.of(CONNECTION_HOURS);
            case LINK_HOURS, CONNECTION_HOURS -> Optional.empty();
        };
    }

    /** The table of links with that resolution. */
    public static HistoryTable ofLinks(Resolution resolution) {
        return switch (resolution) {
            case SECOND -> LINK_SECONDS;
            case MINUTE -> LINK_MINUTES;
            case HOUR -> LINK_HOURS;
        };
    }

    String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How long a partition is. */
    long partitionSeconds() {
        return partitionSeconds;
    }

    /** Where the partition starts that holds the second. */
    long partitionOf(long epochSecond) {
        return Math.floorDiv(epochSecond, partitionSeconds) * partitionSeconds;
    }
}
