package dev.braid.path.engine;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The filters of one graph, each distinct set of rules worked out once; those not asked for in long are forgotten. */
public final class ArcFilters {
    private static final int KEPT = 1024;

    private final NetworkGraph graph;
    private final Map<Set<ArcRule>, ArcFilter> filters = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Set<ArcRule>, ArcFilter> eldest) {
            return size() > KEPT;
        }
    };

    ArcFilters(NetworkGraph graph) {
        this.graph = graph;
    }

    /** The arcs that all of the rules admit. */
    public ArcFilter of(Collection<ArcRule> rules) {
        Set<ArcRule> key = Set.copyOf(rules);
        if (key.isEmpty()) {
            return ArcFilter.ALL;
        }
        synchronized (filters) {
            return filters.computeIfAbsent(key, absent -> ArcFilter.of(graph, absent));
        }
    }
}
