package dev.braid.intent.domain;

import java.time.Instant;
import java.util.Optional;

/** Where a tenant attaches to the network. What a port is never changes; its id is never used again. */
public record Port(
        String tenantId,
        String portId,
        String displayName,
        PortKind kind,
        String locationId,
        long bandwidthBps,
        Instant createTime,
        Optional<Instant> deleteTime) {

    /** Whether the tenant asked for the same thing in both. */
    public boolean isSameWish(Port other) {
        return tenantId.equals(other.tenantId)
                && portId.equals(other.portId)
                && displayName.equals(other.displayName)
                && kind == other.kind
                && locationId.equals(other.locationId)
                && bandwidthBps == other.bandwidthBps;
    }

    /** Whether intents may join it. */
    public boolean isLiving() {
        return deleteTime.isEmpty();
    }
}
