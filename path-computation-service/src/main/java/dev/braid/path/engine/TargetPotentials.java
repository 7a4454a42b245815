package dev.braid.path.engine;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What is known of one set of targets under one weighing: bounds for any bandwidth and for its classes. */
final class TargetPotentials {
    final int[] targets;
    final Weighing weighing;
    final int hash;

    /** Any bandwidth at 0, and each class one further. */
    private final AtomicReferenceArray<Potential> potentials = new AtomicReferenceArray<>(BandwidthClasses.count() + 1);

    /** Nodes that searches settled in vain since a bound was built; read and written without care. */
    private final int[] waste = new int[BandwidthClasses.count() + 1];

    /** When it was last asked for, in lookups. */
    volatile long lastUse;

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

    Potential get(int bandwidthClass) {
        return potentials.get(bandwidthClass + 1);
    }

    /** Replaces a bound, and gives what it replaced. */
    Potential put(int bandwidthClass, Potential potential) {
        waste[bandwidthClass + 1] = 0;
        return potentials.getAndSet(bandwidthClass + 1, potential);
    }

    /** Counts nodes settled in vain, and says how many there are in all. */
    int waste(int bandwidthClass, int nodes) {
        return waste[bandwidthClass + 1] += nodes;
    }
}
