package dev.braid.path.engine;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What is known of one set of targets under one weighing. The place of bounds for a class of bandwidth is the class, and
 * those for one bandwidth within it have a place of their own.
 */
final class TargetPotentials {
    /** One for every class, and one within it. */
    static final int PLACES = 2 * BandwidthClasses.count();

    /** About what it takes without any bounds: a reference, a count and an octet for each place. */
    static final int BYTES = 10 * PLACES;

    private static final int MOST_VOIDS = 12;

    final int[] targets;
    final Weighing weighing;
    final int hash;

    /** Any bandwidth at 0, and each place one further. */
    private final AtomicReferenceArray<Potential> potentials = new AtomicReferenceArray<>(PLACES + 1);

    /** The same for jitter, loss and unavailability. */
    private final AtomicReferenceArray<QualityTree> qualities = new AtomicReferenceArray<>(Resource.COUNT);

    /** Nodes that searches settled in vain since a bound was built; read and written without care. */
    private final int[] waste = new int[PLACES + 1];

    /** How often in a row links were left out of bounds in vain: they came back before those were built again. */
    private final byte[] voids = new byte[PLACES + 1];

    /** When it was last asked for, in lookups; read and written without care. */
    long lastUse;

    TargetPotentials(int[] targets, Weighing weighing, int hash) {
        this.targets = targets;
        this.weighing = weighing;
        this.hash = hash;
    }

    static int hash(int[] targets, Weighing weighing) {
        int hash = Long.hashCode(weighing.perMicrosecond() * 31 + weighing.perPriceMicro()) * 31
                + Long.hashCode(weighing.perHop());
        for (int target : targets) {
            hash = hash * 31 + target;
        }
        hash *= 0x9E3779B9;
        return hash ^ hash >>> 15;
    }

    boolean is(int[] otherTargets, Weighing otherWeighing) {
        return Arrays.equals(targets, otherTargets) && weighing.equals(otherWeighing);
    }

    /** Takes its place in a table of open addresses. */
    void insertInto(TargetPotentials[] table) {
        int mask = table.length - 1;
        int i = hash & mask;
        while (table[i] != null) {
            i = (i + 1) & mask;
        }
        table[i] = this;
    }

    /** Where bounds for one bandwidth of the class are. */
    static int within(int bandwidthClass) {
        return bandwidthClass + BandwidthClasses.count();
    }

    Potential get(int place) {
        return potentials.get(place + 1);
    }

    /** Replaces a bound, and gives what it replaced. */
    Potential put(int place, Potential potential) {
        waste[place + 1] = 0;
        return potentials.getAndSet(place + 1, potential);
    }

    QualityTree quality(Resource quality) {
        return qualities.get(quality.ordinal());
    }

    /** Replaces a tree, and gives what it replaced. */
    QualityTree quality(Resource quality, QualityTree tree) {
        return qualities.getAndSet(quality.ordinal(), tree);
    }

    /** How many bounds it keeps. */
    int count() {
        int count = 0;
        for (int i = 0; i < potentials.length(); i++) {
            count += potentials.get(i) == null ? 0 : 1;
        }
        for (int i = 0; i < qualities.length(); i++) {
            count += qualities.get(i) == null ? 0 : 1;
        }
        return count;
    }

    int voids(int place) {
        return voids[place + 1];
    }

    /** Says whether the last bound there was void when it was to be replaced. */
    void wasVoid(int place, boolean so) {
        int before = voids[place + 1];
        voids[place + 1] = (byte) (so ? Math.min(before + 1, MOST_VOIDS) : 0);
    }

    /** Counts nodes settled in vain, and says how many there are in all. */
    int waste(int place, int nodes) {
        return waste[place + 1] = (int) Math.min((long) waste[place + 1] + nodes, Integer.MAX_VALUE);
    }

    /** Forgets what was wasted, and says how much that was. */
    int forgive(int place) {
        int wasted = waste[place + 1];
        waste[place + 1] = 0;
        return wasted;
    }
}
