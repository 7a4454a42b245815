package dev.braid.local.demo;

import java.util.ArrayList;
import java.util.List;

/** What the demo did and saw, for machines: the document that {@code --json} prints. */
public final class DemoReport {
    public String run = "";
    public boolean ok;
    public String failure = "";
    public final List<Step> steps = new ArrayList<>();
    public final List<IntentLine> intents = new ArrayList<>();
    public PathLine path;
    public MoveLine move;
    public final List<String> billing = new ArrayList<>();
    public int billingRecordCount;
    public final List<String> violations = new ArrayList<>();

    /** A step of the demo and how long it took. */
    public record Step(String name, long millis, String detail) {}

    /** An intent and how long it took from its submission until it was active. */
    public record IntentLine(
            String tenantId,
            String intentId,
            String shape,
            int connectionCount,
            long activeMillis,
            long priceMicrosPerHour) {}

    /** A path, leg by leg. */
    public record PathLine(
            String connectionId,
            List<LegLine> legs,
            long latencyUs,
            long maxLatencyUs,
            long priceMicrosPerHour,
            String why) {}

    /** The part of a path inside one provider. */
    public record LegLine(String providerId, List<String> linkIds, long latencyUs, long priceMicrosPerHour) {}

    /** A move away from a slow link: what happened how many milliseconds after the fault. */
    public record MoveLine(
            String connectionId,
            String linkId,
            long extraLatencyUs,
            long breachMillis,
            long decisionMillis,
            long switchMillis,
            long oldLegsReleasedMillis,
            long confirmationMillis,
            PathLine newPath) {}
}
