package dev.braid.gateway.domain;

import java.util.Optional;
import java.util.Set;

/** What a reader may see and wants to see: a tenant its own events, an operator all; link metrics are nobody's own. */
public record Audience(boolean operator, Optional<String> tenantId, Set<LiveEvent.Kind> kinds) {
    public Audience {
        kinds = Set.copyOf(kinds);
        if (!operator && tenantId.isEmpty()) {
            throw new IllegalArgumentException("A reader without a tenant that is no operator sees nothing.");
        }
    }

    /** Whether there may be events of that kind for this reader. */
    public boolean maySee(LiveEvent.Kind kind) {
        return kinds.contains(kind) && (operator || kind != LiveEvent.Kind.LINK_METRICS);
    }

    /** Whether the event is for this reader. An event that names no tenant is for operators only. */
    public boolean sees(LiveEvent event) {
        return kinds.contains(event.kind()) && (operator || event.tenantId().equals(tenantId));
    }
}
