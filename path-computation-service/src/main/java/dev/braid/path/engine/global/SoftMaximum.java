package dev.braid.path.engine.global;

/**
 * The loads of the pools, and a smooth stand-in for their worst utilisation: the sum of the exponentials of the
 * utilisations over a temperature. Its slopes are the lengths under which shorter paths relieve the worst pools.
 */
final class SoftMaximum {
    private static final double FLOOR = 1e-9;
    private static final double LEAST_EXPONENT = -60;
    private static final double GREATEST_EXPONENT = 300;

    final double[] load;
    final double[] length;
    private final double[] weight;
    private final double[] perCapacity;
    private double sharpness;
    private double reference;

    SoftMaximum(GlobalNetwork network) {
        int pools = network.poolCount();
        this.load = new double[pools];
        this.length = new double[pools];
        this.weight = new double[pools];
        this.perCapacity = new double[pools];
        for (int pool = 0; pool < pools; pool++) {
            load[pool] = network.heldBps(pool);
            perCapacity[pool] = network.capacityBps(pool) > 0 ? 1.0 / network.capacityBps(pool) : 0;
        }
    }

    double utilisation(int pool) {
        return load[pool] * perCapacity[pool];
    }

    double worstUtilisation() {
        double worst = 0;
        for (int pool = 0; pool < load.length; pool++) {
            worst = Math.max(worst, load[pool] * perCapacity[pool]);
        }
        return worst;
    }

    /** Sets the temperature, as a fraction of the utilisation at which exponents are 0, and weighs all pools anew. */
    void sharpen(double utilisation, double temperature) {
        reference = utilisation;
        sharpness = Math.log(load.length + 1.0) / (utilisation * temperature);
        for (int pool = 0; pool < load.length; pool++) {
            weigh(pool);
        }
    }

    void weigh(int pool) {
        weight[pool] = weight(pool, load[pool]);
        length[pool] = (weight[pool] + FLOOR) * perCapacity[pool];
    }

    /** What the sum gains where so much more is drawn from the pool; less than nothing for a negative volume. */
    double change(int pool, double volume) {
        return weight(pool, load[pool] + volume) - weight[pool];
    }

    /** What the sum gains where so much more is drawn, and never nothing, so that no path takes more pools than it need. */
    double added(int pool, double volume) {
        return weight(pool, load[pool] + volume)
                - weight[pool]
                + FLOOR * sharpness * perCapacity[pool] * Math.abs(volume);
    }

    /** How fast the sum grows with the load, up to a common factor. */
    double slope(int pool) {
        return sharpness * weight[pool] * perCapacity[pool];
    }

    /** How fast the slope grows with the load. */
    double curvature(int pool) {
        return sharpness * perCapacity[pool] * slope(pool);
    }

    private double weight(int pool, double load) {
        double exponent = sharpness * (load * perCapacity[pool] - reference);
        return exponent < LEAST_EXPONENT ? 0 : Math.exp(Math.min(GREATEST_EXPONENT, exponent));
    }

    void draw(int pool, double volume) {
        load[pool] += volume;
        weigh(pool);
    }
}
