package dev.braid.path.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * What changes from minute to minute on the arcs of a graph: latency, price, bandwidth left, and whether an arc is in
 * order. One writer measures; any thread may hold and release bandwidth, and any thread may read: a reader sees each
 * value as it was at some moment of its search, and what it found is true for certain once it is held.
 */
public final class NetworkLoad {
    /** The ints of one arc, four arcs to a cache line. */
    static final int STRIDE = 4;

    static final int HEAD = 0;
    static final int LATENCY = 1;
    static final int PRICE = 2;
    static final int FREE = 3;

    /** The bandwidth of a pair that is out of order. */
    static final int OUT_OF_ORDER = -1;

    /** The largest latency and price of an arc. */
    public static final int MAX_WEIGHT = 2_000_000_000;

    /** The largest capacity of an arc. */
    public static final long MAX_CAPACITY_BPS = 1_000_000_000_000_000L;

    private static final long BPS_PER_MBPS = 1_000_000;
    private static final VarHandle EXACT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle COARSE = MethodHandles.arrayElementVarHandle(int[].class);

    private final NetworkGraph graph;

    /** Head, latency, price and whole free Mbit/s of every arc; the last one of the pair, so of both directions. */
    final int[] records;

    private final long[] freeBps;
    private final boolean[] outOfOrder;
    private final boolean owner;
    private volatile Potentials potentials;
    private int raisesSeen;
    private final BandwidthClasses classes;
    private final LinkQualities qualities;

    /** An idle network in order: nothing is held, and each value is the least that is expected of the arc. */
    public NetworkLoad(NetworkGraph graph, long[] latencyUs, long[] priceMicrosPerGbpsHour, long[] capacityBps) {
        this.graph = graph;
        this.records = new int[STRIDE * graph.arcCount()];
        this.freeBps = new long[graph.arcCount() / 2];
        this.outOfOrder = new boolean[graph.arcCount()];
        this.classes = new BandwidthClasses();
        this.qualities = new LinkQualities(graph.arcCount());
        this.owner = true;
        Arrays.fill(freeBps, Long.MAX_VALUE);
        for (int arc = 0; arc < graph.arcCount(); arc++) {
            records[STRIDE * arc + HEAD] = graph.head(arc);
            records[STRIDE * arc + LATENCY] = bounded("latency", arc, latencyUs[arc], 1, MAX_WEIGHT);
            records[STRIDE * arc + PRICE] = bounded("price", arc, priceMicrosPerGbpsHour[arc], 0, MAX_WEIGHT);
            freeBps[graph.pair(arc)] = Math.min(freeBps[graph.pair(arc)], capacityBps[arc]);
        }
        for (int arc = 0; arc < graph.arcCount(); arc++) {
            records[STRIDE * arc + FREE] = coarse(arc, freeBps[graph.pair(arc)]);
        }
        this.potentials = new Potentials(graph, new WeightRange(graph, records));
    }

    private NetworkLoad(NetworkLoad other) {
        this.graph = other.graph;
        // Before the weights are: leasts that are raised in between are not leasts of theirs.
        this.potentials = other.potentials;
        this.raisesSeen = other.owner ? potentials.raises() : other.raisesSeen;
        this.records = other.records.clone();
        this.freeBps = other.freeBps.clone();
        this.outOfOrder = other.outOfOrder.clone();
        this.classes = new BandwidthClasses();
        this.qualities = other.qualities.copy();
        this.owner = false;
    }

