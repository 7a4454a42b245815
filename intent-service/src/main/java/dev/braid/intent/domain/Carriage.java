package dev.braid.intent.domain;

import java.util.List;

/**
 * What provisioning said last about a connection: the plan that carries traffic and the generation it answers, both 0
 * when none does. The sequence is that of the last event.
 *
 * @param waiting its legs whose provider waits for somebody
 */
public record Carriage(long sequence, long activeRevision, long activeGeneration, List<WaitingLeg> waiting) {
    /** Before the first event. */
    public static final Carriage NONE = new Carriage(0, 0, 0, List.of());

    public Carriage {
        waiting = List.copyOf(waiting);
    }

    /** Whether traffic flows. */
    public boolean isActive() {
        return activeRevision > 0;
    }

    /** The plan that carries traffic. */
    public CarriedPlan plan() {
        return new CarriedPlan(activeRevision, activeGeneration);
    }

    /** With an event after which all of it is as before. */
    public Carriage unchanged(long newSequence) {
        return new Carriage(newSequence, activeRevision, activeGeneration, waiting);
    }

    /** With the plan that carries traffic from now on. */
    public Carriage active(long newSequence, long revision, long generation) {
        return new Carriage(newSequence, revision, generation, waiting);
    }

    /** Without any traffic from now on. */
    public Carriage idle(long newSequence) {
        return new Carriage(newSequence, 0, 0, waiting);
    }

    /** With all legs that wait from now on. */
    public Carriage waitingFor(long newSequence, List<WaitingLeg> legs) {
        return new Carriage(newSequence, activeRevision, activeGeneration, legs);
    }
}
