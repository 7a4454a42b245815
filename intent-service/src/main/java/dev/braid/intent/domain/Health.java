package dev.braid.intent.domain;

import java.util.Collection;
import java.util.Comparator;

/** Whether promises are kept, from the best to the worst. */
public enum Health {
    /** Kept. */
    MET,
    /** Not measured yet. */
    UNMEASURED,
    /** Not measured for a while. */
    UNKNOWN,
    /** Broken often enough lately to act. */
    AT_RISK,
    /** Broken. */
    BROKEN;

    /** The worst of them; nothing measured where there are none. */
    public static Health worst(Collection<Health> healths) {
        return healths.stream().max(Comparator.naturalOrder()).orElse(UNMEASURED);
    }
}
