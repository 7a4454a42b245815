package dev.braid.path.gate;

import static dev.braid.path.gate.KnownNetwork.hops;
import static dev.braid.path.gate.KnownNetwork.id;
import static dev.braid.path.gate.KnownNetwork.linkId;

import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Constraints;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Explanation;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.Metric;
import dev.braid.path.domain.route.Objectives;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.PathRule;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.Protection;
import dev.braid.path.domain.route.ProtectionPath;
import dev.braid.path.domain.route.Waypoint;
import dev.braid.path.engine.Weighing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Moves on a network of their own of which it is known what is wrong: a judge who does not say so of each is not to be
 * trusted with others.
 */
public final class KnownMoves {
    private static final Instant THEN = Instant.EPOCH;
    private static final long BPS = 1_000_000_000L;
    private static final long BOUND_US = 5_000;
    private static final long MEASURED_US = 9_000;
    private static final List<Hop> OLD = hops("am", "mz");
    private static final List<Hop> NEW = hops("an", "nz");
    private static final List<Hop> READY = hops("ao", "oz");
    private static final Demand DEMAND = new Demand(
            id("a"), id("z"), BPS, Objectives.of(Weighing.LATENCY, OptionalLong.of(BOUND_US)), Constraints.NONE);
    private static final Demand APART =
            DEMAND.withProtection(Optional.of(new Protection(Protection.Disjointness.RISK_GROUP, false)));
    private static final Demand EXCLUDING = DEMAND.withConstraints(
            new Constraints(List.of(PathRule.none(PathRule.Subject.PROVIDER, List.of(id("n")))), List.of()));
    private static final Demand THROUGH =
            APART.withConstraints(new Constraints(List.of(), List.of(new Waypoint.AtNode(id("n")))));
    private static final Demand PATIENT = DEMAND.withObjectives(Objectives.of(Weighing.LATENCY, OptionalLong.empty()));

    private KnownMoves() {}

    /** What the judge is wrong about; nothing where it can be trusted. */
    public static List<String> misjudged(Judge judge) {
        return all().stream().flatMap(it -> it.misjudged(judge).stream()).toList();
    }

    /** Some with which nothing is wrong, and for each check some that are wrong in nothing else. */
    public static List<KnownMove> all() {
        return List.of(
                move("nothing", null, DEMAND, way(NEW)),
                move("nothing, with a second path", null, APART, way(NEW, READY)),
                move("nothing, with a second path off the waypoint", null, THROUGH, way(NEW, READY)),
                move("a waypoint left out", Check.ALLOWED, THROUGH, way(READY, NEW)),
                lettingGo(),
                move("a link that is nowhere", Check.KNOWN, DEMAND, way(hops("ax", "xz"))),
                move("a gap", Check.JOINED, DEMAND, way(hops("an", "mz"))),
                move("a loop", Check.LOOP_FREE, PATIENT, way(hops("am", "mn", "nm", "mz"))),
                move("another end", Check.ENDS, DEMAND, way(hops("an"))),
                measured("a link that is down", Check.UP, new LinkMeasure(linkId("n", "z"), THEN, 0, true)),
                measured("a slow link", Check.PROMISES, new LinkMeasure(linkId("n", "z"), THEN, 20_000, false)),
                move("an excluded provider", Check.ALLOWED, EXCLUDING, way(NEW)),
                move("a second path over the same links", Check.APART, APART, way(NEW, NEW)),
                move("no second path", Check.APART, APART, way(NEW)),
                full());
    }

    private static KnownMove move(String name, Check wrong, Demand demand, Plan plan) {
        PathRecord before = before("known", demand);
        return new KnownMove(
                name,
                new Surroundings(KnownNetwork.TOPOLOGY, _ -> Optional.empty(), Recount.of(Stream.of(before))),
                proposed(before, after(before, plan)),
                Optional.ofNullable(wrong));
    }

    private static KnownMove measured(String name, Check wrong, LinkMeasure measure) {
        PathRecord before = before("known", DEMAND);
        return new KnownMove(
                name,
                new Surroundings(
                        KnownNetwork.TOPOLOGY,
                        linkId -> Optional.of(measure).filter(it -> it.linkId().equals(linkId)),
                        Recount.of(Stream.of(before))),
                proposed(before, after(before, way(NEW))),
                Optional.of(wrong));
    }

    /** Others hold one bit too much. */
    private static KnownMove full() {
        PathRecord before = before("known", DEMAND);
        Demand large = DEMAND.withBandwidthBps(KnownNetwork.CAPACITY_BPS - BPS + 1);
        PathRecord blank = PathRecord.blank("known.others", "known", "known", large);
        PathRecord others = blank.draft(THEN)
                .want(plan(NEW, Optional.empty(), large.bandwidthBps()))
                .record();
        return new KnownMove(
                "no room beside others",
                new Surroundings(KnownNetwork.TOPOLOGY, _ -> Optional.empty(), Recount.of(Stream.of(before, others))),
                proposed(before, after(before, way(NEW))),
                Optional.of(Check.ROOM));
    }

    private static KnownMove lettingGo() {
        PathRecord before = before("known", DEMAND);
        return new KnownMove(
                "a path that carries traffic and is let go",
                new Surroundings(KnownNetwork.TOPOLOGY, _ -> Optional.empty(), Recount.of(Stream.of(before))),
                proposed(before, after(before, way(NEW)).onlyWanted()),
                Optional.of(Check.NOTHING_ELSE));
    }

    private static PathRecord before(String connectionId, Demand demand) {
        Plan plan = demand.protection().isPresent() ? way(OLD, READY) : way(OLD);
        return PathRecord.blank(connectionId, "known", "known", demand)
                .draft(THEN)
                .generation(1, 1)
                .want(plan)
                .active(1)
                .record();
    }

    private static PathRecord after(PathRecord before, Plan plan) {
        return before.draft(THEN).want(plan).record();
    }

    private static Proposed proposed(PathRecord before, PathRecord after) {
        return new Proposed(
                before,
                after,
                new HealthJudged(
                        before.connectionId(),
                        before.activeRevision(),
                        THEN,
                        HealthState.BROKEN,
                        true,
                        MEASURED_US,
                        List.of()));
    }

    private static Plan way(List<Hop> hops) {
        return plan(hops, Optional.empty(), BPS);
    }

    private static Plan way(List<Hop> hops, List<Hop> ready) {
        ProtectionPath.Overlap none = new ProtectionPath.Overlap(List.of(), List.of(), List.of(), List.of());
        return plan(hops, Optional.of(new ProtectionPath(ready, 0, 0, none, true)), BPS);
    }

    private static Plan plan(List<Hop> hops, Optional<ProtectionPath> ready, long bandwidthBps) {
        Explanation why = new Explanation(Cause.HEALTH, Metric.LATENCY, "", 0, 0, List.of(), List.of(), List.of());
        return new Plan(0, 1, hops, bandwidthBps, 0, 0, "USD", why, ready, Optional.empty());
    }
}
