package dev.braid.path.engine.recovery;

import dev.braid.path.engine.BoundedPath;
import dev.braid.path.engine.NetworkLoad;
import dev.braid.path.engine.PathQuery;
import dev.braid.path.engine.ShortestPath;

/** Finds the best path of one connection after the other, in arrays of its own: one for each thread. */
final class Planner {
    private static final int[] NONE = {};

    private final PathQuery query = new PathQuery();
    private final ShortestPath shortest = new ShortestPath();
    private final BoundedPath bounded = new BoundedPath();
    private int[] arcs = NONE;
    private int length;
    private boolean sure;

    /** The arcs on which bandwidth has to be held, so many of them: all but those where the old path holds it. */
    private int[] more = NONE;

    /** Looks for the path of the connection at the place; says whether there is one. */
    boolean find(Pass pass, int place) {
        PlacedConnections table = pass.table;
        int connection = pass.connections[place];
        PathTerms terms = table.terms(connection);
        Bearing bearing = pass.bearing(place);
        int[] held = pass.heldPairs(place);
        query.between(table.sources(connection), table.targets(connection))
                .weighing(terms.weighing())
                .bandwidthBps(table.bandwidthBps(connection))
                .filter(bearing.filter())
                .holding(held, held.length);
        return terms.waypoints().length == 0 ? findDirect(pass.load, bearing, terms) : findBounded(pass.load, terms);
    }

    /** What is best without bounds and keeps them is best under them. */
    private boolean findDirect(NetworkLoad load, Bearing bearing, PathTerms terms) {
        if (!bearing.find(shortest, load, query)) {
            return false;
        }
        arcs = shortest.arcs();
        length = shortest.length();
        sure = shortest.isSure();
        return terms.keptBy(load, arcs, length) || findBounded(load, terms);
    }

    private boolean findBounded(NetworkLoad load, PathTerms terms) {
        if (bounded.find(load, query, terms.bounds(), terms.waypoints()) != BoundedPath.Outcome.FOUND) {
            return false;
        }
        arcs = bounded.arcs();
        length = bounded.length();
        sure = true;
        return true;
    }

    /** Looks for the path of the connection at the place and writes it where it waits for its turn. */
    void propose(Pass pass, int place, Proposal proposal) {
        proposal.found = find(pass, place);
        proposal.sure = !proposal.found || sure;
        proposal.length = proposal.found ? length : 0;
        if (proposal.arcs.length < proposal.length) {
            proposal.arcs = new int[2 * proposal.length];
        }
        System.arraycopy(arcs, 0, proposal.arcs, 0, proposal.length);
    }

    /**
     * Serves the connection at the place, all before it being served and none after it: holds what was proposed where
     * that still fits, and else what is best now.
     */
    void serve(Pass pass, int place, Proposal proposal) {
        boolean found = proposal.found;
        if (found && !(proposal.sure && hold(pass, place, proposal.arcs, proposal.length))) {
            pass.rerouted.countRepeated();
            do {
                found = find(pass, place);
            } while (found && !hold(pass, place, arcs, length));
        }
        if (!found) {
            pass.rerouted.putNone(place);
        }
    }

    private boolean hold(Pass pass, int place, int[] path, int pathLength) {
        if (more.length < pathLength) {
            more = new int[2 * pathLength];
        }
        NetworkLoad load = pass.load;
        int count = SharedPairs.without(load.graph(), path, pathLength, pass.heldPairs(place), more);
        long bandwidthBps = pass.table.bandwidthBps(pass.connections[place]);
        // Looked at before any of it is held: others that search meanwhile must never see too little.
        for (int i = 0; i < count; i++) {
            if (!load.fits(more[i], bandwidthBps)) {
                return false;
            }
        }
        if (!load.tryHold(more, count, bandwidthBps)) {
            return false;
        }
        pass.rerouted.put(place, load, path, pathLength);
        return true;
    }
}
