package dev.braid.telemetry.domain;

import java.util.List;

/** The plan that carries a connection's traffic, and what was promised for it. */
public record MeasuredPlan(
        String connectionId,
        String intentKey,
        String tenantId,
        long revision,
        List<String> linkIds,
        Promises promises) {
    public MeasuredPlan {
        linkIds = List.copyOf(linkIds);
    }
}
