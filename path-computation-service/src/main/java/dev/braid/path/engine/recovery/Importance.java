package dev.braid.path.engine.recovery;

/**
 * The order in which connections are served: by set-up priority, then hold priority, then the larger bandwidth, then
 * rank, then number.
 */
final class Importance {
    private static final int PRIORITY_BITS = 6;

    private final long[] keys;
    private final long[] ranks;
    private final int[] connections;

    private Importance(PlacedConnections table, int[] connections) {
        this.connections = connections;
        this.keys = new long[connections.length];
        this.ranks = new long[connections.length];
        for (int i = 0; i < connections.length; i++) {
            int connection = connections[i];
            long priorities = 8L * table.setupPriority(connection) + table.holdPriority(connection);
            long room = Long.MAX_VALUE >>> PRIORITY_BITS;
            keys[i] = (priorities << (Long.SIZE - 1 - PRIORITY_BITS))
                    + room
                    - Math.min(table.bandwidthBps(connection), room);
            ranks[i] = table.rank(connection);
        }
    }

    /** The most important one first. */
    static int[] sorted(PlacedConnections table, int[] connections) {
        Importance importance = new Importance(table, connections);
        int[] from = new int[connections.length];
        for (int i = 0; i < from.length; i++) {
            from[i] = i;
        }
        int[] to = new int[from.length];
        for (int width = 1; width < from.length; width *= 2) {
            for (int start = 0; start < from.length; start += 2 * width) {
                int middle = Math.min(start + width, from.length);
                importance.merge(from, start, middle, Math.min(middle + width, from.length), to);
            }
            int[] swapped = from;
            from = to;
            to = swapped;
        }
        for (int i = 0; i < from.length; i++) {
            to[i] = connections[from[i]];
        }
        return to;
    }

    private void merge(int[] from, int start, int middle, int end, int[] to) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft = right == end || (left < middle && !before(from[right], from[left]));
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }

    private boolean before(int one, int other) {
        if (keys[one] != keys[other]) {
            return keys[one] < keys[other];
        }
        return ranks[one] != ranks[other] ? ranks[one] < ranks[other] : connections[one] < connections[other];
    }
}
