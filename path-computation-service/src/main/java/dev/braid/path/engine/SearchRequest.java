package dev.braid.path.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a path must do: lead from any source through any node of each waypoint in turn to any target, with the bandwidth
 * on every arc and its mate, within all bounds, over arcs that all rules admit and that nobody refused.
 *
 * @param weighing what is made least
 * @param bounds the most that the path may use, in the units of the resource; what is not there is not bounded
 */
public record SearchRequest(
        int[] sources,
        int[] targets,
        Weighing weighing,
        long bandwidthBps,
        Map<Resource, Long> bounds,
        List<ArcRule> rules,
        BitSet refusedArcs,
        List<int[]> waypoints) {
    public SearchRequest {
        bounds = Map.copyOf(bounds);
        rules = List.copyOf(rules);
        waypoints = List.copyOf(waypoints);
    }

    /** The same with another bandwidth. */
    public SearchRequest withBandwidthBps(long otherBandwidthBps) {
        return new SearchRequest(sources, targets, weighing, otherBandwidthBps, bounds, rules, refusedArcs, waypoints);
    }

    /** The same with another thing to make least. */
    public SearchRequest withWeighing(Weighing other) {
        return new SearchRequest(sources, targets, other, bandwidthBps, bounds, rules, refusedArcs, waypoints);
    }

    /** The same with another bound on the resource. */
    public SearchRequest withBound(Resource resource, long most) {
        Map<Resource, Long> others = new EnumMap<>(Resource.class);
        others.putAll(bounds);
        others.put(resource, most);
        return withBounds(others);
    }

    /** The same with no bound on the resource. */
    public SearchRequest withoutBound(Resource resource) {
        Map<Resource, Long> others = new EnumMap<>(Resource.class);
        others.putAll(bounds);
        others.remove(resource);
        return withBounds(others);
    }

    private SearchRequest withBounds(Map<Resource, Long> others) {
        return new SearchRequest(sources, targets, weighing, bandwidthBps, others, rules, refusedArcs, waypoints);
    }

    /** The same with no bound at all. */
    public SearchRequest withoutBounds() {
        return withBounds(Map.of());
    }

    /** The same without the rule. */
    public SearchRequest withoutRule(ArcRule rule) {
        List<ArcRule> others = new ArrayList<>(rules);
        others.remove(rule);
        return new SearchRequest(sources, targets, weighing, bandwidthBps, bounds, others, refusedArcs, waypoints);
    }

    /** The same without any rule. */
    public SearchRequest withoutRules() {
        return new SearchRequest(sources, targets, weighing, bandwidthBps, bounds, List.of(), refusedArcs, waypoints);
    }

    /** The same over refused arcs too. */
    public SearchRequest withoutRefusals() {
        return withRefusedArcs(new BitSet());
    }

    /** The same with these arcs refused and no others. */
    public SearchRequest withRefusedArcs(BitSet others) {
        return new SearchRequest(sources, targets, weighing, bandwidthBps, bounds, rules, others, waypoints);
    }

    /** The same by any way. */
    public SearchRequest withoutWaypoints() {
        return new SearchRequest(sources, targets, weighing, bandwidthBps, bounds, rules, refusedArcs, List.of());
    }

    PathBounds pathBounds() {
        PathBounds most = new PathBounds();
        bounds.forEach(most::most);
        return most;
    }

    /** The arcs that its rules or refusals keep it from. */
    public BitSet barredArcs(NetworkGraph graph) {
        ArcFilter admitted = filter(graph);
        BitSet barred = (BitSet) refusedArcs.clone();
        for (int arc = 0; arc < graph.arcCount(); arc++) {
            if (!admitted.admits(arc)) {
                barred.set(arc);
            }
        }
        return barred;
    }

    /** The arcs that its rules admit. */
    ArcFilter filter(NetworkGraph graph) {
        return graph.filters().of(rules);
    }
}
