package dev.braid.path.domain.network;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What all hops over a link have in common: its names. Held once for all of them, as a full book has millions of hops
 * over some thousands of links; equal ones are the same one as long as the link is not rebuilt.
 */
public final class Span {
    private static final Map<String, Span> NEWEST = new ConcurrentHashMap<>();

    private final String linkId;
    private final String reverseLinkId;
    private final String providerId;
    private final String fromNodeId;
    private final String toNodeId;
    private final List<byte[]> utf8;
    /** Where the network that looked last has it. Each looks again before it believes that. */
    private int arc;

    private Span(String linkId, String reverseLinkId, String providerId, String fromNodeId, String toNodeId) {
        this.linkId = linkId;
        this.reverseLinkId = reverseLinkId;
        this.providerId = providerId;
        this.fromNodeId = fromNodeId;
        this.toNodeId = toNodeId;
        this.utf8 = Stream.of(linkId, reverseLinkId, providerId, fromNodeId, toNodeId)
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** The one of these names. */
    public static Span of(String linkId, String reverseLinkId, String providerId, String fromNodeId, String toNodeId) {
        Span known = NEWEST.get(linkId);
        if (known != null && known.isOf(reverseLinkId, providerId, fromNodeId, toNodeId)) {
            return known;
        }
        // The link is new, or was rebuilt.
        Span fresh = new Span(linkId, reverseLinkId, providerId, fromNodeId, toNodeId);
        NEWEST.put(linkId, fresh);
        return fresh;
    }

    static Span of(Link link) {
        return of(link.linkId(), link.reverseLinkId(), link.providerId(), link.fromNodeId(), link.toNodeId());
    }

    private boolean isOf(String otherReverse, String otherProvider, String otherFrom, String otherTo) {
        return reverseLinkId.equals(otherReverse)
                && providerId.equals(otherProvider)
                && fromNodeId.equals(otherFrom)
                && toNodeId.equals(otherTo);
    }

    /** The link in the direction of the hop. */
    public String linkId() {
        return linkId;
    }

    /** Its way back. */
    public String reverseLinkId() {
        return reverseLinkId;
    }

    /** Whose it is. */
    public String providerId() {
        return providerId;
    }

    /** Where it begins. */
    public String fromNodeId() {
        return fromNodeId;
    }

    /** Where it ends. */
    public String toNodeId() {
        return toNodeId;
    }

    /**
     * The names as they are written, most of what there is to write of a plan: link, way back, provider, beginning, end.
     * Not to be changed.
     */
    public List<byte[]> utf8() {
        return utf8;
    }

    int arcGuess() {
        return arc;
    }

    void guessArc(int number) {
        arc = number;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Span span
                        && linkId.equals(span.linkId)
                        && isOf(span.reverseLinkId, span.providerId, span.fromNodeId, span.toNodeId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(linkId, reverseLinkId, providerId, fromNodeId, toNodeId);
    }

    @Override
    public String toString() {
        return linkId;
    }
}
