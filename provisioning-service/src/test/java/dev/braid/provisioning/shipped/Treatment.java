package dev.braid.provisioning.shipped;

/** What becomes of one call. */
enum Treatment {
    /** It is answered truly. */
    PASS,
    /** The answer comes too late, and so does the effect. */
    TIME_OUT,
    /** The provider says no. */
    REFUSAL,
    /** The connection breaks, or over gRPC a status says that it did, and nothing was done. */
    CRASH_BEFORE,
    /** The connection breaks, or over gRPC a status says that it did, and it was done. */
    CRASH_AFTER,
    /** A command is answered as if it were done; a read-back shows three times the bandwidth; a list is empty; a
     * qualification or a quote has a number that the seller does not know afterwards; a description is of another
     * provider. */
    LIE,
    /** Of reads: the provider knows no such order; of descriptions: it knows no hand-offs. */
    DENIAL,
    /** The provider says that the order runs over another link. Of reads only. */
    ELSEWHERE,
    /** The call stays at the door, and nothing is done. */
    HELD_BEFORE,
    /** It was done, and the answer stays at the door. */
    HELD_AFTER,
    /** The call stays on the way, and comes long after, when it is let in. */
    HELD_LATE
}
