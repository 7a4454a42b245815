package dev.braid.benchmarks.planning;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.path.v1.Cause;
import dev.braid.api.path.v1.Hop;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.path.v1.Priority;
import java.util.Comparator;
import java.util.List;

/** What a record of path computation says of one connection, in brief. */
record PlacedPath(
        String connectionId,
        int setup,
        int hold,
        long bandwidthBps,
        long revision,
        boolean active,
        boolean movedOffFailure,
        long decideMicros,
        List<String> linkIds) {
    /** Who is served first: more important, then larger. */
    static final Comparator<PlacedPath> IMPORTANCE = Comparator.comparingInt(PlacedPath::setup)
            .thenComparingInt(PlacedPath::hold)
            .thenComparing(Comparator.comparingLong(PlacedPath::bandwidthBps).reversed());

    private static final int NORMAL = 4;

    static PlacedPath of(byte[] value) {
        try {
            PathRecord record = PathRecord.parseFrom(value);
            Priority priority = record.getDemand().getPriority();
            return new PlacedPath(
                    record.getConnectionId(),
                    priority.hasSetup() ? priority.getSetup() : NORMAL,
                    priority.hasHold() ? priority.getHold() : NORMAL,
                    record.getDemand().getBandwidthBps(),
                    record.hasPlan() ? record.getPlan().getRevision() : 0,
                    record.getPhase() == PathPhase.PATH_PHASE_ACTIVE,
                    record.getPlan().getWhy().getCause() == Cause.CAUSE_LINK_FAILED,
                    record.getDecideTime().getSeconds() * 1_000_000
                            + record.getDecideTime().getNanos() / 1_000,
                    record.getPlan().getHopsList().stream()
                            .map(Hop::getLinkId)
                            .map(String::intern)
                            .toList());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A record that cannot be read", e);
        }
    }
}
