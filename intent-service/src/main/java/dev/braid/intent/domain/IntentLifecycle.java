package dev.braid.intent.domain;

import java.util.Collection;

/**
 * Derives where an order stands from the facts about its connections. Nothing is remembered from step to step, so lost
 * order between topics, repetitions and restarts cannot lead it astray.
 *
 * <pre>
 *   submit ──► PLANNING ──► PROVISIONING ──► ACTIVE ──┐ a new generation: traffic stays on the old one
 *                 ▲  │            │                   │
 *                 │  └────────────┴──► REJECTED       │
 *                 └───────────────────────┴───────────┘
 *   with a window: PLANNING ──► SCHEDULED ──► PROVISIONING ──► ACTIVE ──► PROVISIONING ──► EXPIRED
 *                                   ▲     it opens                it closes    │
 *                                   └────────────── it comes again ────────────┘
 *   terminate, from anywhere ──► TERMINATING ──► TERMINATED
 * </pre>
 */
public final class IntentLifecycle {
    private IntentLifecycle() {}

    /** What was asked, and the generation that was last known to be given. */
    public record Order(long generation, boolean terminateAsked, long activeGeneration) {}

    /** Where that stands. */
    public record Standing(IntentState state, long activeGeneration) {}

    /** Where the order stands, given its connections. */
    public static Standing standing(Order order, Collection<Connection> connections) {
        if (order.terminateAsked()) {
            boolean over = connections.stream().allMatch(c -> isOver(c, order.generation()));
            return over
                    ? new Standing(IntentState.TERMINATED, 0)
                    : new Standing(IntentState.TERMINATING, order.activeGeneration());
        }
        if (connections.stream().allMatch(c -> c.isIdle(order.generation()))) {
            return new Standing(idle(order, connections), 0);
        }
        return isRejected(order, connections) ? rejected(order, connections) : admitted(order, connections);
    }

    private static boolean isRejected(Order order, Collection<Connection> connections) {
        return connections.stream()
                .anyMatch(c -> c.rejectionOf(order.generation()).isPresent());
    }

    /** What is booked comes before what was refused: it may answer an older generation, as what is carried may. */
    private static IntentState idle(Order order, Collection<Connection> connections) {
        if (connections.stream().anyMatch(Connection::isHeld)) {
            return IntentState.PROVISIONING;
        }
        if (connections.stream().anyMatch(Connection::isBooked)) {
            return IntentState.SCHEDULED;
        }
        return isRejected(order, connections) ? IntentState.REJECTED : IntentState.EXPIRED;
    }

    /**
     * Whether nothing is held and nothing will be: path computation has answered the end itself, or had nothing left
     * from the last wish, which the end follows directly.
     */
    private static boolean isOver(Connection connection, long generation) {
        return !connection.isHeld() && !connection.isBooked() && connection.isAnswered(generation - 1);
    }

    private static Standing rejected(Order order, Collection<Connection> connections) {
        // A plan of the rejected generation may have carried traffic on some connections: it was never given as a
        // whole.
        long given = givenGeneration(order, connections);
        long active = given < order.generation() ? given : order.activeGeneration();
        return new Standing(active > 0 ? IntentState.ACTIVE : IntentState.PROVISIONING, active);
    }

    private static Standing admitted(Order order, Collection<Connection> connections) {
        long active = givenGeneration(order, connections);
        if (active >= order.generation()) {
            return new Standing(IntentState.ACTIVE, active);
        }
        boolean planned = connections.stream().allMatch(c -> c.isAnswered(order.generation()));
        return new Standing(planned ? IntentState.PROVISIONING : IntentState.PLANNING, active);
    }

    /** The newest generation known to be given; an older one again where traffic went back to the plan before. */
    private static long givenGeneration(Order order, Collection<Connection> connections) {
        long carried = carriedGeneration(connections);
        return carried > 0 ? carried : order.activeGeneration();
    }

    /** The newest generation that every connection carries, or 0. */
    private static long carriedGeneration(Collection<Connection> connections) {
        return connections.stream()
                .mapToLong(c -> c.carriage().activeGeneration())
                .min()
                .orElse(0);
    }
}
