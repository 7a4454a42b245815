package dev.braid.intent.domain;

/** Which plan carries traffic, and the generation it answers; both 0 where that was not written down. */
public record CarriedPlan(long revision, long generation) {
    /** Of before plans were written down. */
    public static final CarriedPlan UNKNOWN = new CarriedPlan(0, 0);

    /** Whether it was written down. */
    public boolean isKnown() {
        return revision > 0;
    }
}
