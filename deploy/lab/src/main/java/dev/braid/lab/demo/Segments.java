package dev.braid.lab.demo;

import dev.braid.lab.kernel.Kernel;
import dev.braid.lab.plan.LabPlan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the segments of all routers count: which of them packets take. */
final class Segments implements AutoCloseable {
    private static final Pattern ADJACENCY = Pattern.compile("fc00:0:([0-9a-f]{2}):([0-9a-f]{2})::/64");

    private final List<String> nodes;
    private final Kernel kernel;

    Segments(LabPlan plan) {
        nodes = plan.nodes();
        kernel = new Kernel(plan, nodes);
    }

    Map<String, Long> packets() {
        Map<String, Long> packets = new TreeMap<>();
        nodes.forEach(node -> packets.putAll(kernel.counters(node)));
        return packets;
    }

    /** Those that counted between the two. */
    static List<String> inUse(Map<String, Long> before, Map<String, Long> after) {
        return after.entrySet().stream()
                .filter(segment -> segment.getValue() > before.getOrDefault(segment.getKey(), 0L))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether it leads over a fibre of the route; hand-offs and ports are of one order alone, and are not. */
    static boolean on(Route route, String segment) {
        Matcher adjacency = ADJACENCY.matcher(segment);
        return adjacency.matches() && route.over(adjacency.group(1), adjacency.group(2));
    }

    @Override
    public void close() {
        kernel.close();
    }
}
