package dev.braid.path.gate;

import java.util.List;

/** Who judges moves. */
@FunctionalInterface
public interface Judge {
    /**
     * All that speaks against the move; it may go out where that is nothing. Where it may, the recount counts it from then
     * on, and else as little as before.
     */
    List<Objection> judge(Surroundings surroundings, Proposed proposed);
}
