package dev.braid.path.domain.route;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The hops of a plan, unmodifiable. What all hops over a link have in common is held once: a full book has millions of
 * hops, over some thousands of links.
 */
final class HopList extends AbstractList<Hop> implements RandomAccess {
    private static final Map<String, Span> SPANS = new ConcurrentHashMap<>();

    private final Span[] spans;
    /** Latency and price of the first hop, of the second, and so on. */
    private final long[] figures;

    private record Span(String linkId, String reverseLinkId, String providerId, String fromNodeId, String toNodeId) {
        static Span of(Hop hop) {
            Span known = SPANS.get(hop.linkId());
            if (known != null && known.isOf(hop)) {
                return known;
            }
            // The link is new, or was rebuilt.
            Span fresh =
                    new Span(hop.linkId(), hop.reverseLinkId(), hop.providerId(), hop.fromNodeId(), hop.toNodeId());
            SPANS.put(fresh.linkId, fresh);
            return fresh;
        }

        private boolean isOf(Hop hop) {
            return reverseLinkId.equals(hop.reverseLinkId())
                    && providerId.equals(hop.providerId())
                    && fromNodeId.equals(hop.fromNodeId())
                    && toNodeId.equals(hop.toNodeId());
        }
    }

    private HopList(List<Hop> hops) {
        spans = new Span[hops.size()];
        figures = new long[2 * hops.size()];
        for (int i = 0; i < spans.length; i++) {
            Hop hop = hops.get(i);
            spans[i] = Span.of(hop);
            figures[2 * i] = hop.latencyUs();
            figures[2 * i + 1] = hop.priceMicrosPerHour();
        }
    }

    static List<Hop> of(List<Hop> hops) {
        return hops instanceof HopList ? hops : new HopList(hops);
    }

    @Override
    public Hop get(int index) {
        Span span = spans[index];
        return new Hop(
                span.linkId,
                span.reverseLinkId,
                span.providerId,
                span.fromNodeId,
                span.toNodeId,
                figures[2 * index],
                figures[2 * index + 1]);
    }

    @Override
    public int size() {
        return spans.length;
    }
}
