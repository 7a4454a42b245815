package dev.braid.path.domain.network;

import java.time.Instant;

/** What a link last measured. */
public record LinkMeasure(String linkId, Instant measureTime, long latencyUs, boolean down) {}
