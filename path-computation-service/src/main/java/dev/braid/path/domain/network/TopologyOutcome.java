package dev.braid.path.domain.network;

import java.util.List;

/** What came of a change of the topology. */
public sealed interface TopologyOutcome {
    /** The change fits: the elements that differ now, those that are gone, and how many were equal already. */
    record Accepted(
            Topology topology, List<VersionedElement> changed, List<ElementReference> removed, int unchangedCount)
            implements TopologyOutcome {}

    /** The change breaks rules, and nothing of it was taken. */
    record Refused(List<String> violations) implements TopologyOutcome {}
}
