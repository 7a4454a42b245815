package dev.braid.path.gate;

import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.Node;
import dev.braid.path.domain.route.Protection;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Whether two paths share what they must not share. */
record ApartCheck(Trace working, Trace ready) {
    /** Where they are to share as little as there is, they may share something. */
    void apart(Protection asked, Consumer<Objection> objections) {
        if (asked.maximally()) {
            return;
        }
        none("links", Trace::bothWays, objections);
        switch (asked.disjointness()) {
            case LINK -> {}
            case NODE -> none("nodes", ApartCheck::between, objections);
            case PROVIDER ->
                none(
                        "providers",
                        it -> it.links().stream().map(Link::providerId).toList(),
                        objections);
            case RISK_GROUP -> none("risk groups", ApartCheck::risks, objections);
        }
    }

    private void none(String word, Function<Trace, Collection<String>> of, Consumer<Objection> objections) {
        Set<String> shared = new TreeSet<>(of.apply(working));
        shared.retainAll(of.apply(ready));
        if (!shared.isEmpty()) {
            objections.accept(Objection.of(Check.APART, "Both paths share the %s %s.", word, shared));
        }
    }

    private static List<String> between(Trace trace) {
        return trace.nodes().subList(1, trace.nodes().size() - 1).stream()
                .map(Node::nodeId)
                .toList();
    }

    private static List<String> risks(Trace trace) {
        return Stream.concat(trace.links().stream(), trace.backs().stream())
                .flatMap(it -> it.riskGroupIds().stream())
                .toList();
    }
}
