package dev.braid.path.guard;

import java.util.Locale;

/** The guard rails, in the order in which they are asked. */
public enum Rail {
    /** The connection is known here. */
    UNKNOWN_CONNECTION,
    /** The news are bad. */
    NOT_BAD,
    /** Nobody stopped all moves. */
    STOPPED,
    /** The news are about the plan in force. */
    OTHER_REVISION,
    /** The news are from now. */
    STALE_EVIDENCE,
    /** The cause of the trouble is still there. */
    RECOVERED,
    /** Not nearly all links of one provider turned bad at once. */
    SUSPECT_SOURCE,
    /** It was not moved just now. */
    HOLD_DOWN,
    /** It is not moved again and again. */
    BUDGET_CONNECTION,
    /** Not too many moves at all. */
    BUDGET,
    /** Not too many on their way at a time. */
    BUDGET_IN_FLIGHT,
    /** There is another way. */
    NO_BETTER_PATH,
    /** No operator declined this move. */
    DECLINED,
    /** It is better enough. */
    MINIMUM_GAIN,
    /** Its links are measured. */
    STALE_MEASURES,
    /** Not too many moves to or from one link. */
    BUDGET_LINK,
    /** Not too many moves to or from one provider. */
    BUDGET_PROVIDER,
    /** Not too many moves to or from one metro. */
    BUDGET_METRO,
    /** Moves need nobody's approval, or somebody gave it. */
    MODE,
    /** What did not plan it has nothing against it. */
    GATE;

    /** Whether it holds moves for want of a budget that others use too: who is held by it has its turn later. */
    public boolean isSharedBudget() {
        return switch (this) {
            case BUDGET, BUDGET_IN_FLIGHT, BUDGET_LINK, BUDGET_PROVIDER, BUDGET_METRO -> true;
            case UNKNOWN_CONNECTION,
                    NOT_BAD,
                    STOPPED,
                    OTHER_REVISION,
                    STALE_EVIDENCE,
                    RECOVERED,
                    SUSPECT_SOURCE,
                    HOLD_DOWN,
                    BUDGET_CONNECTION,
                    NO_BETTER_PATH,
                    DECLINED,
                    MINIMUM_GAIN,
                    STALE_MEASURES,
                    MODE,
                    GATE -> false;
        };
    }

    /** Whether a move that it holds may be made a little later without anything else having become of the trouble. */
    public boolean passesWithTime() {
        return isSharedBudget()
                || this == STOPPED
                || this == STALE_EVIDENCE
                || this == SUSPECT_SOURCE
                || this == HOLD_DOWN
                || this == BUDGET_CONNECTION;
    }

    /** As metrics and logs call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
