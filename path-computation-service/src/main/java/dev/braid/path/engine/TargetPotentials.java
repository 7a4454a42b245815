package dev.braid.path.engine;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What is known of one set of targets under one weighing: bounds for any bandwidth and for its classes. */
final class TargetPotentials {
    private static final int MOST_VOIDS = 12;

    final int[] targets;
    final Weighing weighing;
    final int hash;

    /** Any bandwidth at 0, and each class one further. */
    private final AtomicReferenceArray<Potential> potentials = new AtomicReferenceArray<>(BandwidthClasses.count() + 1);

    /** The same for jitter, loss and unavailability. */
    private final AtomicReferenceArray<QualityTree> qualities = new AtomicReferenceArray<>(Resource.COUNT);

    /** Nodes that searches settled in vain since a bound was built; read and written without care. */
    private final int[] waste = new int[BandwidthClasses.count() + 1];

    /** How often in a row a class was left out of bounds in vain: it came back before they were built again. */
    private final byte[] voids = new byte[BandwidthClasses.count() + 1];

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

    Potential get(int bandwidthClass) {
        return potentials.get(bandwidthClass + 1);
    }

    /** Replaces a bound, and gives what it replaced. */
    Potential put(int bandwidthClass, Potential potential) {
        waste[bandwidthClass + 1] = 0;
        return potentials.getAndSet(bandwidthClass + 1, potential);
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

    int voids(int bandwidthClass) {
        return voids[bandwidthClass + 1];
    }

    /** Says whether the last bound for the class was void when it was to be replaced. */
    void wasVoid(int bandwidthClass, boolean so) {
        int before = voids[bandwidthClass + 1];
        voids[bandwidthClass + 1] = (byte) (so ? Math.min(before + 1, MOST_VOIDS) : 0);
    }

    /** Counts nodes settled in vain, and says how many there are in all. */
    int waste(int bandwidthClass, int nodes) {
        return waste[bandwidthClass + 1] += nodes;
    }
}
