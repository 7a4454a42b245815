package dev.braid.path.engine.global;

import java.util.Arrays;

/** What is to be carried: from where, to where, how much, and on which arcs today. Immutable. */
public final class GlobalDemands {
    private static final int[] NONE = {};

    private final int[] source;
    private final int[] target;
    private final long[] volumeBps;
    private final int[][] current;
    private final PathRule[] rules;

    /**
     * Demands in order, free to take any path; an empty current path means that the demand has none today.
     *
     * @throws IllegalArgumentException where a value is out of its bounds
     */
    public GlobalDemands(int[] source, int[] target, long[] volumeBps, int[][] current) {
        this(source, target, volumeBps, current, free(source.length));
    }

    /**
     * Demands in order, each with the rule that a new path of it has to keep to.
     *
     * @throws IllegalArgumentException where a value is out of its bounds
     */
    public GlobalDemands(int[] source, int[] target, long[] volumeBps, int[][] current, PathRule[] rules) {
        Bounds.sameLength("target", target.length, "source", source.length);
        Bounds.sameLength("volumeBps", volumeBps.length, "source", source.length);
        Bounds.sameLength("current", current.length, "source", source.length);
        Bounds.sameLength("rules", rules.length, "source", source.length);
        this.source = source.clone();
        this.target = target.clone();
        this.volumeBps = volumeBps.clone();
        this.rules = rules.clone();
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

    private static PathRule[] free(int count) {
        PathRule[] rules = new PathRule[count];
        Arrays.fill(rules, PathRule.FREE);
        return rules;
    }

    /** Demands of which none has a path today. */
    public static GlobalDemands unplaced(int[] source, int[] target, long[] volumeBps) {
        int[][] none = new int[source.length][];
        Arrays.fill(none, NONE);
        return new GlobalDemands(source, target, volumeBps, none);
    }

    /** The same demands with these paths as today's. */
    public GlobalDemands withCurrent(int[][] paths) {
        return new GlobalDemands(source, target, volumeBps, paths, rules);
    }

    /** The same demands under these rules. */
    public GlobalDemands withRules(PathRule[] ruleOfDemand) {
        return new GlobalDemands(source, target, volumeBps, current, ruleOfDemand);
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

    /** What a new path of the demand has to keep to. */
    public PathRule rule(int demand) {
        return rules[demand];
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
