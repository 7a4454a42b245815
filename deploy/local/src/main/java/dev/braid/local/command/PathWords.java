package dev.braid.local.command;

import dev.braid.api.path.v1.DecidedPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A path beside another: of a long one its ends, and where the two differ. */
final class PathWords {
    private static final int MOST_NODES = 8;
    private static final String GAP = "…";

    private PathWords() {}

    /** In one line, with its figures. */
    static String line(DecidedPath path, DecidedPath other) {
        int hops = path.getLinkIdsCount();
        return String.format(
                Locale.ROOT,
                "%s: %d %s over %s, %s expected, %.2f %s an hour",
                way(path.getNodeIdsList(), other.getNodeIdsList()),
                hops,
                hops == 1 ? "hop" : "hops",
                String.join(", ", path.getProviderIdsList()),
                HealthWords.ms(path.getExpectedLatencyUs()),
                path.getPriceMicrosPerHour() / 1e6,
                path.getCurrencyCode());
    }

    private static String way(List<String> nodes, List<String> others) {
        if (nodes.size() <= MOST_NODES) {
            return joined(nodes);
        }
        // With the last node before they part, and the first after they have met again.
        int start = Math.max(0, common(nodes, others) - 1);
        int end = nodes.size() - Math.max(0, common(nodes.reversed(), others.reversed()) - 1);
        if (start >= end) {
            return joined(shortened(nodes));
        }
        List<String> shown = new ArrayList<>();
        if (start > 0) {
            shown.add(nodes.getFirst());
        }
        if (start > 1) {
            shown.add(GAP);
        }
        shown.addAll(shortened(nodes.subList(start, end)));
        if (end < nodes.size() - 1) {
            shown.add(GAP);
        }
        if (end < nodes.size()) {
            shown.add(nodes.getLast());
        }
        return joined(shown);
    }

    private static int common(List<String> nodes, List<String> others) {
        int common = 0;
        while (common < Math.min(nodes.size(), others.size())
                && nodes.get(common).equals(others.get(common))) {
            common++;
        }
        return common;
    }

    private static List<String> shortened(List<String> nodes) {
        if (nodes.size() <= MOST_NODES) {
            return nodes;
        }
        List<String> ends = new ArrayList<>(nodes.subList(0, MOST_NODES / 2));
        ends.add(GAP);
        ends.addAll(nodes.subList(nodes.size() - MOST_NODES / 2, nodes.size()));
        return ends;
    }

    private static String joined(List<String> nodes) {
        return String.join(" – ", nodes);
    }
}
