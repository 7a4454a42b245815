package dev.braid.provisioning.domain;

/**
 * Where a leg's order stands, in our words.
 *
 * <pre>
 *   PENDING ──reserve──▶ RESERVED ──activate──▶ ACTIVE ◀─▶ ASTRAY       any of them
 *    │ │ ▲                 ▲                      │                         │ release
 *    │ │ └── the provider has lost it ────────────┘                         ▼
 *    │ └──reserve──▶ WAITING                                            RELEASING ──▶ RELEASED ──read back──▶ gone
 *    │                 │
 *    └──refused──▶ REFUSED
 * </pre>
 */
public enum LegState {
    /** The provider may have been asked, and has not said yes. */
    PENDING,
    /** The provider has taken the order and waits for somebody; it may still say no. */
    WAITING,
    /** The provider holds it for us. */
    RESERVED,
    /** It carries traffic. */
    ACTIVE,
    /** It carries traffic, but over other links or hand-offs than were ordered; it is activated again. */
    ASTRAY,
    /** The provider is asked to let go, which cannot be taken back. */
    RELEASING,
    /** The provider says that it holds nothing; a read-back proves it. */
    RELEASED,
    /** The provider refused it, and holds nothing. Kept for people until the next plan. */
    REFUSED;

    /** Whether a plan that wants this leg can go on with it. */
    public boolean living() {
        return switch (this) {
            case PENDING, WAITING, RESERVED, ACTIVE, ASTRAY -> true;
            case RELEASING, RELEASED, REFUSED -> false;
        };
    }

    /** Whether the provider holds its bandwidth for a plan that wants it. */
    public boolean held() {
        return switch (this) {
            case RESERVED, ACTIVE, ASTRAY -> true;
            case PENDING, WAITING, RELEASING, RELEASED, REFUSED -> false;
        };
    }
}
