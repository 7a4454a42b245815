package dev.braid.path.engine.global;

/** What the demands of one source draw from the pools: one way to route them all, or a mixture of such ways. */
record SourceFlow(int source, int[] pools, double[] loads) {
    static SourceFlow of(int source, double[] loadOfPool) {
        int count = 0;
        for (double load : loadOfPool) {
            count += load > 0 ? 1 : 0;
        }
        int[] pools = new int[count];
        double[] loads = new double[count];
        int next = 0;
        for (int pool = 0; pool < loadOfPool.length; pool++) {
            if (loadOfPool[pool] > 0) {
                pools[next] = pool;
                loads[next++] = loadOfPool[pool];
            }
        }
        return new SourceFlow(source, pools, loads);
    }

    /** The load times the lengths. */
    double consumed(double[] length) {
        double sum = 0;
        for (int i = 0; i < pools.length; i++) {
            sum += loads[i] * length[pools[i]];
        }
        return sum;
    }

    void addTo(double[] load, double share) {
        for (int i = 0; i < pools.length; i++) {
            load[pools[i]] += share * loads[i];
        }
    }
}
