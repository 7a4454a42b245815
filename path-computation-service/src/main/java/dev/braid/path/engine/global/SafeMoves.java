package dev.braid.path.engine.global;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The way from today's paths to wanted ones, one demand at a time: each move holds the new path beside the old one, what
 * they share counted once, and no pool that a move draws from more is ever over its capacity. Those without a path come
 * first, then those that leave the hottest pools. Where all wait for each other, one is parked on a detour, which costs
 * a move more.
 */
public final class SafeMoves {
    private static final double FULL = AdmittedPaths.BARRED;

    private final GlobalProblem problem;
    private final GlobalNetwork network;
    private final int[][] wanted;
    private final int maxMoves;
    private final AdmittedPaths admitted;
    private final int[][] paths;
    private final long[] load;
    private final int[] mark;
    private int generation;
    private final List<Move> moves = new ArrayList<>();
    private final Comparator<Integer> urgency;
    private final BooleanSupplier stop;
    private List<Integer> pending = new ArrayList<>();

    private SafeMoves(GlobalProblem problem, Placement wanted, int maxMoves, BooleanSupplier stop, double[] gain) {
        this.problem = problem;
        this.network = problem.network();
        this.wanted = wanted.paths();
        this.maxMoves = maxMoves;
        this.admitted = new AdmittedPaths(problem);
        Placement today = Placement.today(problem);
        this.paths = today.paths();
        this.load = new long[network.poolCount()];
        this.mark = new int[network.poolCount()];
        this.stop = stop;
        this.urgency = Comparator.comparingInt((Integer demand) -> paths[demand].length == 0 ? 0 : 1)
                .thenComparingDouble(demand -> gain.length > 0 ? -gain[demand] : -heat(paths[demand]))
                .thenComparingInt(demand -> demand);
        Arrays.setAll(load, today::loadBps);
        for (int demand = 0; demand < paths.length; demand++) {
            if (this.wanted[demand].length > 0 && !Arrays.equals(this.wanted[demand], paths[demand])) {
                pending.add(demand);
            }
        }
    }

    /** One demand's change of path; from nothing where it had none. */
    public record Move(int demand, int[] from, int[] to) {}

    /** The moves in order, the demands that do not reach their wanted path by them, and where everything is then. */
    public record Sequence(List<Move> moves, List<Integer> leftOut, Placement after) {}

    /** The moves to the wanted placement, so many at most. */
    public static Sequence order(GlobalProblem problem, Placement wanted, int maxMoves) {
        return order(problem, wanted, maxMoves, () -> false);
    }

    /** As above; none is parked once it is to stop. */
    public static Sequence order(GlobalProblem problem, Placement wanted, int maxMoves, BooleanSupplier stop) {
        Bounds.within("maxMoves", maxMoves, 0, Integer.MAX_VALUE);
        return new SafeMoves(problem, wanted, maxMoves, stop, new double[0]).run();
    }

    /** As above, but after those without a path those first that gain most, a gain for every demand. */
    static Sequence orderByGain(
            GlobalProblem problem, Placement wanted, int maxMoves, BooleanSupplier stop, double[] gain) {
        return new SafeMoves(problem, wanted, maxMoves, stop, gain).run();
    }

    private Sequence run() {
        advance();
        boolean[] parked = new boolean[paths.length];
        boolean progress = true;
        while (progress && !pending.isEmpty() && moves.size() + 2 < maxMoves) {
            progress = false;
            for (int demand : List.copyOf(pending)) {
                boolean waits = !Arrays.equals(paths[demand], wanted[demand]);
                if (waits && !parked[demand] && paths[demand].length > 0 && !stop.getAsBoolean()) {
                    parked[demand] = true;
                    progress |= park(demand);
                }
            }
        }
        return new Sequence(List.copyOf(moves), List.copyOf(pending), new Placement(problem, paths));
    }

    /** Makes moves while any can be made. */
    private void advance() {
        int before = -1;
        while (before != moves.size()) {
            before = moves.size();
            pending.sort(urgency);
            List<Integer> waiting = new ArrayList<>();
            for (int demand : pending) {
                if (moves.size() < maxMoves && fits(demand, wanted[demand])) {
                    move(demand, wanted[demand]);
                } else {
                    waiting.add(demand);
                }
            }
            pending = waiting;
        }
    }

    private double heat(int[] path) {
        double heat = 0;
        for (int arc : path) {
            int pool = network.pool(arc);
            heat = Math.max(heat, load[pool] / (double) network.capacityBps(pool));
        }
        return heat;
    }

    private void markOld(int demand) {
        generation++;
        for (int arc : paths[demand]) {
            mark[network.pool(arc)] = generation;
        }
    }

    private boolean fits(int demand, int[] path) {
        markOld(demand);
        long volume = problem.demands().volumeBps(demand);
        for (int arc : path) {
            int pool = network.pool(arc);
            if (mark[pool] != generation && load[pool] + volume > network.capacityBps(pool)) {
                return false;
            }
        }
        return true;
    }

    private void move(int demand, int[] path) {
        long volume = problem.demands().volumeBps(demand);
        moves.add(new Move(demand, paths[demand].clone(), path.clone()));
        draw(paths[demand], -volume);
        draw(path, volume);
        paths[demand] = path;
    }

    private void draw(int[] path, long volume) {
        for (int arc : path) {
            load[network.pool(arc)] += volume;
        }
    }

    /** Moves the demand out of the way, and back where nobody could use the way. */
    private boolean park(int demand) {
        int[] old = paths[demand];
        int[] detour = detour(demand);
        if (detour.length == 0 || Arrays.equals(detour, old) || moves.size() + 2 >= maxMoves) {
            return false;
        }
        int before = moves.size();
        move(demand, detour);
        advance();
        if (moves.size() > before + 1) {
            return true;
        }
        long volume = problem.demands().volumeBps(demand);
        moves.removeLast();
        draw(detour, -volume);
        draw(old, volume);
        paths[demand] = old;
        return false;
    }

    /** The way with room that stays clear of what the waiting ones want. */
    private int[] detour(int demand) {
        double[] length = new double[load.length];
        long volume = problem.demands().volumeBps(demand);
        markOld(demand);
        for (int pool = 0; pool < length.length; pool++) {
            boolean room = mark[pool] == generation || load[pool] + volume <= network.capacityBps(pool);
            length[pool] = room ? 1 : FULL;
        }
        for (int other : pending) {
            for (int arc : wanted[other]) {
                length[network.pool(arc)] += paths.length;
            }
        }
        return admitted.find(demand, length, FULL);
    }
}
