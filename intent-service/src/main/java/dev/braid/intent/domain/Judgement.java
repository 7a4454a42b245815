package dev.braid.intent.domain;

import java.time.Instant;

/** What telemetry judged last about a connection, on the plan of that revision; latency one way, in microseconds. */
public record Judgement(long revision, Instant judgeTime, Health health, long measuredLatencyUs) {}
