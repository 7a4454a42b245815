package dev.braid.telemetry.domain;

import java.util.Locale;

/** Why a sample is refused. The codes are part of the contract: they stand in answers and in metrics. */
public enum SampleFault {
    /** The loss ratio is not a number. */
    NOT_A_NUMBER,
    /** Latency, jitter or throughput is below zero. */
    NEGATIVE,
    /** The loss ratio lies outside 0 to 1. */
    LOSS_OUT_OF_RANGE,
    /** Latency or jitter is longer than any network takes: a broken probe or a wrapped counter. */
    ABOVE_CEILING,
    /** Measured too long ago to say anything about now. */
    TOO_OLD,
    /** Measured later than now: the source's clock is wrong. */
    IN_THE_FUTURE,
    /** The topology holds no such link. */
    UNKNOWN_LINK,
    /** The source may not speak for the link. */
    FOREIGN_SOURCE,
    /** Faster than light in fibre. */
    BELOW_FLOOR,
    /** The record's key is not the link, so that several replicas would measure one link. */
    WRONG_KEY,
    /** The link has a sample of that time already. */
    DUPLICATE,
    /** The window of that time is closed. */
    LATE,
    /** The window has as many samples as it may hold. */
    TOO_MANY_SAMPLES,
    /** As many links are measured as may be. */
    TOO_MANY_LINKS;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** As it stands in answers and metrics, for example {@code below_floor}. */
    public String code() {
        return code;
    }
}
