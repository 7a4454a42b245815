package dev.braid.lab.build;

import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.Fibre;
import dev.braid.lab.plan.LabPlan;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;

/** What a routing protocol inside one carrier would find: the neighbour towards each of its nodes, by least delay. */
final class ShortestPaths {
    private record Reached(String node, String first, long delayUs) {}

    private ShortestPaths() {}

    static Map<String, String> firstHops(LabPlan plan, String from) {
        Carrier carrier = plan.carrierOf(from);
        Map<String, String> first = new LinkedHashMap<>();
        Map<String, Long> least = new HashMap<>(Map.of(from, 0L));
        PriorityQueue<Reached> queue =
                new PriorityQueue<>(Comparator.comparingLong(Reached::delayUs).thenComparing(Reached::node));
        queue.add(new Reached(from, "", 0));
        while (!queue.isEmpty()) {
            Reached reached = queue.remove();
            if (reached.delayUs() > least.get(reached.node())) {
                continue;
            }
            if (!reached.node().equals(from)) {
                first.putIfAbsent(reached.node(), reached.first());
            }
            for (Fibre fibre : plan.fibresOf(reached.node())) {
                String next = fibre.opposite(reached.node());
                long delayUs = reached.delayUs() + fibre.delayUs();
                if (carrier.nodes().contains(next) && delayUs < least.getOrDefault(next, Long.MAX_VALUE)) {
                    least.put(next, delayUs);
                    queue.add(new Reached(next, reached.first().isEmpty() ? next : reached.first(), delayUs));
                }
            }
        }
        return first;
    }
}
