package dev.braid.path.engine.global;

/**
 * Two pools trade demands, at most two each way, so that what one is above the ceiling fits into the other's room. The
 * sums of both sides are sorted and met in the middle (Horowitz and Sahni, "Computing Partitions with Applications to the
 * Knapsack Problem", 1974), so that thousands of trades are weighed at the price of two short sorts.
 */
final class Trade {
    private static final double LESS = 1 - 1e-9;

    private final SinglePathSearch search;
    private final Excess excess;
    private final TradeSide away;
    private final TradeSide back;
    private final int[] moved = new int[4];
    private final int[][] before = new int[4][];
    private int moves;
    private long out;
    private long in;
    private long visits;

    Trade(GlobalProblem problem, SinglePathSearch search, Excess excess) {
        this.search = search;
        this.excess = excess;
        this.away = new TradeSide(problem, search, excess);
        this.back = new TradeSide(problem, search, excess);
    }

    /** How many looks at a pool the last call took. */
    long visits() {
        return visits;
    }

    /** Makes the first trade with a hot pool that leaves neither above, else the best; whether the penalty fell. */
    boolean relieve(int pool, PathChoices choices, long turn) {
        visits = 0;
        double least = -excess.penalty() * (1 - LESS);
        int partner = -1;
        long mostOut = 0;
        long mostIn = 0;
        for (int other : choices.hotPools) {
            if (other != pool && excess.over(other) <= excess.over(pool) && collect(pool, other, choices, turn)) {
                meet(goal(pool, other));
                double change = change(pool, other, out - in);
                if (change < least) {
                    least = change;
                    partner = other;
                    mostOut = out;
                    mostIn = in;
                }
                if (Excess.square(excess.over(pool)) + Excess.square(excess.over(other)) + change <= 0) {
                    break;
                }
            }
        }
        return partner >= 0 && collect(pool, partner, choices, turn) && commit(mostOut, mostIn, choices);
    }

    private boolean collect(int pool, int other, PathChoices choices, long turn) {
        visits += away.collect(pool, other, choices, turn);
        visits += back.collect(other, pool, choices, turn);
        return away.count() > 0;
    }

    /** What should go over so that the squares of what either is above, or the room where negative, are least. */
    private double goal(int pool, int other) {
        double one = excess.perCapacity(pool);
        double two = excess.perCapacity(other);
        return (excess.over(pool) * one - excess.over(other) * two) / (one * one + two * two);
    }

    private double change(int pool, int other, double volume) {
        double here = excess.over(pool);
        double there = excess.over(other);
        return Excess.square(here - volume * excess.perCapacity(pool))
                + Excess.square(there + volume * excess.perCapacity(other))
                - Excess.square(here)
                - Excess.square(there);
    }

    /** Finds the sums of both sides whose difference is nearest to the goal. */
    private void meet(double goal) {
        double nearest = Double.MAX_VALUE;
        int at = 0;
        for (int i = 0; i < away.sumCount(); i++) {
            double wanted = away.sum(i) - goal;
            while (at + 1 < back.sumCount() && back.sum(at + 1) <= wanted) {
                at++;
            }
            for (int j = at; j < Math.min(at + 2, back.sumCount()); j++) {
                double far = Math.abs(wanted - back.sum(j));
                if (far < nearest) {
                    nearest = far;
                    out = away.sum(i);
                    in = back.sum(j);
                }
            }
        }
        visits += away.sumCount() + back.sumCount();
    }

    /** Makes the trade, and takes it back where others than the two pools get too much or the moves are used up. */
    private boolean commit(long sumAway, long sumBack, PathChoices choices) {
        double most = excess.penalty() * LESS;
        moves = 0;
        if (move(away, sumAway, choices) && move(back, sumBack, choices) && excess.penalty() < most) {
            return true;
        }
        while (moves > 0) {
            moves--;
            excess.move(moved[moves], before[moves]);
        }
        return false;
    }

    private boolean move(TradeSide side, long sum, PathChoices choices) {
        for (int place : side.places(sum)) {
            int demand = side.demand(place);
            if (!search.mayMove(demand)) {
                return false;
            }
            moved[moves] = demand;
            before[moves] = search.paths[demand];
            moves++;
            excess.move(demand, choices.of(demand).paths()[side.choice(place)]);
        }
        return true;
    }
}
