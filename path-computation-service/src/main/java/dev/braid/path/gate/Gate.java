package dev.braid.path.gate;

import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.route.Booking;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.ProtectionPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Judges moves by the records, the topology and what is measured, and by nothing that planned them. */
public final class Gate implements Judge {
    @Override
    public List<Objection> judge(Surroundings surroundings, Proposed proposed) {
        List<Objection> objections = new ArrayList<>();
        Optional<Plan> wanted = proposed.after().plan();
        if (wanted.isEmpty() || proposed.before().plan().isEmpty()) {
            objections.add(Objection.of(Check.NOTHING_ELSE, "There is no plan before the move, or none after it."));
            return objections;
        }
        Plan plan = wanted.get();
        nothingElse(proposed, plan, objections::add);
        Optional<Trace> working = Trace.of(surroundings.topology(), plan.hops(), objections::add);
        working.ifPresent(it -> {
            path(surroundings, proposed, it, objections::add);
            new RuleCheck(surroundings.topology(), it)
                    .through(proposed.before().demand().constraints().waypoints(), objections::add);
            new PromiseCheck(surroundings, it)
                    .fast(proposed.before().demand(), insteadUs(surroundings, proposed), objections::add);
        });
        working.ifPresent(it -> up(surroundings, it, objections::add));
        protection(surroundings, proposed, plan, working, objections::add);
        if (objections.stream().noneMatch(it -> it.check() == Check.KNOWN)) {
            room(surroundings, proposed, plan, objections::add);
            if (!objections.isEmpty()) {
                surroundings.recount().replace(proposed.after(), proposed.before());
            }
        }
        return objections;
    }

    private static void nothingElse(Proposed proposed, Plan plan, Consumer<Objection> objections) {
        PathRecord before = proposed.before();
        PathRecord after = proposed.after();
        Plan inForce = before.plan().orElseThrow();
        boolean same = after.connectionId().equals(before.connectionId())
                && after.tenantId().equals(before.tenantId())
                && after.intentKey().equals(before.intentKey())
                && after.generation() == before.generation()
                && after.demand().equals(before.demand())
                && plan.occurrence().equals(inForce.occurrence())
                && plan.generation() == inForce.generation()
                && after.booking().map(Gate::booked).equals(before.booking().map(Gate::booked));
        if (!same) {
            objections.accept(
                    Objection.of(Check.NOTHING_ELSE, "It changes what connection %s asks for.", before.connectionId()));
        }
        if (plan.bandwidthBps() != before.demand().bandwidthBps()) {
            objections.accept(Objection.of(
                    Check.NOTHING_ELSE,
                    "It carries %d bit/s and not %d.",
                    plan.bandwidthBps(),
                    before.demand().bandwidthBps()));
        }
        if (plan.revision() <= before.lastRevision()) {
            objections.accept(Objection.of(
                    Check.NOTHING_ELSE, "Its revision is %d, not above %d.", plan.revision(), before.lastRevision()));
        }
        for (Plan each : before.allPlans()) {
            boolean serves = each.revision() == before.activeRevision();
            if (serves
                    && !(after.activeRevision() == each.revision()
                            && after.heldPlans().contains(each))) {
                objections.accept(Objection.of(
                        Check.NOTHING_ELSE, "Revision %d, which carries traffic, is let go.", each.revision()));
            }
        }
    }

    /** All of a booking but its revision, which is the next one. */
    private static Plan booked(Booking booking) {
        return booking.plan().numbered(0, 0).at(Optional.of(booking.next()));
    }

    /** What both paths keep to; how fast the one is that stands ready, and where it leads through, is not promised. */
    private static void path(
            Surroundings surroundings, Proposed proposed, Trace trace, Consumer<Objection> objections) {
        Demand demand = proposed.before().demand();
        trace.leads(demand.aLocationId(), demand.zLocationId(), objections);
        new RuleCheck(surroundings.topology(), trace)
                .allowed(demand.constraints(), proposed.before().refusedLinkIds(), objections);
        new PromiseCheck(surroundings, trace).kept(demand, objections);
    }

    /** What the traffic has now; nothing is slower than a path that is down. */
    private static long insteadUs(Surroundings surroundings, Proposed proposed) {
        boolean down = proposed.judged().evidence().stream().anyMatch(LinkMeasure::down)
                || proposed.before().plan().orElseThrow().hops().stream().anyMatch(it -> isDown(surroundings, it));
        return down ? Long.MAX_VALUE : proposed.judged().measuredLatencyUs();
    }

    private static boolean isDown(Surroundings surroundings, Hop hop) {
        return surroundings
                        .measures()
                        .apply(hop.linkId())
                        .filter(LinkMeasure::down)
                        .isPresent()
                || surroundings
                        .measures()
                        .apply(hop.reverseLinkId())
                        .filter(LinkMeasure::down)
                        .isPresent();
    }

    /** Of the path that carries traffic: whether one that stands ready would, is not watched. */
    private static void up(Surroundings surroundings, Trace trace, Consumer<Objection> objections) {
        for (String linkId : new TreeSet<>(trace.bothWays())) {
            boolean down = surroundings
                    .measures()
                    .apply(linkId)
                    .filter(LinkMeasure::down)
                    .isPresent();
            if (down) {
                objections.accept(Objection.of(Check.UP, "Link %s is down.", linkId));
            }
        }
    }

    private static void protection(
            Surroundings surroundings,
            Proposed proposed,
            Plan plan,
            Optional<Trace> working,
            Consumer<Objection> objections) {
        Demand demand = proposed.before().demand();
        if (demand.protection().isPresent() != plan.protection().isPresent()) {
            objections.accept(Objection.of(
                    Check.APART,
                    "A second path is %s, and there is %s.",
                    demand.protection().isPresent() ? "asked for" : "not asked for",
                    plan.protection().isPresent() ? "one" : "none"));
            return;
        }
        Optional<Trace> ready = plan.protection()
                .map(ProtectionPath::hops)
                .flatMap(it -> Trace.of(surroundings.topology(), it, objections));
        ready.ifPresent(it -> path(surroundings, proposed, it, objections));
        if (working.isPresent() && ready.isPresent()) {
            new ApartCheck(working.get(), ready.get()).apart(demand.protection().orElseThrow(), objections);
        }
    }

    /** Beside the others; a link of several of its own plans is held once, for the largest. */
    private static void room(Surroundings surroundings, Proposed proposed, Plan plan, Consumer<Objection> objections) {
        Interval during = plan.occurrence().map(it -> Interval.until(it.end())).orElse(Interval.ALWAYS);
        TreeSet<String> linkIds = new TreeSet<>();
        plan.allHops().forEach(it -> {
            linkIds.add(it.linkId());
            linkIds.add(it.reverseLinkId());
        });
        surroundings.recount().replace(proposed.before(), proposed.after());
        for (String linkId : linkIds) {
            long capacityBps =
                    surroundings.topology().link(linkId).map(Link::capacityBps).orElse(0L);
            long heldBps = surroundings.recount().mostBps(linkId, during);
            if (heldBps > capacityBps) {
                objections.accept(Objection.of(
                        Check.ROOM, "%d bit/s would be held of link %s, which has %d.", heldBps, linkId, capacityBps));
            }
        }
    }
}
