package dev.braid.path.engine.global;

/**
 * By how much every pool is above a ceiling, as a share of its capacity, while demands move; and the sum of the squares
 * of what is above, so that many pools come to the ceiling together.
 */
final class Excess {
    private final GlobalProblem problem;
    private final SinglePathSearch search;
    private final double[] perCapacity;
    private final double[] over;
    private double ceiling;
    private double penalty;
    final PoolUsers users;

    Excess(GlobalProblem problem, SinglePathSearch search) {
        this.problem = problem;
        this.search = search;
        int pools = problem.network().poolCount();
        this.over = new double[pools];
        this.perCapacity = new double[pools];
        for (int pool = 0; pool < pools; pool++) {
            long capacity = problem.network().capacityBps(pool);
            perCapacity[pool] = capacity > 0 ? 1.0 / capacity : 0;
        }
        this.users = new PoolUsers(problem);
    }

    /** Measures anew where the search is, against this ceiling. */
    void start(double ceilingOfPools) {
        ceiling = ceilingOfPools;
        users.count(search.paths);
        penalty = 0;
        for (int pool = 0; pool < over.length; pool++) {
            over[pool] = search.soft.load[pool] * perCapacity[pool] - ceiling;
            penalty += square(over[pool]);
        }
    }

    /** What an excess costs: its square, or nothing where there is room. */
    static double square(double over) {
        return over > 0 ? over * over : 0;
    }

    double over(int pool) {
        return over[pool];
    }

    double perCapacity(int pool) {
        return perCapacity[pool];
    }

    double ceiling() {
        return ceiling;
    }

    /** The sum of the squares of what is above. */
    double penalty() {
        return penalty;
    }

    int poolCount() {
        return over.length;
    }

    int worst() {
        int worst = 0;
        for (int pool = 1; pool < over.length; pool++) {
            if (over[pool] > over[worst]) {
                worst = pool;
            }
        }
        return worst;
    }

    /** Draws so much more along the path for a trial, which the caller takes back; the penalty stays as it was. */
    void shift(int[] path, double volume) {
        for (int arc : path) {
            int pool = problem.network().pool(arc);
            search.soft.load[pool] += volume;
            over[pool] = search.soft.load[pool] * perCapacity[pool] - ceiling;
        }
    }

    /** Gives the demand another path. */
    void move(int demand, int[] path) {
        double volume = problem.demands().volumeBps(demand);
        int[] old = search.paths[demand];
        // Pools of both count twice, but they do not change.
        double before = sum(old) + sum(path);
        shift(old, -volume);
        shift(path, volume);
        penalty += sum(old) + sum(path) - before;
        users.move(demand, old, path);
        search.place(demand, path);
    }

    private double sum(int[] path) {
        double sum = 0;
        for (int arc : path) {
            sum += square(over[problem.network().pool(arc)]);
        }
        return sum;
    }
}
