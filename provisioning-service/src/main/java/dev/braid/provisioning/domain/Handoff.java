package dev.braid.provisioning.domain;

/**
 * Where a leg is handed over, and the number that tells its traffic from that of others there.
 *
 * @param interconnectId of the interconnect or the customer's port; empty where nobody said
 * @param number from 1 to 4094, the same for the legs on both sides; 0 where there is none, as at a customer
 */
public record Handoff(String interconnectId, int number) {
    /** The highest number: that of IEEE 802.1Q. */
    public static final int MOST = 4094;

    /** Nobody said where. */
    public static final Handoff UNSAID = new Handoff("", 0);

    private static final int NOT_DRAWN = -1;

    public Handoff {
        if (number < NOT_DRAWN || number > MOST) {
            throw new IllegalArgumentException("The number of a hand-off is %d, above %d.".formatted(number, MOST));
        }
    }

    /** Between two legs, under a number that is still to be drawn. */
    public static Handoff between(String interconnectId) {
        return new Handoff(interconnectId, NOT_DRAWN);
    }

    /** To the customer, under no number. */
    public static Handoff atCustomer(String interconnectId) {
        return new Handoff(interconnectId, 0);
    }

    /** Whether it needs a number and has none yet. */
    public boolean toBeDrawn() {
        return number == NOT_DRAWN;
    }

    /** Whether it has a number. */
    public boolean numbered() {
        return number > 0;
    }

    /** Whether the two differ in nothing but their numbers, and one that needs none has none. */
    boolean samePlace(Handoff other) {
        return interconnectId.equals(other.interconnectId) && (number == 0) == (other.number == 0);
    }

    @Override
    public String toString() {
        return number == 0 ? interconnectId : "%s as %d".formatted(interconnectId, number);
    }
}
