package dev.braid.path.engine;

import java.util.Arrays;

/** What changes from minute to minute on the arcs of a graph: bandwidth left, latency now, and whether it may be used. */
public final class NetworkLoad {
    private final long[] residualBps;
    private final long[] latencyUs;
    private final boolean[] usable;

    /** An idle network: everything may be used, nothing is held, and latency is to be set. */
    public NetworkLoad(long[] residualBps, long[] latencyUs) {
        this.residualBps = residualBps;
        this.latencyUs = latencyUs;
        this.usable = new boolean[residualBps.length];
        Arrays.fill(usable, true);
    }

    private NetworkLoad(NetworkLoad other) {
        this.residualBps = other.residualBps.clone();
        this.latencyUs = other.latencyUs.clone();
        this.usable = other.usable.clone();
    }

    /** An equal load that changes on its own. */
    public NetworkLoad copy() {
        return new NetworkLoad(this);
    }

    /** What is left on the arc. */
    public long residualBps(int arc) {
        return residualBps[arc];
    }

    /** The arc's latency now. */
    public long latencyUs(int arc) {
        return latencyUs[arc];
    }

    /** Whether new paths may use the arc. */
    public boolean usable(int arc) {
        return usable[arc];
    }

    /** Takes bandwidth from the arc, or gives it back where the amount is negative. */
    public void take(int arc, long bandwidthBps) {
        residualBps[arc] -= bandwidthBps;
    }

    /** Sets what the arc measured. */
    public void measure(int arc, long nowLatencyUs, boolean nowUsable) {
        latencyUs[arc] = nowLatencyUs;
        usable[arc] = nowUsable;
    }
}
