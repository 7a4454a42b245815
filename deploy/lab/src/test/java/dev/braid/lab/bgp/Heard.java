package dev.braid.lab.bgp;

import dev.braid.lab.build.Gobgpd;
import java.util.List;

/** What a speaker says that it holds, for people and tests. */
public final class Heard {
    private Heard() {}

    /** Of this colour, in the order of their distinguishers. */
    public static List<String> by(Gobgpd gobgpd, int colour) {
        try (Speaker speaker = new Speaker(gobgpd.address(), gobgpd.apiPort())) {
            return speaker.policies().values().stream()
                    .filter(policy -> policy.id().colour() == colour)
                    .sorted(java.util.Comparator.comparing(policy -> policy.id().distinguisher()))
                    .map(policy -> "from %s to %s: %s"
                            .formatted(policy.headEnd(), policy.id().endpoint(), String.join(" ", policy.segments())))
                    .toList();
        }
    }
}
