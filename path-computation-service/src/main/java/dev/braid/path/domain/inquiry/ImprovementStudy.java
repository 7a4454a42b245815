package dev.braid.path.domain.inquiry;

import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.network.NetworkIndex;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.PathFinder;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.engine.NetworkGraph;
import dev.braid.path.engine.NetworkLoad;
import dev.braid.path.engine.Resource;
import dev.braid.path.engine.SearchRequest;
import dev.braid.path.engine.global.GlobalDemands;
import dev.braid.path.engine.global.GlobalLimits;
import dev.braid.path.engine.global.GlobalNetwork;
import dev.braid.path.engine.global.GlobalPlan;
import dev.braid.path.engine.global.GlobalProblem;
import dev.braid.path.engine.global.GlobalStep;
import dev.braid.path.engine.global.Objective;
import dev.braid.path.engine.global.PathRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntToLongFunction;

/**
 * Looks for better paths of all connections that may move: active ones with one path and no window, each between the
 * nodes at which it starts and ends. All others stay, and what they hold is held.
 */
public final class ImprovementStudy {
    private final Network network;
    private final NetworkGraph graph;
    private final List<PathRecord> movable = new ArrayList<>();
    private final List<int[]> paths = new ArrayList<>();
    private final Map<Resource, long[]> columns = new EnumMap<>(Resource.class);

    private ImprovementStudy(Snapshot snapshot) {
        this.network = snapshot.network();
        this.graph = network.index().graph();
        for (PathRecord connection : snapshot.connections()) {
            int[] path = isMovable(connection) ? arcs(connection.plan().orElseThrow(), network.index()) : new int[0];
            if (path.length > 0) {
                movable.add(connection);
                paths.add(path);
            }
        }
    }

    /** The moves; the snapshot stays as it is. */
    public static Improvement improvement(
            Snapshot snapshot, Objective objective, GlobalStep step, GlobalLimits limits) {
        return new ImprovementStudy(snapshot).improvement(objective, step, limits);
    }

    private static boolean isMovable(PathRecord connection) {
        Plan plan = connection.plan().orElseThrow();
        return connection.phase() == Phase.ACTIVE
                && connection.heldPlans().isEmpty()
                && plan.protection().isEmpty()
                && connection.demand().protection().isEmpty()
                && connection.demand().window().isEmpty();
    }

    /** None where the topology has lost a link of it. */
    private static int[] arcs(Plan plan, NetworkIndex index) {
        int[] arcs = new int[plan.hops().size()];
        for (int i = 0; i < arcs.length; i++) {
            Hop hop = plan.hops().get(i);
            OptionalInt arc = index.arc(hop.linkId());
            if (arc.isEmpty()) {
                return new int[0];
            }
            arcs[i] = arc.getAsInt();
        }
        return arcs;
    }

    private Improvement improvement(Objective objective, GlobalStep step, GlobalLimits limits) {
        GlobalPlan plan = step.improve(new GlobalProblem(carrier(), demands()), objective, limits);
        List<Improvement.Move> moves = new ArrayList<>(plan.moves().size());
        for (GlobalPlan.Move move : plan.moves()) {
            PathRecord connection = movable.get(move.demand());
            long bandwidthBps = bandwidthBps(move.demand());
            moves.add(new Improvement.Move(
                    connection,
                    Placing.of(paths.get(move.demand()), bandwidthBps, network),
                    Placing.of(move.to(), bandwidthBps, network),
                    move.after()));
        }
        return new Improvement(
                moves, plan.before(), plan.after(), plan.bound(), plan.leftOut().size(), plan.stopped());
    }

    private long bandwidthBps(int demand) {
        return movable.get(demand).plan().orElseThrow().bandwidthBps();
    }

    /** A pool for each pair of arcs; what the movable connections do not hold of it stays held. */
    private GlobalNetwork carrier() {
        NetworkLoad load = network.load();
        long[] capacityBps = new long[graph.arcCount() / 2];
        long[] heldBps = new long[capacityBps.length];
        for (int arc = 0; arc < graph.arcCount(); arc++) {
            boolean usable = load.usable(arc) && load.usable(graph.mate(arc));
            capacityBps[graph.pair(arc)] = usable ? network.capacityBps(arc) : 0;
            heldBps[graph.pair(arc)] = network.heldBps(arc);
        }
        for (int demand = 0; demand < movable.size(); demand++) {
            for (int arc : paths.get(demand)) {
                heldBps[graph.pair(arc)] -= bandwidthBps(demand);
            }
        }
        int[] tail = new int[graph.arcCount()];
        int[] head = new int[graph.arcCount()];
        int[] pool = new int[graph.arcCount()];
        Arrays.setAll(tail, graph::tail);
        Arrays.setAll(head, graph::head);
        Arrays.setAll(pool, graph::pair);
        return new GlobalNetwork(
                graph.nodeCount(),
                tail,
                head,
                pool,
                column(load::latencyUs),
                column(load::priceMicrosPerGbpsHour),
                capacityBps,
                heldBps);
    }

    private long[] column(IntToLongFunction ofArc) {
        long[] column = new long[graph.arcCount()];
        Arrays.setAll(column, ofArc);
        return column;
    }

    private GlobalDemands demands() {
        int count = movable.size();
        int[] source = new int[count];
        int[] target = new int[count];
        long[] bandwidthBps = new long[count];
        PathRule[] rules = new PathRule[count];
        for (int demand = 0; demand < count; demand++) {
            int[] path = paths.get(demand);
            source[demand] = graph.tail(path[0]);
            target[demand] = graph.head(path[path.length - 1]);
            bandwidthBps[demand] = bandwidthBps(demand);
            PathRecord connection = movable.get(demand);
            rules[demand] = rule(PathFinder.request(network, connection.demand(), connection.refusedLinkIds()));
        }
        return new GlobalDemands(source, target, bandwidthBps, paths.toArray(int[][]::new), rules);
    }

    private PathRule rule(SearchRequest asked) {
        if (asked.bounds().isEmpty()
                && asked.rules().isEmpty()
                && asked.refusedArcs().isEmpty()
                && asked.waypoints().isEmpty()) {
            return PathRule.FREE;
        }
        List<PathRule.Bound> bounds = new ArrayList<>();
        asked.bounds().forEach((resource, most) -> bounds.add(new PathRule.Bound(used(resource), most)));
        return new PathRule(
                asked.barredArcs(graph),
                bounds,
                asked.waypoints().isEmpty()
                        ? path -> true
                        : path -> network.search().leadsThrough(asked, path));
    }

    private long[] used(Resource resource) {
        return columns.computeIfAbsent(resource, _ -> switch (resource) {
            case LATENCY -> column(network.load()::latencyUs);
            case PRICE -> column(network.load()::priceMicrosPerGbpsHour);
            case HOPS -> column(_ -> 1);
            case JITTER, LOSS, UNAVAILABILITY ->
                column(arc -> network.load().qualities().used(arc, resource));
        });
    }
}
