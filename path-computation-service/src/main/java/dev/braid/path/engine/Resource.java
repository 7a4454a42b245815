package dev.braid.path.engine;

/**
 * What every link uses up of a path's allowance, in whole units that add up along it. Fractions become logarithms, each
 * link rounded up and each bound down, so that a stated bound is never broken by rounding.
 */
public enum Resource {
    /** One-way latency in microseconds. */
    LATENCY(NetworkLoad.LATENCY),
    /** Price of a Gbit/s in millionths an hour. */
    PRICE(NetworkLoad.PRICE),
    /** Links. */
    HOPS(LinkQualities.ONE),
    /** Jitter in microseconds; that of a path counts as the sum of its links', which it never exceeds. */
    JITTER(LinkQualities.JITTER),
    /** Packet loss in billionths of {@code -ln(1 - loss)}: what is left on each link multiplies along the path. */
    LOSS(LinkQualities.LOSS),
    /** Availability in billionths of {@code -ln(availability)}: those of the links multiply along the path. */
    UNAVAILABILITY(LinkQualities.UNAVAILABILITY);

    static final int COUNT = 6;

    /** The most a link can use; one that would use more fits no bound. */
    static final int MOST = NetworkLoad.MAX_WEIGHT;

    private static final double UNITS = 1e9;

    /** Where it stands in an arc's record. */
    final int offset;

    Resource(int offset) {
        this.offset = offset;
    }

    /** What a link that loses this share of its packets uses of {@link #LOSS}. */
    public static int ofLoss(double share) {
        return used(-Math.log1p(-requireShare("loss", share)));
    }

    /** What a link that is there for this share of the time uses of {@link #UNAVAILABILITY}. */
    public static int ofAvailability(double share) {
        return used(-Math.log(requireShare("availability", share)));
    }

    /** The bound on {@link #LOSS} of a path that may lose this share of its packets. */
    public static long mostLoss(double share) {
        return allowed(-Math.log1p(-requireShare("loss", share)));
    }

    /** The bound on {@link #UNAVAILABILITY} of a path that must be there for this share of the time. */
    public static long leastAvailability(double share) {
        return allowed(-Math.log(requireShare("availability", share)));
    }

    /** The share of packets or of the time that is lost with so many units of {@link #LOSS} or {@link #UNAVAILABILITY}. */
    public static double shareLost(long units) {
        return -Math.expm1(-units / UNITS);
    }

    private static double requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The %s is %s, not between 0 and 1".formatted(name, share));
        }
        return share;
    }

    /** Twice a step away: the logarithm and the product are each off by less than one. */
    private static int used(double nepers) {
        double units = nepers <= 0 ? 0 : Math.ceil(Math.nextUp(Math.nextUp(nepers) * UNITS));
        return (int) Math.min(units, MOST);
    }

    private static long allowed(double nepers) {
        double units = nepers <= 0 ? 0 : Math.floor(Math.nextDown(Math.nextDown(nepers) * UNITS));
        return (long) Math.min(units, MOST - 1);
    }

    /** The array of the load whose records hold it; four ints for each arc. */
    int[] records(NetworkLoad load) {
        return switch (this) {
            case LATENCY, PRICE -> load.records;
            case HOPS, JITTER, LOSS, UNAVAILABILITY -> load.qualities().records;
        };
    }

    /** The weighing whose first weight it is; jitter, loss and unavailability are weighed by none, and ask by latency. */
    Weighing weighing() {
        return switch (this) {
            case PRICE -> Weighing.PRICE;
            case HOPS -> Weighing.HOPS;
            case LATENCY, JITTER, LOSS, UNAVAILABILITY -> Weighing.LATENCY;
        };
    }

    /** Whether the path of the least weight is the one that uses least of this. */
    boolean isWeighedBy(Weighing weighing) {
        return !isQuality() && weighing().equals(weighing);
    }

    boolean isQuality() {
        return switch (this) {
            case LATENCY, PRICE, HOPS -> false;
            case JITTER, LOSS, UNAVAILABILITY -> true;
        };
    }
}
