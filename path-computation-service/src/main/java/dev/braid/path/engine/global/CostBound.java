package dev.braid.path.engine.global;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The least total cost under the capacities where demands may be split (Dantzig and Wolfe's method, by sources): a
 * linear program mixes ways to route each source; its duals price the pools, under which cheaper ways are found. Every
 * pricing also proves a lower bound, since what exceeds a capacity may at best be paid off.
 */
final class CostBound {
    private static final double SMOOTHING = 0.5;
    private static final double ROUNDING = 1 - 1e-11;

    private final GlobalProblem problem;
    private final GlobalNetwork network;
    private final TreeLoads trees;
    private final LinearProgram program;
    private final double scale;
    private final double penalty;
    private final int[] rowOfPool;
    private final int[] rowOfSource;
    private final List<SourceFlow> columns = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();
    private final List<Double> costOfColumn = new ArrayList<>();
    private final double[] price;
    private double[] bestPrice;
    private double best;
    private double least = Double.MAX_VALUE;
    private int rounds;

    CostBound(GlobalProblem problem, double[] costs, LinearProgram program) {
        this.problem = problem;
        this.network = problem.network();
        this.trees = new TreeLoads(problem, new ShortestTree(network, costs));
        this.program = program;
        this.rowOfPool = new int[network.poolCount()];
        this.rowOfSource = new int[network.nodeCount()];
        this.price = new double[network.poolCount()];
        this.bestPrice = price.clone();
        this.scale = largestCapacity(network);
        this.penalty = 1 + network.nodeCount() * Arrays.stream(costs).max().orElse(0);
        Arrays.fill(rowOfPool, -1);
        Arrays.fill(rowOfSource, -1);
    }

    private static double largestCapacity(GlobalNetwork network) {
        long largest = 1;
        for (int pool = 0; pool < network.poolCount(); pool++) {
            largest = Math.max(largest, network.capacityBps(pool));
        }
        return largest;
    }

    /** No routing of all that can be routed costs less. */
    double best() {
        return best;
    }

    /** The cost of the best mixture that keeps to the capacities, or the greatest number where none was found. */
    double least() {
        return least;
    }

    /** What a unit of every pool is worth in the best proof. */
    double[] prices() {
        return bestPrice;
    }

    void run(GlobalLimits limits) {
        priceOut(1);
        while (rounds < limits.maxRounds() && !limits.stop().getAsBoolean() && program.solve()) {
            rounds++;
            for (int pool = 0; pool < price.length; pool++) {
                price[pool] = rowOfPool[pool] < 0 ? 0 : Math.max(0, -program.dual(rowOfPool[pool]));
            }
            double[] worthOfSource = new double[rowOfSource.length];
            for (int source = 0; source < worthOfSource.length; source++) {
                worthOfSource[source] = rowOfSource[source] < 0 ? 0 : program.dual(rowOfSource[source]);
            }
            boolean newRows = mix();
            boolean newColumns = priceOut(SMOOTHING, worthOfSource) || priceOut(0, worthOfSource);
            if (least <= best * (1 + limits.gap()) || !newRows && !newColumns) {
                return;
            }
        }
    }

    private void priceOut(double smoothing) {
        double[] anything = new double[rowOfSource.length];
        Arrays.fill(anything, Double.MAX_VALUE);
        priceOut(smoothing, anything);
    }

    private boolean priceOut(double smoothing, double[] worthOfSource) {
        double[] length = new double[price.length];
        double bound = 0;
        for (int pool = 0; pool < length.length; pool++) {
            length[pool] = smoothing * bestPrice[pool] + (1 - smoothing) * price[pool];
            bound -= length[pool] * room(pool);
        }
        boolean added = false;
        for (int source = 0; source < rowOfSource.length; source++) {
            if (problem.firstOfSource[source] == problem.firstOfSource[source + 1]) {
                continue;
            }
            double consumed = trees.route(source, length);
            bound += consumed;
            SourceFlow column = SourceFlow.of(source, trees.load);
            double cost = consumed - column.consumed(length);
            double reduced = (cost + column.consumed(price)) / scale;
            if (reduced < worthOfSource[source] - 1e-9 * Math.abs(reduced) - 1e-12) {
                add(column, cost);
                added = true;
            }
        }
        if (bound * ROUNDING > best) {
            best = bound * ROUNDING;
            bestPrice = length;
        }
        return added;
    }

    private double room(int pool) {
        return Math.max(0, network.capacityBps(pool) - network.heldBps(pool));
    }

    private void add(SourceFlow column, double cost) {
        int number = program.addColumn(cost / scale);
        if (rowOfSource[column.source()] < 0) {
            rowOfSource[column.source()] = program.addRow(1, 1);
        }
        program.set(rowOfSource[column.source()], number, 1);
        for (int i = 0; i < column.pools().length; i++) {
            if (rowOfPool[column.pools()[i]] >= 0) {
                program.set(rowOfPool[column.pools()[i]], number, column.loads()[i] / scale);
            }
        }
        columns.add(column);
        numbers.add(number);
        costOfColumn.add(cost);
    }

    /** Measures the mixture; pools that it overloads get a row. Whether any did. */
    private boolean mix() {
        double[] load = new double[price.length];
        double cost = 0;
        for (int i = 0; i < columns.size(); i++) {
            double share = program.value(numbers.get(i));
            if (share > 1e-12) {
                columns.get(i).addTo(load, share);
                cost += share * costOfColumn.get(i);
            }
        }
        boolean fits = true;
        boolean newRows = false;
        for (int pool = 0; pool < load.length; pool++) {
            fits &= load[pool] <= room(pool) * (1 + 1e-7) + 1e-6;
            if (rowOfPool[pool] < 0 && load[pool] > room(pool) * (1 + 1e-9)) {
                addRow(pool);
                newRows = true;
            }
        }
        if (fits) {
            least = Math.min(least, cost);
        }
        return newRows;
    }

    private void addRow(int pool) {
        int row = program.addRow(Double.NEGATIVE_INFINITY, room(pool) / scale);
        rowOfPool[pool] = row;
        int over = program.addColumn(penalty);
        program.set(row, over, -1);
        for (int i = 0; i < columns.size(); i++) {
            int at = Arrays.binarySearch(columns.get(i).pools(), pool);
            if (at >= 0) {
                program.set(row, numbers.get(i), columns.get(i).loads()[at] / scale);
            }
        }
    }
}
