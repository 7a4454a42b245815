package dev.braid.local.topology.imports;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** An id for each node, from its label; where several have the same label, from the file's own id too. */
final class NodeNames {
    static final int MAX_PREFIX = 18;
    private static final int MAX_LABEL = 28;
    private static final int MAX_OWN = 10;

    private NodeNames() {}

    static Map<String, String> of(DraftNetwork network, String prefix) {
        Map<String, Integer> uses = new HashMap<>();
        network.nodes().forEach(node -> uses.merge(base(node), 1, Integer::sum));
        Set<String> taken = new HashSet<>();
        uses.forEach((base, count) -> {
            if (count == 1) {
                taken.add(base);
            }
        });
        Map<String, Integer> next = new HashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        for (DraftNode node : network.nodes()) {
            String name = base(node);
            if (uses.get(name) > 1) {
                name = free(name + "-" + Slugs.slug(node.id(), MAX_OWN), taken, next);
            }
            names.put(node.id(), prefix + "-" + name);
        }
        return names;
    }

    private static String base(DraftNode node) {
        return Slugs.slug(node.label().isBlank() ? node.id() : node.label(), MAX_LABEL);
    }

    private static String free(String wanted, Set<String> taken, Map<String, Integer> next) {
        String name = wanted;
        while (!taken.add(name)) {
            name = wanted + "-" + next.merge(wanted, 1, (old, _) -> old + 1);
        }
        return name;
    }
}
