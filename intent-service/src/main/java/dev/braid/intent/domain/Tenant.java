package dev.braid.intent.domain;

import java.time.Instant;

/** A customer of the network. */
public record Tenant(String tenantId, String displayName, Instant createTime) {}
