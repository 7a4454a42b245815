package dev.braid.path.engine.recovery;

import dev.braid.path.engine.NetworkLoad;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * New paths for all connections that an outage concerns, on all threads, the most important first: exactly what serving
 * one after the other would give, each on what those before it have left, whatever the number of threads. So no
 * connection ever gets bandwidth that one before it needed and could have had, and no link is overbooked. For one run at
 * a time, and nobody else changes the load or the table meanwhile; should somebody hold bandwidth all the same, then
 * still no link is overbooked. After an exception the load has to be made again.
 */
public final class MassReroute {
    /** Fewer for each thread are not worth waking it. */
    private static final int LEAST_SHARE = 32;

    private final Planner[] planners;
    private final int leastShare;

    /** On so many threads, the caller's one of them. */
    public MassReroute(int threads) {
        this(threads, LEAST_SHARE);
    }

    MassReroute(int threads, int leastShare) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is %d, less than 1".formatted(threads));
        }
        this.leastShare = leastShare;
        planners = new Planner[threads];
        for (int i = 0; i < threads; i++) {
            planners[i] = new Planner();
        }
    }

    /** All connections over a link of the outage, by number. */
    public static int[] affected(PlacedConnections table, Outage outage) {
        BitSet seen = new BitSet(table.end());
        BitSet arcs = outage.arcs();
        for (int arc = arcs.nextSetBit(0); arc >= 0; arc = arcs.nextSetBit(arc + 1)) {
            if (arc < table.graph().mate(arc)) {
                int pair = table.graph().pair(arc);
                for (int position = table.countOver(pair) - 1; position >= 0; position--) {
                    seen.set(table.over(pair, position));
                }
            }
        }
        return seen.stream().toArray();
    }

    /** Finds and holds new paths for all that the outage concerns. */
    public Rerouted run(PlacedConnections table, NetworkLoad load, Outage outage, OldPaths oldPaths) {
        return run(table, load, outage, oldPaths, affected(table, outage));
    }

    /** The same for these connections, whether they cross the outage or not; each at most once. */
    public Rerouted run(
            PlacedConnections table, NetworkLoad load, Outage outage, OldPaths oldPaths, int[] connections) {
        int[] order = Importance.sorted(table, connections);
        BitSet held = new BitSet();
        for (int place = 0; place < order.length; place++) {
            int connection = order[place];
            if (oldPaths == OldPaths.BROKEN && outage.crosses(table, connection)) {
                load.release(table.path(connection), table.length(connection), table.bandwidthBps(connection));
            } else {
                held.set(place, table.length(connection) > 0);
            }
        }
        int threads = Math.clamp(order.length / leastShare, 1, planners.length);
        Pass pass = new Pass(table, load, outage, order, held, threads);
        run(pass, threads);
        pass.requireDone();
        return pass.rerouted;
    }

    private void run(Pass pass, int count) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            Planner planner = planners[i];
            threads.add(Thread.ofPlatform().name("reroute-" + i).start(() -> pass.work(planner)));
        }
        pass.work(planners[0]);
        boolean interrupted = false;
        for (Thread thread : threads) {
            interrupted |= join(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits to the end in any case, since the thread works on the load; says whether it was interrupted. */
    private static boolean join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
