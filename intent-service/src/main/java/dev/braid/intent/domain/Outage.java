package dev.braid.intent.domain;

import java.util.Collection;
import java.util.Comparator;

/** What a change does to the traffic that flows, the better before the worse. */
public enum Outage {
    /** No packet is touched. */
    NONE,
    /** Traffic moves without loss. */
    HITLESS,
    /** Some packets are lost, for less than a second. */
    BRIEF,
    /** The service is down while it is built anew. */
    REBUILD;

    /** The worst of them; none where there are none. */
    public static Outage worst(Collection<Outage> outages) {
        return outages.stream().max(Comparator.naturalOrder()).orElse(NONE);
    }
}
