package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.network.Span;
import dev.braid.path.domain.network.Tariff;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/** The hops of a plan, unmodifiable, and as small as they can be: a full book has millions. */
final class HopList extends AbstractList<Hop> implements RandomAccess {
    private final Span[] spans;
    /** Latency and price of the first hop, of the second, and so on. */
    private final long[] figures;

    private HopList(int hops) {
        spans = new Span[hops];
        figures = new long[2 * hops];
    }

    private void put(int index, Span span, long latencyUs, long priceMicrosPerHour) {
        spans[index] = span;
        figures[2 * index] = latencyUs;
        figures[2 * index + 1] = priceMicrosPerHour;
    }

    static HopList of(List<Hop> hops) {
        if (hops instanceof HopList already) {
            return already;
        }
        HopList list = new HopList(hops.size());
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            list.put(i, hop.span(), hop.latencyUs(), hop.priceMicrosPerHour());
        }
        return list;
    }

    /** The hops along the arcs, as the network is now. */
    static HopList along(Network network, int[] arcs, long bandwidthBps) {
        HopList list = new HopList(arcs.length);
        for (int i = 0; i < arcs.length; i++) {
            int arc = arcs[i];
            list.put(
                    i,
                    network.index().span(arc),
                    network.load().latencyUs(arc),
                    Tariff.microsPerHour(network.index().link(arc).priceMicrosPerGbpsHour(), bandwidthBps));
        }
        return list;
    }

    /** Takes the bandwidth of every hop and of its way back from the network, or gives it back where negative. */
    void takeFrom(Network network, long bandwidthBps) {
        for (Span span : spans) {
            network.take(span, bandwidthBps);
        }
    }

    /**
     * Takes the bandwidth of what the other hops do not take already, of each link once. Does nothing, and says so, where
     * links are paired in two ways, as those that were rebuilt may be.
     */
    boolean takeBeside(HopList other, Network network, long bandwidthBps) {
        List<Span> fresh = new ArrayList<>();
        for (Span span : spans) {
            boolean shared = false;
            for (Span known : other.spans) {
                boolean same = isSame(span, known);
                if (!same && isMixed(span, known)) {
                    return false;
                }
                shared |= same;
            }
            for (Span known : fresh) {
                if (isSame(span, known) || isMixed(span, known)) {
                    return false;
                }
            }
            if (!shared) {
                fresh.add(span);
            }
        }
        fresh.forEach(span -> network.take(span, bandwidthBps));
        return true;
    }

    private static boolean isSame(Span one, Span other) {
        return one == other
                || one.linkId().equals(other.linkId()) && one.reverseLinkId().equals(other.reverseLinkId())
                || one.linkId().equals(other.reverseLinkId())
                        && one.reverseLinkId().equals(other.linkId());
    }

    private static boolean isMixed(Span one, Span other) {
        return one.linkId().equals(other.linkId())
                || one.linkId().equals(other.reverseLinkId())
                || one.reverseLinkId().equals(other.linkId())
                || one.reverseLinkId().equals(other.reverseLinkId());
    }

    @Override
    public Hop get(int index) {
        return new Hop(spans[index], figures[2 * index], figures[2 * index + 1]);
    }

    @Override
    public int size() {
        return spans.length;
    }
}
