package dev.braid.path.engine.global;

import java.util.Arrays;

/** The demands on one pool that could be on another instead, and what none, one or two of them draw together. */
final class TradeSide {
    /** So few that their pairs are sorted within some ten microseconds. */
    private static final int MOST = 48;

    private final GlobalProblem problem;
    private final SinglePathSearch search;
    private final Excess excess;
    private final int[] demands = new int[MOST];
    private final int[] choice = new int[MOST];
    private final long[] sums = new long[1 + MOST + MOST * (MOST - 1) / 2];
    private final int[] mark;
    private int generation;
    private int count;
    private int sumCount;

    TradeSide(GlobalProblem problem, SinglePathSearch search, Excess excess) {
        this.problem = problem;
        this.search = search;
        this.excess = excess;
        this.mark = new int[problem.network().poolCount()];
    }

    int count() {
        return count;
    }

    int demand(int place) {
        return demands[place];
    }

    /** The place among its choices of the path that the demand would take. */
    int choice(int place) {
        return choice[place];
    }

    int sumCount() {
        return sumCount;
    }

    /** The sums of volumes in bit/s, the least first. */
    long sum(int place) {
        return sums[place];
    }

    /** Looks from where the turn says, so that of many users others are seen each time; by how many looks at a pool. */
    long collect(int from, int to, PathChoices choices, long turn) {
        long visits = 0;
        count = 0;
        int users = excess.users.count(from);
        int first = users > MOST ? (int) (turn * MOST % users) : 0;
        for (int i = 0; i < users && count < MOST; i++) {
            int demand = excess.users.user(from, (first + i) % users);
            if (search.mayMove(demand)) {
                PathChoices.Choices found = choices.of(demand);
                int there = choice(demand, from, to, found);
                if (there >= 0) {
                    demands[count] = demand;
                    choice[count++] = there;
                }
                visits += found.paths().length;
            }
        }
        sum();
        return visits;
    }

    private void sum() {
        sums[0] = 0;
        sumCount = 1;
        for (int i = 0; i < count; i++) {
            long volume = volume(i);
            sums[sumCount++] = volume;
            for (int j = 0; j < i; j++) {
                sums[sumCount++] = volume + volume(j);
            }
        }
        Arrays.sort(sums, 0, sumCount);
    }

    private long volume(int place) {
        return problem.demands().volumeBps(demands[place]);
    }

    /** The first path by way of the other pool where the demand alone brings no third pool above the ceiling, or -1. */
    private int choice(int demand, int from, int to, PathChoices.Choices choices) {
        int here = ++generation;
        for (int arc : search.paths[demand]) {
            mark[problem.network().pool(arc)] = here;
        }
        if (mark[to] == here) {
            return -1;
        }
        double volume = problem.demands().volumeBps(demand);
        for (int at = 0; at < choices.pools().length; at++) {
            boolean there = false;
            boolean fits = true;
            for (int pool : choices.pools()[at]) {
                there |= pool == to;
                boolean room = mark[pool] == here || excess.over(pool) + volume * excess.perCapacity(pool) <= 0;
                fits &= pool != from && (pool == to || room);
            }
            if (there && fits) {
                return at;
            }
        }
        return -1;
    }

    /** The places of the first one or two that draw so much together. */
    int[] places(long sum) {
        for (int i = 0; i < count; i++) {
            if (volume(i) == sum) {
                return new int[] {i};
            }
            for (int j = 0; j < i; j++) {
                if (volume(i) + volume(j) == sum) {
                    return new int[] {i, j};
                }
            }
        }
        return new int[0];
    }
}
