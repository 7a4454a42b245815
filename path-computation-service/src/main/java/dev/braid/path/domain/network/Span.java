package dev.braid.path.domain.network;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
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
    /** By link; no longer than somebody holds them, as whoever asks what would be may name any link. */
    private static final Map<String, Newest> NEWEST = new ConcurrentHashMap<>();

    private static final ReferenceQueue<Span> GONE = new ReferenceQueue<>();

    private final String linkId;
    private final String reverseLinkId;
    private final String providerId;
    private final String fromNodeId;
    private final String toNodeId;
    private final boolean interconnect;
    private final List<byte[]> utf8;
    /** Where the network that looked last has it. Each looks again before it believes that. */
    private int arc;

    private static final class Newest extends WeakReference<Span> {
        private final String linkId;

        private Newest(Span span) {
            super(span, GONE);
            linkId = span.linkId;
        }
    }

    private Span(
            String linkId,
            String reverseLinkId,
            String providerId,
            String fromNodeId,
            String toNodeId,
            boolean interconnect) {
        this.linkId = linkId;
        this.reverseLinkId = reverseLinkId;
        this.providerId = providerId;
        this.fromNodeId = fromNodeId;
        this.toNodeId = toNodeId;
        this.interconnect = interconnect;
        this.utf8 = Stream.of(linkId, reverseLinkId, providerId, fromNodeId, toNodeId)
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** The one of these names. */
    public static Span of(String linkId, String reverseLinkId, String providerId, String fromNodeId, String toNodeId) {
        return of(linkId, reverseLinkId, providerId, fromNodeId, toNodeId, false);
    }

    /** The one of these names; an interconnect leads from one provider's network into another's. */
    public static Span of(
            String linkId,
            String reverseLinkId,
            String providerId,
            String fromNodeId,
            String toNodeId,
            boolean interconnect) {
        Newest newest = NEWEST.get(linkId);
        Span known = newest == null ? null : newest.get();
        if (known != null && known.isOf(reverseLinkId, providerId, fromNodeId, toNodeId, interconnect)) {
            return known;
        }
        // The link is new, or was rebuilt.
        Span fresh = new Span(linkId, reverseLinkId, providerId, fromNodeId, toNodeId, interconnect);
        Span shared = NEWEST.compute(
                        linkId, (_, now) -> now != null && fresh.equals(now.get()) ? now : new Newest(fresh))
                .get();
        forgetGone();
        return shared == null ? fresh : shared;
    }

    private static void forgetGone() {
        for (Object gone = GONE.poll(); gone != null; gone = GONE.poll()) {
            NEWEST.remove(((Newest) gone).linkId, gone);
        }
    }

    /** How many are held for others to share. */
    static int shared() {
        return NEWEST.size();
    }

    static Span of(Link link) {
        return of(
                link.linkId(),
                link.reverseLinkId(),
                link.providerId(),
                link.fromNodeId(),
                link.toNodeId(),
                link.kind() == LinkKind.INTERCONNECT);
    }

    private boolean isOf(
            String otherReverse, String otherProvider, String otherFrom, String otherTo, boolean otherInterconnect) {
        return reverseLinkId.equals(otherReverse)
                && providerId.equals(otherProvider)
                && fromNodeId.equals(otherFrom)
                && toNodeId.equals(otherTo)
                && interconnect == otherInterconnect;
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

    /** Whether it leads from one provider's network into another's. */
    public boolean interconnect() {
        return interconnect;
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
                || (other instanceof Span span
                        && linkId.equals(span.linkId)
                        && isOf(
                                span.reverseLinkId,
                                span.providerId,
                                span.fromNodeId,
                                span.toNodeId,
                                span.interconnect));
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
