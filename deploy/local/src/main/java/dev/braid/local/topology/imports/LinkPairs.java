package dev.braid.local.topology.imports;

import dev.braid.local.topology.imports.DraftLink.End;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Brings each link together with its way back. */
final class LinkPairs {
    private static final int MAX_PAIRS = DraftNetwork.MAX_LINKS / 2;

    private final List<Pair> pairs = new ArrayList<>();

    private LinkPairs() {}

    /** One link, the first of both in the file, and the same the other way. */
    record Pair(DraftLink there, DraftLink back) {}

    private record Direction(End from, End to) {
        Direction turned() {
            return new Direction(to, from);
        }
    }

    static List<Pair> of(Source source, DraftNetwork network, Remarks remarks) {
        LinkPairs pairs = new LinkPairs();
        List<DraftLink> directed = new ArrayList<>();
        for (DraftLink link : network.links()) {
            if (link.directed()) {
                directed.add(link);
            } else {
                pairs.pairs.add(new Pair(link, link.turned()));
            }
        }
        // Parallel links are told apart by their ports; whoever is left takes any between the same nodes.
        List<DraftLink> alone = pairs.meet(directed, link -> new Direction(link.from(), link.to()));
        alone = pairs.meet(
                alone,
                link -> new Direction(
                        new End(link.from().node(), ""), new End(link.to().node(), "")));
        for (DraftLink link : alone) {
            remarks.assumed("links in one direction only: the other is taken as equal", link.line(), link.label());
            pairs.pairs.add(new Pair(link, link.turned()));
        }
        Map<DraftLink, Integer> order = new IdentityHashMap<>();
        network.links().forEach(link -> order.put(link, order.size()));
        pairs.pairs.sort(Comparator.comparing(pair -> order.get(pair.there())));
        if (pairs.pairs.size() > MAX_PAIRS) {
            throw source.failure(
                    pairs.pairs.get(MAX_PAIRS).there().line(),
                    "link",
                    "there are more than %d, counting both directions.".formatted(DraftNetwork.MAX_LINKS));
        }
        return pairs.pairs;
    }

    /** Pairs in the order of the file; answers those that are left. */
    private List<DraftLink> meet(List<DraftLink> links, Function<DraftLink, Direction> direction) {
        Map<Direction, Deque<DraftLink>> waiting = new HashMap<>();
        Set<DraftLink> met = Collections.newSetFromMap(new IdentityHashMap<>());
        for (DraftLink link : links) {
            Direction own = direction.apply(link);
            Deque<DraftLink> opposite = waiting.get(own.turned());
            if (opposite == null || opposite.isEmpty()) {
                waiting.computeIfAbsent(own, _ -> new ArrayDeque<>()).add(link);
            } else {
                DraftLink there = opposite.poll();
                met.add(there);
                met.add(link);
                pairs.add(new Pair(there, link));
            }
        }
        return links.stream().filter(link -> !met.contains(link)).toList();
    }
}
