package dev.braid.path.engine.recovery;

import dev.braid.path.engine.NetworkLoad;
import java.util.Arrays;

/** What would become of connections: first those that look for another path, then those that stay; each most important first. */
public final class Impacts {
    /** What would become of a connection. */
    public enum Kind {
        /** No path does what it asks: it is cut off, or stays on a path that no longer keeps its bounds. */
        BREAKS,
        /** It takes another path. */
        MOVES,
        /** It stays where it is, at another latency or price. */
        STAYS
    }

    private static final int[] NO_PATH = {};

    private int size;
    private int[] connections;
    private Kind[] kinds;
    private int[][] paths;
    private long[] latencyBeforeUs;
    private long[] latencyAfterUs;
    private long[] rateBefore;
    private long[] rateAfter;

    Impacts(int capacity) {
        connections = new int[capacity];
        kinds = new Kind[capacity];
        paths = new int[capacity][];
        latencyBeforeUs = new long[capacity];
        latencyAfterUs = new long[capacity];
        rateBefore = new long[capacity];
        rateAfter = new long[capacity];
    }

    void add(int connection, Kind kind, int[] old, NetworkLoad before, int[] path, NetworkLoad after) {
        connections[size] = connection;
        kinds[size] = kind;
        paths[size] = path.length == 0 ? NO_PATH : path;
        latencyBeforeUs[size] = latencyUs(before, old);
        latencyAfterUs[size] = latencyUs(after, path);
        rateBefore[size] = rate(before, old);
        rateAfter[size] = rate(after, path);
        size++;
    }

    /** Adds one that stays where any figure of its path is another than before. */
    void addIfOther(int connection, int[] path, NetworkLoad before, NetworkLoad after) {
        if (latencyUs(before, path) != latencyUs(after, path) || rate(before, path) != rate(after, path)) {
            add(connection, Kind.STAYS, path, before, path, after);
        }
    }

    private static long latencyUs(NetworkLoad load, int[] path) {
        return Arrays.stream(path).mapToLong(load::latencyUs).sum();
    }

    private static long rate(NetworkLoad load, int[] path) {
        return Arrays.stream(path).mapToLong(load::priceMicrosPerGbpsHour).sum();
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** Which connection the impact at the place is about. */
    public int connection(int place) {
        return connections[place];
    }

    /** What would become of it. */
    public Kind kind(int place) {
        return kinds[place];
    }

    /** The path it would have, of no arcs where it breaks; not to be changed. */
    public int[] path(int place) {
        return paths[place];
    }

    /** The latency of its path now. */
    public long latencyBeforeUs(int place) {
        return latencyBeforeUs[place];
    }

    /** The latency of its path then; 0 where it breaks. */
    public long latencyAfterUs(int place) {
        return latencyAfterUs[place];
    }

    /** The rate of its path now, in millionths of the currency an hour for a Gbit/s. */
    public long rateBefore(int place) {
        return rateBefore[place];
    }

    /** The rate of its path then; 0 where it breaks. */
    public long rateAfter(int place) {
        return rateAfter[place];
    }
}
