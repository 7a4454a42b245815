package dev.braid.path.control;

/** What an order came to. */
public sealed interface Answer {
    /** This is the state from now on, once it is written. */
    record Changed(Automation automation) implements Answer {}

    /** It is as it was ordered already. */
    record Unchanged() implements Answer {}

    /** It is not done. */
    record Refused(Refusal refusal, String message) implements Answer {}

    /** Why something is not done. */
    enum Refusal {
        /** Nothing is stopped. */
        NOT_STOPPED,
        /** Nothing waits for approval. */
        NOTHING_PENDING,
        /** Something else waits for approval. */
        OTHER_REQUEST,
        /** It was asked for too long ago. */
        EXPIRED,
        /** Who asked for it must not approve it. */
        SAME_PERSON,
        /** All moves are stopped: nothing can be approved. */
        STOPPED,
        /** In this mode nothing is approved: nothing is moved, or all is without approval. */
        NOT_RECOMMENDING,
        /** So many words of operators wait or count already. */
        TOO_MANY_WORDS,
        /** So many tenants have a mode of their own already. */
        TOO_MANY_MODES
    }
}
