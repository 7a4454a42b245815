package dev.braid.path.engine.recovery;

import dev.braid.path.engine.ArcFilter;
import dev.braid.path.engine.NetworkLoad;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One mass re-route as its threads share it: each takes the next connection and looks for its path a little ahead of its
 * turn, and whoever finds that the next turns have come serves them. While a pass lasts bandwidth only goes; so what was
 * the best when it was looked for, on more bandwidth than is left now, is the best still if it still fits.
 */
final class Pass {
    private static final int AHEAD = 64;
    private static final int SPINS = 200;
    private static final int[] NONE = {};

    final PlacedConnections table;
    final NetworkLoad load;

    /** In the order in which they are served. */
    final int[] connections;

    final Rerouted rerouted;
    private final BitSet held;
    private final Bearing[] bearings;
    private final Proposal[] proposals;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean serving = new AtomicBoolean();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** All before it are served. */
    private volatile int turn;

    Pass(PlacedConnections table, NetworkLoad load, Outage outage, int[] connections, BitSet held, int threads) {
        this.table = table;
        this.load = load;
        this.connections = connections;
        this.held = held;
        this.rerouted = new Rerouted(connections, held);
        this.proposals = new Proposal[threads == 1 ? 1 : AHEAD];
        for (int i = 0; i < proposals.length; i++) {
            proposals[i] = new Proposal();
        }
        this.bearings = bearings(outage);
    }

    private record Ends(int[] targets, PathTerms terms) {}

    private Bearing[] bearings(Outage outage) {
        IdentityHashMap<ArcFilter, ArcFilter> filters = new IdentityHashMap<>();
        Map<Ends, Bearing> known = new HashMap<>();
        Bearing[] ofPlaces = new Bearing[connections.length];
        for (int place = 0; place < connections.length; place++) {
            int connection = connections[place];
            PathTerms terms = table.terms(connection);
            Bearing bearing = known.computeIfAbsent(
                    new Ends(table.targets(connection), terms),
                    ends -> new Bearing(
                            ends.targets,
                            terms.weighing(),
                            filters.computeIfAbsent(
                                    terms.filter(), filter -> filter.without(load.graph(), outage.arcs()))));
            bearing.include(held.get(place) ? 0 : table.bandwidthBps(connection));
            ofPlaces[place] = bearing;
        }
        return ofPlaces;
    }

    /** What the search for the connection at the place shares with others. */
    Bearing bearing(int place) {
        return bearings[place];
    }

    /** Where the old path holds bandwidth that the new one can use, sorted. */
    int[] heldPairs(int place) {
        return held.get(place) ? SharedPairs.sorted(load.graph(), table.path(connections[place])) : NONE;
    }

    /** Works until all are taken. */
    void work(Planner planner) {
        try {
            int place = next.getAndIncrement();
            while (place < connections.length && awaitRoom(place)) {
                Proposal proposal = proposals[place % proposals.length];
                planner.propose(this, place, proposal);
                proposal.ready = place + 1;
                serveReady(planner);
                place = next.getAndIncrement();
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Waits until the place is not too far ahead of the turn; says whether there is any use in going on. */
    private boolean awaitRoom(int place) {
        for (int spins = 0; place - turn >= proposals.length; spins++) {
            if (failure.get() != null) {
                return false;
            }
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        return failure.get() == null;
    }

    /** Whoever comes while another serves goes on: the other one sees what is ready when it has done. */
    private void serveReady(Planner planner) {
        while (isReady() && serving.compareAndSet(false, true)) {
            try {
                while (isReady()) {
                    int place = turn;
                    planner.serve(this, place, proposals[place % proposals.length]);
                    turn = place + 1;
                }
            } finally {
                serving.set(false);
            }
        }
    }

    private boolean isReady() {
        int place = turn;
        return place < connections.length && proposals[place % proposals.length].ready == place + 1;
    }

    /** Fails as the thread did that failed first. */
    void requireDone() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException(
                    "A search failed after %d of %d connections were served".formatted(turn, connections.length),
                    cause);
        }
    }
}
