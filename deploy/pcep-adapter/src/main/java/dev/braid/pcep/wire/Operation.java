package dev.braid.pcep.wire;

/** The operational state of an LSP, numbered as the O field of its object is (RFC 8231, section 7.3). */
public enum Operation {
    /** Not there for traffic. */
    DOWN,
    /** Signalled. */
    UP,
    /** Up and carrying traffic. */
    ACTIVE,
    /** Being torn down. */
    GOING_DOWN,
    /** Being signalled. */
    GOING_UP,
    /** A number without a meaning yet. */
    UNASSIGNED;

    static Operation numbered(int number) {
        return number < UNASSIGNED.ordinal() ? values()[number] : UNASSIGNED;
    }
}
