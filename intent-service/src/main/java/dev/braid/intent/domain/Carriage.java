package dev.braid.intent.domain;

/**
 * What provisioning said last about a connection: the plan that carries traffic and the generation it answers, both 0
 * when none does. The sequence is that of the last event.
 */
public record Carriage(long sequence, long activeRevision, long activeGeneration) {
    /** Before the first event. */
    public static final Carriage NONE = new Carriage(0, 0, 0);

    /** Whether traffic flows. */
    public boolean isActive() {
        return activeRevision > 0;
    }
}
