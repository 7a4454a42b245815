package dev.braid.provisioning.domain;

import java.util.List;
import java.util.stream.Stream;

/**
 * A leg whose provider waits for somebody.
 *
 * @param state what waits: the order itself, its end, or a change of what is held meanwhile
 */
public record Waiting(String legId, Route route, LegState state, PendingOn pendingOn) {

    /** All of a connection, in the order in which they were opened. */
    static List<Waiting> of(Rollout rollout) {
        return rollout.legs().stream().flatMap(Waiting::of).toList();
    }

    private static Stream<Waiting> of(Leg leg) {
        return leg.sight().pendingOn().stream()
                .map(pendingOn -> new Waiting(leg.legId(), leg.route(), leg.state(), pendingOn));
    }

    /** One text for one state of waiting; empty for none. Only ever compared. */
    static String text(List<Waiting> waiting) {
        return waiting.isEmpty() ? "" : waiting.toString();
    }
}
