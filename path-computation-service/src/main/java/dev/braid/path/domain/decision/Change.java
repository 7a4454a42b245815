package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.network.VersionedElement;
import dev.braid.path.domain.route.PathRecord;
import java.util.List;

/** A fact that changes what is known, whether it was decided here or read from a topic. */
public sealed interface Change {
    /** The connection has a new record. */
    record RecordWritten(PathRecord record) implements Change {}

    /** The connection is forgotten. */
    record RecordForgotten(String connectionId) implements Change {}

    /** Elements are new, different or gone. */
    record TopologyChanged(List<VersionedElement> changed, List<ElementReference> removed) implements Change {}

    /** A link measured. */
    record LinkMeasured(LinkMeasure measure) implements Change {}

    /** What a link measured is forgotten. */
    record MeasureForgotten(String linkId) implements Change {}

    /** Provisioning's reports on the connection are known up to this one. */
    record ReportSeen(String connectionId, long sequence) implements Change {}
}
