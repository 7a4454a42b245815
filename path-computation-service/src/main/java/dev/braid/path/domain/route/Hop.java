package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Span;

/** One link of a path in the direction A to Z, with its figures when the plan was made. */
public record Hop(Span span, long latencyUs, long priceMicrosPerHour) {
    /** The link, in the direction of the path. */
    public String linkId() {
        return span.linkId();
    }

    /** Its way back. */
    public String reverseLinkId() {
        return span.reverseLinkId();
    }

    /** Whose it is. */
    public String providerId() {
        return span.providerId();
    }

    /** Where it begins. */
    public String fromNodeId() {
        return span.fromNodeId();
    }

    /** Where it ends. */
    public String toNodeId() {
        return span.toNodeId();
    }
}
