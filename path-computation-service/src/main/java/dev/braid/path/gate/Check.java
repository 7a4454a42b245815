package dev.braid.path.gate;

/** What the gate asks of a move, in this order. */
public enum Check {
    /** It moves this connection and changes nothing else of it, and the path in force stays until the new one serves. */
    NOTHING_ELSE,
    /** Every link of it is there, and is what the plan says of it. */
    KNOWN,
    /** Each link begins where the one before ends. */
    JOINED,
    /** It is nowhere twice. */
    LOOP_FREE,
    /** It begins and ends where it was ordered. */
    ENDS,
    /** No link of it is down. */
    UP,
    /** Every link is allowed, and it leads through the places that were asked for. */
    ALLOWED,
    /** Both paths share nothing of what they must not share. */
    APART,
    /** It keeps what was promised; where no path does, it is faster than what is measured now. */
    PROMISES,
    /** Every link has room for it, at all of its times, beside what all others hold. */
    ROOM
}
