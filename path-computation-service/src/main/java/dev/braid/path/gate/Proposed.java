package dev.braid.path.gate;

import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.route.PathRecord;

/**
 * A move that is about to go out.
 *
 * @param before what is written of the connection now
 * @param after what would be
 * @param judged the judgement that it answers
 */
public record Proposed(PathRecord before, PathRecord after, HealthJudged judged) {}
