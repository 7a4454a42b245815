package dev.braid.path.control;

import dev.braid.path.guard.Mode;
import dev.braid.path.guard.MoveId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What an operator wants of the state of automation. */
public sealed interface Order {
    /** Who wants it: the subject of a verified token, never blank. */
    String by();

    /** Stop all automatic moves. */
    record Engage(String by, String reason) implements Order {
        public Engage {
            requireName(by);
            requireLine(reason);
        }
    }

    /** Ask for the end of the stop. */
    record AskForRelease(String by, String reason) implements Order {
        public AskForRelease {
            requireName(by);
            requireLine(reason);
        }
    }

    /** Approve what somebody else asked for. */
    record Approve(String by, String requestId) implements Order {
        public Approve {
            requireName(by);
        }
    }

    /** Set the mode of one tenant, or of all. */
    record SetMode(String by, Optional<String> tenantId, Mode mode, String reason) implements Order {
        public SetMode {
            requireName(by);
            requireLine(reason);
        }
    }

    /** Make a move that was recommended, if all guard rails let it pass; within that time. */
    record ApproveMove(String by, MoveId move, String tenantId, Duration life) implements Order {
        public ApproveMove {
            requireName(by);
            requireTime(life);
        }
    }

    /** Neither make a move that was recommended nor recommend it again, for that time. */
    record DeclineMove(String by, MoveId move, String tenantId, String reason, Duration life) implements Order {
        public DeclineMove {
            requireName(by);
            requireLine(reason);
            requireTime(life);
        }
    }

    /** Note what came of an approval: the writer of the plans says so, and the approval is spent. */
    record Settle(MoveId move, Instant approveTime, boolean moved, String reason) implements Order {
        @Override
        public String by() {
            return "path-computation-service";
        }
    }

    private static void requireTime(Duration life) {
        if (!life.isPositive()) {
            throw new IllegalArgumentException(
                    "The time for which a word counts (%s) must be above 0.".formatted(life));
        }
    }

    private static void requireName(String by) {
        if (by.isBlank()) {
            throw new IllegalArgumentException("Nobody is named who wants it.");
        }
    }

    /** Reasons stand in logs and in the words of guard rails, a line each. */
    private static void requireLine(String reason) {
        if (reason.isBlank() || reason.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The reason must be one line of text.");
        }
    }
}
