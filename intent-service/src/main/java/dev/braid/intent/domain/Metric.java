package dev.braid.intent.domain;

/** What is made least among the paths that keep the bounds. */
public enum Metric {
    /** Left open by the tenant; means latency. */
    UNSPECIFIED,
    /** One-way latency. */
    LATENCY,
    /** Price per hour. */
    PRICE
}
