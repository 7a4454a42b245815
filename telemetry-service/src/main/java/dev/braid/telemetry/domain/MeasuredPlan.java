package dev.braid.telemetry.domain;

import java.util.List;
import java.util.OptionalLong;

/** The plan that carries a connection's traffic, and what was promised for it. */
public record MeasuredPlan(
        String connectionId,
        String intentKey,
        String tenantId,
        long revision,
        List<String> linkIds,
        OptionalLong maxLatencyUs) {
    public MeasuredPlan {
        linkIds = List.copyOf(linkIds);
    }
}
