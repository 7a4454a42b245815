package dev.braid.intent.domain;

import java.util.OptionalLong;

/** What a tenant asks of each connection's quality; the bound is one way, in microseconds. */
public record Objectives(Metric metric, OptionalLong maxLatencyUs) {
    /** Nothing asked. */
    public static final Objectives NONE = new Objectives(Metric.UNSPECIFIED, OptionalLong.empty());
}
