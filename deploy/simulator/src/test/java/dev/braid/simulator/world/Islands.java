package dev.braid.simulator.world;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which things hang together, directly or through others. */
final class Islands {

    private final Map<String, String> parents = new HashMap<>();

    Islands(Collection<String> members) {
        members.forEach(member -> parents.put(member, member));
    }

    void join(String a, String b) {
        parents.put(root(a), root(b));
    }

    Set<String> largest() {
        return parents.keySet().stream().collect(groupingBy(this::root, toSet())).values().stream()
                .max(Comparator.comparingInt(Set::size))
                .orElse(Set.of());
    }

    private String root(String member) {
        String at = member;
        while (!parents.get(at).equals(at)) {
            parents.put(at, parents.get(parents.get(at)));
            at = parents.get(at);
        }
        return at;
    }
}