    private static int bounded(String name, int arc, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "The %s of arc %d is %d, not between %d and %d".formatted(name, arc, value, least, most));
        }
        return (int) value;
    }

    /** An equal load that changes on its own. */
    public NetworkLoad copy() {
        return new NetworkLoad(this);
    }

    /** The shape whose load it is. */
    public NetworkGraph graph() {
        return graph;
    }

    /** What is left on the arc and its mate alike, whether in order or not. */
    public long residualBps(int arc) {
        return (long) EXACT.getVolatile(freeBps, graph.pair[arc]);
    }

    /** The arc's latency now. */
    public int latencyUs(int arc) {
        return records[STRIDE * arc + LATENCY];
    }

    /** The arc's rate now. */
    public int priceMicrosPerGbpsHour(int arc) {
        return records[STRIDE * arc + PRICE];
    }

    /** Jitter, loss and unavailability. */
    public LinkQualities qualities() {
        return qualities;
    }

    /** Whether the arc itself is in order. New paths use it only if its mate is too. */
    public boolean usable(int arc) {
        return !outOfOrder[arc];
    }

    /** Whether the bandwidth can be held on the arc and its mate. */
    public boolean fits(int arc, long bandwidthBps) {
        return records[STRIDE * arc + FREE] != OUT_OF_ORDER && residualBps(arc) >= bandwidthBps;
    }

    /** Holds the bandwidth on each arc of the path and its mate, or on none of them where one has too little left. */
    public boolean tryHold(int[] path, int length, long bandwidthBps) {
        for (int i = 0; i < length; i++) {
            if (!tryHold(path[i], bandwidthBps)) {
                release(path, i, bandwidthBps);
                return false;
            }
        }
        return true;
    }

    private boolean tryHold(int arc, long bandwidthBps) {
        int pair = graph.pair[arc];
        while (true) {
            long free = (long) EXACT.getVolatile(freeBps, pair);
            if (free < bandwidthBps || records[STRIDE * arc + FREE] == OUT_OF_ORDER) {
                return false;
            }
            if (EXACT.compareAndSet(freeBps, pair, free, free - bandwidthBps)) {
                publish(arc);
                return true;
            }
        }
    }

    /** Lets go what a path of this length held. */
    public void release(int[] path, int length, long bandwidthBps) {
        for (int i = 0; i < length; i++) {
            take(path[i], -bandwidthBps);
        }
    }

    /** Takes bandwidth from the arc and its mate whether or not it is there, or gives it back where negative. */
    public void take(int arc, long bandwidthBps) {
        EXACT.getAndAdd(freeBps, graph.pair[arc], -bandwidthBps);
        publish(arc);
    }

    /** Shows searches what is left. Whoever shows last has looked after every change that came before it. */
    private void publish(int arc) {
        int first = Math.min(arc, graph.mate[arc]);
        int second = graph.mate[first];
        int now;
        do {
            now = coarse(arc, residualBps(arc));
            int before = records[STRIDE * first + FREE];
            // Counted before it is seen: no search that sees it has a bound that leaves it out. And again once it is
            // seen, from the least that other threads showed in between: no bound that was built meanwhile stays.
            classes.change(before, now);
            int least = (int) COARSE.getAndSet(records, STRIDE * second + FREE, now);
            least = Math.min(least, (int) COARSE.getAndSet(records, STRIDE * first + FREE, now));
            if (least < now) {
                classes.change(least, now);
            }
        } while (coarse(arc, residualBps(arc)) != now);
    }

    private int coarse(int arc, long free) {
        return outOfOrder[arc] || outOfOrder[graph.mate(arc)] || free < 0
                ? OUT_OF_ORDER
                : (int) Math.min(free / BPS_PER_MBPS, Integer.MAX_VALUE);
    }

    /** Sets what the arc measured. The writer's only. */
    public void measure(int arc, long nowLatencyUs, boolean nowUsable) {
        int latency = bounded("latency", arc, nowLatencyUs, 1, MAX_WEIGHT);
        weigh(arc, latency, priceMicrosPerGbpsHour(arc));
        if (owner) {
            potentials.count(arc, latency);
        }
        if (outOfOrder[arc] == nowUsable) {
            outOfOrder[arc] = !nowUsable;
            publish(arc);
        }
    }

    /** Sets the arc's rate. The writer's only. */
    public void price(int arc, long nowPriceMicrosPerGbpsHour) {
        weigh(arc, latencyUs(arc), bounded("price", arc, nowPriceMicrosPerGbpsHour, 0, MAX_WEIGHT));
    }

    /** Potentials come first: a search that sees the new weight has bounds that hold for it. */
    private void weigh(int arc, int latencyUs, int priceMicros) {
        potentials.prepare(arc, latencyUs, priceMicros);
        COARSE.setRelease(records, STRIDE * arc + LATENCY, latencyUs);
        COARSE.setRelease(records, STRIDE * arc + PRICE, priceMicros);
    }

    /**
     * Lower bounds of what remains to a target, kept from search to search. Copies share them, as long as nothing was
     * built that holds for the original only.
     */
    Potentials potentials() {
        if (!owner && potentials.raises() != raisesSeen) {
            potentials = new Potentials(graph, new WeightRange(graph, records));
            raisesSeen = potentials.raises();
        }
        return potentials;
    }

    /** Whether the bound was built on leasts that were raised after this was copied, and perhaps over weights of it. */
    boolean isOlderThan(Potential potential) {
        return !owner && potential.raises > raisesSeen;
    }

    /** When bandwidth was last let go, class by class. */
    BandwidthClasses classes() {
        return classes;
    }

    /** Whether this is no copy: only then bounds are built for its classes of bandwidth. */
    boolean owner() {
        return owner;
    }
}
