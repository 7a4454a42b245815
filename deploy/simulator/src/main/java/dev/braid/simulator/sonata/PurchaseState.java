package dev.braid.simulator.sonata;

/**
 * The states of a product order that this seller uses, under their published names (MEF 123, MEFProductOrderStateType).
 *
 * <pre>
 *   acknowledged ──▶ inProgress ──▶ completed
 *      │    │             │
 *      │    └─────────────┴──▶ cancelled      (cancelProductOrder)
 *      └──▶ rejected
 * </pre>
 */
public enum PurchaseState {
    /** Taken, and being validated: at a carrier that works by hand, until somebody has looked at it. */
    ACKNOWLEDGED("acknowledged"),
    /** Validated, and promised for the requested date. */
    IN_PROGRESS("inProgress"),
    /** Done: the product is as it was ordered. */
    COMPLETED("completed"),
    /** Taken back by the buyer. */
    CANCELLED("cancelled"),
    /** The seller does not sell it. */
    REJECTED("rejected");

    private final String published;

    PurchaseState(String published) {
        this.published = published;
    }

    /** As it is written in the published API; items of an order have the same name for it. */
    public String published() {
        return published;
    }

    boolean open() {
        return switch (this) {
            case ACKNOWLEDGED, IN_PROGRESS -> true;
            case COMPLETED, CANCELLED, REJECTED -> false;
        };
    }
}
