package dev.braid.intent.store;

/** A plan that is judged: whose, of which connection, and which. */
public record JudgedPlan(String tenantId, String connectionId, long revision) {}
