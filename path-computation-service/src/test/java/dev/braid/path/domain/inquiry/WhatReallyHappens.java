package dev.braid.path.domain.inquiry;

import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.network.Node;
import dev.braid.path.domain.network.Topology;
import dev.braid.path.domain.network.VersionedElement;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.Occasion;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The plain oracle of what-ifs: lets everything happen to a fork of the state, and tells what came of it. */
final class WhatReallyHappens {
    private static final Instant NOW = Instant.parse("2026-03-01T13:00:00Z");

    private final PlanningState before;
    private final PlanningState after;
    private final WhatIf asked;
    private final Set<String> down = new java.util.TreeSet<>();
    private final Map<PathRecord, String> kinds = new LinkedHashMap<>();
    private final Map<String, Placing> placings = new LinkedHashMap<>();
    private final List<String> demands = new ArrayList<>();
    private double fullest;

    WhatReallyHappens(PlanningState state, WhatIf asked) {
        this.before = state;
        this.after = state.fork();
        this.asked = asked;
        changeTopology();
        fail();
        serve();
        addDemands();
    }

    private void changeTopology() {
        Map<String, Link> links = new LinkedHashMap<>();
        before.topology().links().forEach(link -> links.put(link.linkId(), link));
        asked.addedLinks().forEach(link -> links.put(link.linkId(), link));
        List<VersionedElement> changed = new ArrayList<>();
        for (Link link : links.values()) {
            long price = link.priceMicrosPerGbpsHour();
            for (PriceChange change : asked.priceChanges()) {
                String id = change.of().id();
                if (id.equals(link.providerId()) || id.equals(link.linkId()) || id.equals(link.reverseLinkId())) {
                    price = Math.round(price * change.permille() / 1000.0);
                }
            }
            changed.add(new VersionedElement(2, link.withPriceMicrosPerGbpsHour(price)));
        }
        after.apply(new Change.TopologyChanged(changed, List.of()));
    }

    private void fail() {
        Topology topology = after.topology();
        for (Link link : topology.links()) {
            for (ElementReference failure : asked.failures()) {
                boolean fails =
                        switch (failure.kind()) {
                            case LINK -> link.linkId().equals(failure.id());
                            case RISK_GROUP -> link.riskGroupIds().contains(failure.id());
                            case PROVIDER ->
                                link.providerId().equals(failure.id())
                                        || ends(link).stream()
                                                .anyMatch(node ->
                                                        node.providerId().equals(failure.id()));
                            case NODE ->
                                ends(link).stream()
                                        .anyMatch(node -> node.nodeId().equals(failure.id()));
                            case LOCATION ->
                                ends(link).stream()
                                        .anyMatch(node -> node.locationId().equals(failure.id()));
                            case METRO -> throw new AssertionError("not asked here");
                        };
                if (fails) {
                    down.add(link.linkId());
                    down.add(link.reverseLinkId());
                }
            }
        }
        down.forEach(id -> after.apply(new Change.LinkMeasured(new LinkMeasure(id, NOW, 1, true))));
    }

    private List<Node> ends(Link link) {
        return List.of(
                after.topology().node(link.fromNodeId()).orElseThrow(),
                after.topology().node(link.toNodeId()).orElseThrow());
    }

    private void serve() {
        List<PathRecord> hit = new ArrayList<>();
        for (PathRecord record : before.book().after("").toList()) {
            if (record.plan().isPresent()) {
                placings.put(
                        record.connectionId(),
                        Aftermath.placing(record.plan().get().hops(), Aftermath.protection(record), record, after));
                if (!works(record.plan().get().allHops())) {
                    hit.add(record);
                }
            }
        }
        hit.sort(Comparator.comparing(
                        (PathRecord record) -> record.demand().priority().hold())
                .thenComparing(record -> -record.demand().bandwidthBps())
                .thenComparing(PathRecord::connectionId));
        for (PathRecord record : hit) {
            if (!works(record.plan().orElseThrow().hops()) && !protectionWorks(record)) {
                letGo(record);
            }
        }
        hit.forEach(this::serve);
    }

