package dev.braid.path.engine.global;

import java.util.Arrays;

/** Which demands draw from a pool, in no order. */
final class PoolUsers {
    private final GlobalNetwork network;
    private final int[][] users;
    private final int[] counts;

    PoolUsers(GlobalProblem problem) {
        this.network = problem.network();
        this.users = new int[network.poolCount()][8];
        this.counts = new int[network.poolCount()];
    }

    /** Forgets all and takes these paths. */
    void count(int[][] paths) {
        Arrays.fill(counts, 0);
        for (int demand = 0; demand < paths.length; demand++) {
            add(demand, paths[demand]);
        }
    }

    int count(int pool) {
        return counts[pool];
    }

    int user(int pool, int place) {
        return users[pool][place];
    }

    void move(int demand, int[] from, int[] to) {
        for (int arc : from) {
            int pool = network.pool(arc);
            int[] list = users[pool];
            int at = 0;
            while (list[at] != demand) {
                at++;
            }
            list[at] = list[--counts[pool]];
        }
        add(demand, to);
    }

    private void add(int demand, int[] path) {
        for (int arc : path) {
            int pool = network.pool(arc);
            if (counts[pool] == users[pool].length) {
                users[pool] = Arrays.copyOf(users[pool], 2 * counts[pool]);
            }
            users[pool][counts[pool]++] = demand;
        }
    }
}
