package dev.braid.path.engine.recovery;

import dev.braid.path.engine.NetworkLoad;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The new path of every connection that was looked at, or that there is none, in the order in which they were served.
 * The load holds all of the new paths already; the table still has the old ones, until they are settled or taken back.
 */
public final class Rerouted {
    private final int[] connections;
    private final BitSet held;
    private final BitSet found = new BitSet();
    private final int[] end;
    private final long[] latencyUs;
    private final long[] priceMicrosPerGbpsHour;
    private int[] arcs;
    private int repeated;

    /** For connections in the order of service; of those whose bit is set the old path is held. */
    Rerouted(int[] connections, BitSet held) {
        this.connections = connections;
        this.held = held;
        this.end = new int[connections.length];
        this.latencyUs = new long[connections.length];
        this.priceMicrosPerGbpsHour = new long[connections.length];
        this.arcs = new int[16 * connections.length + 16];
    }

    void put(int place, NetworkLoad load, int[] path, int length) {
        int start = start(place);
        if (start + length > arcs.length) {
            arcs = Arrays.copyOf(arcs, Math.max(start + length, 2 * arcs.length));
        }
        System.arraycopy(path, 0, arcs, start, length);
        end[place] = start + length;
        found.set(place);
        for (int hop = 0; hop < length; hop++) {
            latencyUs[place] += load.latencyUs(path[hop]);
            priceMicrosPerGbpsHour[place] += load.priceMicrosPerGbpsHour(path[hop]);
        }
    }

    void putNone(int place) {
        end[place] = start(place);
    }

    void countRepeated() {
        repeated++;
    }

    private int start(int place) {
        return place == 0 ? 0 : end[place - 1];
    }

    /** How many connections were looked at. */
    public int size() {
        return connections.length;
    }

    /** Of how many there is a new path. */
    public int foundCount() {
        return found.cardinality();
    }

    /** The connection that was served at this place, the most important one at 0. */
    public int connection(int place) {
        return connections[place];
    }

    /** Whether there is a new path. */
    public boolean found(int place) {
        return found.get(place);
    }

    /** Whether the old path is held besides the new one until it is settled. */
    public boolean holdsOld(int place) {
        return held.get(place);
    }

    /** How many arcs the new path has. */
    public int length(int place) {
        return end[place] - start(place);
    }

    /** The arc of the new path at the hop, from 0. */
    public int arc(int place, int hop) {
        return arcs[start(place) + hop];
    }

    /** The new path. */
    public int[] path(int place) {
        return Arrays.copyOfRange(arcs, start(place), end[place]);
    }

    /** The latency of the new path. */
    public long latencyUs(int place) {
        return latencyUs[place];
    }

    /** The rate of the new path. */
    public long priceMicrosPerGbpsHour(int place) {
        return priceMicrosPerGbpsHour[place];
    }

    /** How many searches had to be repeated since what they found had filled up by their turn; chance decides. */
    public int repeated() {
        return repeated;
    }

    /** All moves are done: the table has the new paths, and nothing is held but what it has. */
    public void settleAll(PlacedConnections table, NetworkLoad load) {
        for (int place = 0; place < size(); place++) {
            settle(place, table, load);
        }
    }

    /** The move is done: lets go what only the old path held. Where there is no new path, the old one stays if held. */
    public void settle(int place, PlacedConnections table, NetworkLoad load) {
        int connection = connections[place];
        int[] path = path(place);
        if (held.get(place)) {
            if (!found.get(place)) {
                return;
            }
            takeApart(table.path(connection), path, table, connection, load);
        }
        table.replace(connection, path, path.length);
    }

    /** The move does not come to pass: lets go what only the new path holds. Only where the old one is held. */
    public void takeBack(int place, PlacedConnections table, NetworkLoad load) {
        if (!held.get(place)) {
            throw new IllegalStateException(
                    "The old path of connection %d is broken; there is no way back".formatted(connections[place]));
        }
        takeApart(path(place), table.path(connections[place]), table, connections[place], load);
    }

    private static void takeApart(int[] gone, int[] kept, PlacedConnections table, int connection, NetworkLoad load) {
        int[] only = new int[gone.length];
        int count =
                SharedPairs.without(table.graph(), gone, gone.length, SharedPairs.sorted(table.graph(), kept), only);
        load.release(only, count, table.bandwidthBps(connection));
    }
}
