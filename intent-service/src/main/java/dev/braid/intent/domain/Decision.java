package dev.braid.intent.domain;

import java.time.Instant;
import java.util.List;

/**
 * Why a connection was moved for its health, or was not, and what came of it. What was decided is passed on unread.
 *
 * @param moved whether it was
 * @param results at most one of each kind
 */
public record Decision(String decisionId, Instant decideTime, boolean moved, Verbatim words, List<Result> results) {
    public Decision {
        results = List.copyOf(results);
    }

    /** Something that came of a move. */
    public record Result(Kind kind, Verbatim words) {}

    /** What may come of a move. */
    public enum Kind {
        ACTIVATED,
        JUDGED,
        RETURNED,
        REFUSED,
        OVERTAKEN
    }
}
