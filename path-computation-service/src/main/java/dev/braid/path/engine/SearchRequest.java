package dev.braid.path.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What a path must do: lead from any source to any target with the bandwidth on every arc and its mate, no slower than
 * the bound, and keep out of what is excluded.
 *
 * @param weighing what is made least: of one {@link Metric} alone, or a {@link Weighing#mix}
 * @param maxLatencyUs {@link #ANY_LATENCY} for no bound
 * @param allowedCountries empty for anywhere
 */
public record SearchRequest(
        int[] sources,
        int[] targets,
        Weighing weighing,
        long bandwidthBps,
        long maxLatencyUs,
        BitSet excludedProviders,
        BitSet allowedCountries,
        BitSet refusedArcs) {
    /** No latency is too much. */
    public static final long ANY_LATENCY = Long.MAX_VALUE;

    /** The same with another bandwidth. */
    public SearchRequest withBandwidthBps(long otherBandwidthBps) {
        return new SearchRequest(
                sources,
                targets,
                weighing,
                otherBandwidthBps,
                maxLatencyUs,
                excludedProviders,
                allowedCountries,
                refusedArcs);
    }

    /** The same with no latency bound. */
    public SearchRequest withAnyLatency() {
        return new SearchRequest(
                sources,
                targets,
                weighing,
                bandwidthBps,
                ANY_LATENCY,
                excludedProviders,
                allowedCountries,
                refusedArcs);
    }

    /** The same with another thing to make least. */
    public SearchRequest withWeighing(Weighing otherWeighing) {
        return new SearchRequest(
                sources,
                targets,
                otherWeighing,
                bandwidthBps,
                maxLatencyUs,
                excludedProviders,
                allowedCountries,
                refusedArcs);
    }

    /** The same with no provider excluded, in any country. */
    public SearchRequest withoutConstraints() {
        return new SearchRequest(
                sources, targets, weighing, bandwidthBps, maxLatencyUs, new BitSet(), new BitSet(), refusedArcs);
    }

    /** The same over refused arcs too. */
    public SearchRequest withoutRefusals() {
        return new SearchRequest(
                sources,
                targets,
                weighing,
                bandwidthBps,
                maxLatencyUs,
                excludedProviders,
                allowedCountries,
                new BitSet());
    }

    /** The arcs that its constraints admit. */
    ArcFilter filter(NetworkGraph graph) {
        List<ArcRule> rules = new ArrayList<>(2);
        if (!excludedProviders.isEmpty()) {
            rules.add(ArcRule.none(ArcRule.Subject.PROVIDER, excludedProviders));
        }
        if (!allowedCountries.isEmpty()) {
            rules.add(ArcRule.only(ArcRule.Subject.COUNTRY, allowedCountries));
        }
        return graph.filters().of(rules);
    }
}