    private void serve(PathRecord record) {
        PathRecord now = after.book().find(record.connectionId()).orElseThrow();
        Plan plan = record.plan().orElseThrow();
        if (after.answer(now, record.demand(), record.refusedLinkIds(), Occasion.of(Cause.LINK_FAILED))
                instanceof Answer.Found(var next)) {
            move(record, next, "MOVES");
        } else if (works(plan.hops())) {
            keep(record, plan.hops());
        } else if (protectionWorks(record)) {
            keep(record, Aftermath.protection(record));
        } else if (record.demand().protection().isPresent()
                && after.answer(
                                now,
                                record.demand().withProtection(Optional.empty()),
                                record.refusedLinkIds(),
                                Occasion.of(Cause.LINK_FAILED))
                        instanceof Answer.Found(var single)) {
            move(record, single, "LOSES_PROTECTION");
        } else {
            kinds.put(record, "BREAKS");
            placings.remove(record.connectionId());
        }
    }

    private void letGo(PathRecord record) {
        PathRecord now = after.book().find(record.connectionId()).orElseThrow();
        after.apply(
                new Change.RecordWritten(now.draft(NOW).wantNothing().released().record()));
    }

    private void move(PathRecord record, Plan next, String kind) {
        letGo(record);
        PathRecord idle = after.book().find(record.connectionId()).orElseThrow();
        after.apply(new Change.RecordWritten(idle.draft(NOW).want(next).record()));
        kinds.put(record, kind);
        placings.put(
                record.connectionId(),
                Aftermath.placing(
                        next.hops(), next.protection().map(path -> path.hops()).orElse(List.of()), record, after));
    }

    private void keep(PathRecord record, List<Hop> hops) {
        Plan plan = record.plan().orElseThrow();
        Plan half = new Plan(
                0,
                0,
                hops,
                plan.bandwidthBps(),
                0,
                0,
                plan.currencyCode(),
                plan.why(),
                Optional.empty(),
                Optional.empty());
        move(record, half, "LOSES_PROTECTION");
    }

    private void addDemands() {
        PlanningState trial = after.fork();
        boolean all = true;
        for (int i = 0; i < asked.demands().size(); i++) {
            Demand demand = asked.demands().get(i);
            PathRecord blank = PathRecord.blank("what-if." + i, "what-if", "acme", demand);
            Answer answer = trial.answer(blank, demand, Set.of(), Occasion.of(Cause.INQUIRY));
            if (answer instanceof Answer.Found(var plan)) {
                trial.apply(new Change.RecordWritten(blank.draft(NOW).want(plan).record()));
            }
            all &= answer instanceof Answer.Found;
            demands.add(Aftermath.words(answer));
        }
        if (!all) {
            demands.replaceAll(each -> "none");
        }
        fullest = fullest(all ? trial : after);
    }

    private boolean works(List<Hop> hops) {
        return hops.stream().noneMatch(hop -> down.contains(hop.linkId()));
    }

    private boolean protectionWorks(PathRecord record) {
        return !Aftermath.protection(record).isEmpty() && works(Aftermath.protection(record));
    }

    /** By the book, link by link; a pair has room for what the smaller of its links has. */
    private double fullest(PlanningState state) {
        double most = 0;
        for (Link link : state.topology().links()) {
            Link reverse = state.topology().link(link.reverseLinkId()).orElseThrow();
            if (!down.contains(link.linkId()) || state == before) {
                most = Math.max(
                        most,
                        state.book().reservedBps(link.linkId())
                                / (double) Math.min(link.capacityBps(), reverse.capacityBps()));
            }
        }
        return most;
    }

    List<String> told() {
        return new Aftermath(before, kinds, placings, demands, fullest(before), fullest).told();
    }
}
