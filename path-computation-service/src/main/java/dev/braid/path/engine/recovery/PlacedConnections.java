package dev.braid.path.engine.recovery;

import dev.braid.path.engine.NetworkGraph;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Where every connection runs and what it asks for, in columns of numbers, and over which links: about 30 bytes for a
 * connection and 16 for each of its hops. It books nothing: that is the load's. One writer; others read while it rests.
 */
public final class PlacedConnections {
    private static final int PRIORITY_BITS = 3;
    private static final int PRIORITY_MASK = (1 << PRIORITY_BITS) - 1;

    private final NetworkGraph graph;
    private final PathIndex index;
    private final BitSet present = new BitSet();
    private long[] bandwidthBps = new long[16];
    private long[] rank = new long[16];
    private byte[] priorities = new byte[16];
    private int[][] sources = new int[16][];
    private int[][] targets = new int[16][];
    private PathTerms[] terms = new PathTerms[16];
    private int[] firstSlot = new int[16];
    private int[] length = new int[16];

    /** No number below is free. */
    private int leastFree;

    /** No connections. */
    public PlacedConnections(NetworkGraph graph) {
        this.graph = graph;
        this.index = new PathIndex(graph);
    }

    /** Adds a connection on a path of this length, 0 where it has none yet, and gives its number: the least free one. */
    public int add(ConnectionRequest request, int[] arcs, int pathLength) {
        int connection = present.nextClearBit(leastFree);
        leastFree = connection + 1;
        if (connection == length.length) {
            grow(connection + connection / 2);
        }
        present.set(connection);
        bandwidthBps[connection] = request.bandwidthBps();
        rank[connection] = request.rank();
        priorities[connection] = (byte) (request.setupPriority() << PRIORITY_BITS | request.holdPriority());
        sources[connection] = request.sources();
        targets[connection] = request.targets();
        terms[connection] = request.terms();
        firstSlot[connection] = index.add(connection, arcs, pathLength);
        length[connection] = pathLength;
        return connection;
    }

    private void grow(int capacity) {
        bandwidthBps = Arrays.copyOf(bandwidthBps, capacity);
        rank = Arrays.copyOf(rank, capacity);
        priorities = Arrays.copyOf(priorities, capacity);
        sources = Arrays.copyOf(sources, capacity);
        targets = Arrays.copyOf(targets, capacity);
        terms = Arrays.copyOf(terms, capacity);
        firstSlot = Arrays.copyOf(firstSlot, capacity);
        length = Arrays.copyOf(length, capacity);
    }

    /** Puts the connection on another path; of length 0, on none. */
    public void replace(int connection, int[] arcs, int pathLength) {
        require(connection);
        index.drop(firstSlot[connection], length[connection]);
        firstSlot[connection] = index.add(connection, arcs, pathLength);
        length[connection] = pathLength;
    }

    /** Takes the connection out; its number is given again. */
    public void remove(int connection) {
        require(connection);
        index.drop(firstSlot[connection], length[connection]);
        present.clear(connection);
        leastFree = Math.min(leastFree, connection);
        sources[connection] = null;
        targets[connection] = null;
        terms[connection] = null;
        length[connection] = 0;
    }

    private void require(int connection) {
        if (!present.get(connection)) {
            throw new IllegalArgumentException("There is no connection %d".formatted(connection));
        }
    }

    /** The shape whose arcs the paths lead over. */
    public NetworkGraph graph() {
        return graph;
    }

    /** How many connections there are. */
    public int count() {
        return present.cardinality();
    }

    /** Above all numbers in use. */
    public int end() {
        return present.length();
    }

    /** Whether the number is in use. */
    public boolean has(int connection) {
        return present.get(connection);
    }

    /** What it asked for. */
    public ConnectionRequest request(int connection) {
        require(connection);
        return new ConnectionRequest(
                sources[connection],
                targets[connection],
                bandwidthBps[connection],
                setupPriority(connection),
                holdPriority(connection),
                rank[connection],
                terms[connection]);
    }

    /** What it holds on every arc of its path. */
    public long bandwidthBps(int connection) {
        return bandwidthBps[connection];
    }

    /** How important it is that it gets bandwidth: 0 the most, 7 the least. */
    public int setupPriority(int connection) {
        return priorities[connection] >> PRIORITY_BITS;
    }

    /** How important it is that it keeps bandwidth: 0 the most, 7 the least. */
    public int holdPriority(int connection) {
        return priorities[connection] & PRIORITY_MASK;
    }

    /** How many arcs its path has; 0 where it has none. */
    public int length(int connection) {
        return length[connection];
    }

    /** The arc of its path at the hop, from 0. */
    public int arc(int connection, int hop) {
        return index.arc(firstSlot[connection] + hop);
    }

    /** Its path. */
    public int[] path(int connection) {
        int[] path = new int[length[connection]];
        copyPath(connection, path);
        return path;
    }

    void copyPath(int connection, int[] into) {
        index.copy(firstSlot[connection], length[connection], into);
    }

    /** How many connections lead over the pair of arcs. */
    public int countOver(int pair) {
        return index.count(pair);
    }

    /** One of the connections that lead over the pair of arcs; they stand in no order. */
    public int over(int pair, int position) {
        return index.owner(pair, position);
    }

    long rank(int connection) {
        return rank[connection];
    }

    int[] sources(int connection) {
        return sources[connection];
    }

    int[] targets(int connection) {
        return targets[connection];
    }

    PathTerms terms(int connection) {
        return terms[connection];
    }
}
