package dev.braid.path.domain.route;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one connection asks of the network, from its A end to its Z end and back.
 *
 * @param window empty for from now on, without end
 * @param ports says nothing of the path
 */
public record Demand(
        String aLocationId,
        String zLocationId,
        long bandwidthBps,
        Objectives objectives,
        Constraints constraints,
        Optional<Protection> protection,
        Optional<Window> window,
        Priority priority,
        Ports ports) {
    /** Between no ports in particular. */
    public Demand(
            String aLocationId,
            String zLocationId,
            long bandwidthBps,
            Objectives objectives,
            Constraints constraints,
            Optional<Protection> protection,
            Optional<Window> window,
            Priority priority) {
        this(aLocationId, zLocationId, bandwidthBps, objectives, constraints, protection, window, priority, Ports.NONE);
    }

    /** One path from now on, without end, as important as any. */
    public Demand(
            String aLocationId, String zLocationId, long bandwidthBps, Objectives objectives, Constraints constraints) {
        this(
                aLocationId,
                zLocationId,
                bandwidthBps,
                objectives,
                constraints,
                Optional.empty(),
                Optional.empty(),
                Priority.NORMAL);
    }

    /** The same with another bandwidth. */
    public Demand withBandwidthBps(long otherBandwidthBps) {
        return new Demand(
                aLocationId,
                zLocationId,
                otherBandwidthBps,
                objectives,
                constraints,
                protection,
                window,
                priority,
                ports);
    }

    /** The same with other objectives. */
    public Demand withObjectives(Objectives others) {
        return new Demand(
                aLocationId, zLocationId, bandwidthBps, others, constraints, protection, window, priority, ports);
    }

    /** The same under other constraints. */
    public Demand withConstraints(Constraints others) {
        return new Demand(
                aLocationId, zLocationId, bandwidthBps, objectives, others, protection, window, priority, ports);
    }

    /** The same with a second path or without one. */
    public Demand withProtection(Optional<Protection> other) {
        return new Demand(
                aLocationId, zLocationId, bandwidthBps, objectives, constraints, other, window, priority, ports);
    }

    /** The same at another time. */
    public Demand withWindow(Optional<Window> other) {
        return new Demand(
                aLocationId, zLocationId, bandwidthBps, objectives, constraints, protection, other, priority, ports);
    }

    /** The same at another priority. */
    public Demand withPriority(Priority other) {
        return new Demand(
                aLocationId, zLocationId, bandwidthBps, objectives, constraints, protection, window, other, ports);
    }

    /** The same between other ports. */
    public Demand withPorts(Ports others) {
        return new Demand(
                aLocationId, zLocationId, bandwidthBps, objectives, constraints, protection, window, priority, others);
    }

    /** Where it is handed over to the customer: the ports, or the locations where none is named. */
    public Leg.Ends ends() {
        return new Leg.Ends(
                ports.a().isEmpty() ? aLocationId : ports.a(), ports.z().isEmpty() ? zLocationId : ports.z());
    }

    /** When it needs bandwidth, seen from now; empty where its window is over. */
    public List<Interval> times(Instant now) {
        return window.map(when -> when.occurrencesAfter(now).stream()
                        .map(each -> each.seenFrom(now))
                        .toList())
                .orElse(List.of(Interval.ALWAYS));
    }
}
