package dev.braid.path.engine.global;

import java.util.Arrays;

/** What is to be carried: from where, to where, how much, and on which arcs today. Immutable. */
public final class GlobalDemands {
    private static final int[] NONE = {};

    private final int[] source;
    private final int[] target;
    private final long[] volumeBps;
    private final int[][] current;

    /**
     * Demands in order; an empty current path means that the demand has none today.
     *
     * @throws IllegalArgumentException where a value is out of its bounds
     */
    public GlobalDemands(int[] source, int[] target, long[] volumeBps, int[][] current) {
        Bounds.sameLength("target", target.length, "source", source.length);
        Bounds.sameLength("volumeBps", volumeBps.length, "source", source.length);
        Bounds.sameLength("current", current.length, "source", source.length);
        this.source = source.clone();
        this.target = target.clone();
        this.volumeBps = volumeBps.clone();
        this.current = new int[current.length][];
        Arrays.setAll(this.current, demand -> current[demand].clone());
        long sum = 0;
        for (int demand = 0; demand < source.length; demand++) {
            if (source[demand] == target[demand]) {
                throw new IllegalArgumentException("target[%d] is %d, its source.".formatted(demand, target[demand]));
            }
            Bounds.within("volumeBps", demand, volumeBps[demand], 1, GlobalNetwork.MAX_BPS - sum);
            sum += volumeBps[demand];
        }
    }

    /** Demands of which none has a path today. */
    public static GlobalDemands unplaced(int[] source, int[] target, long[] volumeBps) {
        int[][] none = new int[source.length][];
        Arrays.fill(none, NONE);
        return new GlobalDemands(source, target, volumeBps, none);
    }

    /** The same demands with these paths as today's. */
    public GlobalDemands withCurrent(int[][] paths) {
        return new GlobalDemands(source, target, volumeBps, paths);
    }

    public int count() {
        return source.length;
    }

    public int source(int demand) {
        return source[demand];
    }

    public int target(int demand) {
        return target[demand];
    }

    public long volumeBps(int demand) {
        return volumeBps[demand];
    }

    /** Today's arcs in order, or none. */
    public int[] current(int demand) {
        return current[demand].clone();
    }

    /** The paths themselves: for the package's eyes only, not to be changed. */
    int[][] paths() {
        return current;
    }
}
