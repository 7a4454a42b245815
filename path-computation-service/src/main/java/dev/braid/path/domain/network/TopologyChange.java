package dev.braid.path.domain.network;

import java.util.List;

/** What is to be different in the topology: all of it or nothing. */
public record TopologyChange(List<Element> upserts, List<ElementReference> removals) {
    public TopologyChange {
        upserts = List.copyOf(upserts);
        removals = List.copyOf(removals);
    }
}
