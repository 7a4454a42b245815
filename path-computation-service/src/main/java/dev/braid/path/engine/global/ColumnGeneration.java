package dev.braid.path.engine.global;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The exact end of the fractional optimum: a small linear program mixes ways to route each source so that the worst
 * utilisation is least; its duals price the pools, and cheaper ways join until the bound closes. Rows are the sources
 * and only those pools that are hot.
 */
final class ColumnGeneration {
    private static final double WARM = 0.985;
    private static final double SMOOTHING = 0.7;
    private static final double TIE = 1e-7;
    /** Rows up to which the linear program is solved here rather than by a library. */
    static final int SMALL = 238;

    /** What the cube of the rows weighs against sources times arcs. */
    private static final double ROWS_CUBED = 4e-3;

    private final GlobalProblem problem;
    private final DualBound dual;
    private final TreeLoads trees;
    private final LinearProgram program;
    private final int pools;
    private final int[] rowOfPool;
    private final int[] rowOfSource;
    private final List<SourceFlow> columns = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();
    private final int worst;
    private final double[] load;
    private final double[] price;
    private double utilisation = Double.MAX_VALUE;
    private int rounds;
    private boolean solved;
    private int columnsSolved;
    private final int mostRows;
    private int rows;

    ColumnGeneration(GlobalProblem problem, DualBound dual, ShortestTree tree, LinearProgram program, int mostRows) {
        this.mostRows = mostRows;
        this.problem = problem;
        this.dual = dual;
        this.trees = new TreeLoads(problem, tree);
        this.program = program;
        this.pools = problem.network().poolCount();
        this.rowOfPool = new int[pools];
        this.rowOfSource = new int[problem.network().nodeCount()];
        this.load = new double[pools];
        this.price = new double[pools];
        this.worst = program.addColumn(1);
        Arrays.fill(rowOfPool, -1);
        Arrays.fill(rowOfSource, -1);
    }

    /** Rows beyond which a flow that goes on alone is worth more, by sources times arcs. */
    static int mostRows(double work) {
        return (int) Math.cbrt(work / ROWS_CUBED);
    }

    /** The worst utilisation of the best mixture so far. */
    double utilisation() {
        return utilisation;
    }

    int rounds() {
        return rounds;
    }

    /** Whether it ended because more pools bind than it may have rows for. */
    boolean tooManyRows() {
        return rows > mostRows;
    }

    /** Goes on until the gap is closed, nothing better is found, the rounds are over, or the program fails. */
    void run(List<SourceFlow> start, GlobalLimits limits) {
        double near = 1 + limits.gap() / 2;
        for (SourceFlow column : start) {
            add(column);
        }
        heat(start);
        while (rounds < limits.maxRounds() && !tooManyRows() && !limits.stop().getAsBoolean()) {
            solved = program.solve();
            if (!solved) {
                return;
            }
            rounds++;
            columnsSolved = columns.size();
            readPrices();
            boolean newRows = mix();
            if (utilisation <= dual.best() * near) {
                return;
            }
            boolean newColumns = priceOut(SMOOTHING) || priceOut(0);
            if (utilisation <= dual.best() * near || !newColumns && !newRows) {
                return;
            }
        }
    }

    private void heat(List<SourceFlow> start) {
        GlobalNetwork network = problem.network();
        double[] first = new double[pools];
        boolean[] seen = new boolean[network.nodeCount()];
        for (SourceFlow column : start) {
            if (!seen[column.source()]) {
                seen[column.source()] = true;
                column.addTo(first, 1);
            }
        }
        double most = 0;
        double dearest = 0;
        for (int pool = 0; pool < pools; pool++) {
            if (network.capacityBps(pool) > 0) {
                most = Math.max(most, (first[pool] + network.heldBps(pool)) / network.capacityBps(pool));
                dearest = Math.max(dearest, dual.bestLength()[pool] * network.capacityBps(pool));
            }
        }
        for (int pool = 0; pool < pools; pool++) {
            long capacity = network.capacityBps(pool);
            if (capacity > 0
                    && ((first[pool] + network.heldBps(pool)) / capacity > WARM * most
                            || dual.bestLength()[pool] * capacity > 0.02 * dearest)) {
                addRow(pool);
            }
        }
    }

    private void addRow(int pool) {
        GlobalNetwork network = problem.network();
        double capacity = network.capacityBps(pool);
        int row = program.addRow(Double.NEGATIVE_INFINITY, -network.heldBps(pool) / capacity);
        rowOfPool[pool] = row;
        rows = row + 1;
        program.set(row, worst, -1);
        for (int i = 0; i < columns.size(); i++) {
            SourceFlow column = columns.get(i);
            int at = Arrays.binarySearch(column.pools(), pool);
            if (at >= 0) {
                program.set(row, numbers.get(i), column.loads()[at] / capacity);
            }
        }
    }

    private void add(SourceFlow column) {
        int number = program.addColumn(0);
        if (rowOfSource[column.source()] < 0) {
            rowOfSource[column.source()] = program.addRow(1, 1);
        }
        program.set(rowOfSource[column.source()], number, 1);
        for (int i = 0; i < column.pools().length; i++) {
            int row = rowOfPool[column.pools()[i]];
            if (row >= 0) {
                double capacity = problem.network().capacityBps(column.pools()[i]);
                program.set(row, number, column.loads()[i] / capacity);
            }
        }
        columns.add(column);
        numbers.add(number);
    }

    /** Measures the optimal mixture on all pools, and gives those a row that are hotter than it knows. */
    private boolean mix() {
        GlobalNetwork network = problem.network();
        for (int pool = 0; pool < pools; pool++) {
            load[pool] = network.heldBps(pool);
        }
        for (int i = 0; i < columns.size(); i++) {
            double share = program.value(numbers.get(i));
            if (share > 1e-12) {
                columns.get(i).addTo(load, share);
            }
        }
        double known = program.value(worst);
        double most = 0;
        boolean newRows = false;
        for (int pool = 0; pool < pools; pool++) {
            if (network.capacityBps(pool) > 0) {
                double here = load[pool] / network.capacityBps(pool);
                most = Math.max(most, here);
                if (rowOfPool[pool] < 0 && here > known * (1 + 1e-7)) {
                    addRow(pool);
                    newRows = true;
                }
            }
        }
        utilisation = Math.min(utilisation, most);
        return newRows;
    }

    /** What every source draws from the pools in the last mixture, if there is one. */
    Optional<double[][]> flowOfSource() {
        if (!solved) {
            return Optional.empty();
        }
        double[][] flow = new double[rowOfSource.length][pools];
        for (int i = 0; i < columnsSolved; i++) {
            columns.get(i).addTo(flow[columns.get(i).source()], program.value(numbers.get(i)));
        }
        return Optional.of(flow);
    }

    private void readPrices() {
        double offered = 0;
        for (int pool = 0; pool < pools; pool++) {
            double dualOfRow = rowOfPool[pool] < 0 ? 0 : Math.max(0, -program.dual(rowOfPool[pool]));
            price[pool] = dualOfRow == 0 ? 0 : dualOfRow / problem.network().capacityBps(pool);
            offered += price[pool] * problem.network().capacityBps(pool);
        }
        for (int pool = 0; pool < pools && offered > 0; pool++) {
            price[pool] /= offered;
        }
    }

    /** Routes every source under the prices, held back towards those of the best proof, and adds what is cheaper. */
    private boolean priceOut(double smoothing) {
        double[] length = new double[pools];
        double sum = 0;
        for (int pool = 0; pool < pools; pool++) {
            length[pool] = smoothing * dual.bestLength()[pool] + (1 - smoothing) * price[pool];
            sum += length[pool];
        }
        for (int pool = 0; pool < pools; pool++) {
            length[pool] += TIE * sum / pools;
        }
        double[] cheapest = new double[rowOfSource.length];
        Arrays.fill(cheapest, Double.MAX_VALUE);
        for (SourceFlow column : columns) {
            cheapest[column.source()] = Math.min(cheapest[column.source()], column.consumed(price));
        }
        double consumed = 0;
        boolean added = false;
        for (int source = 0; source < rowOfSource.length; source++) {
            if (rowOfSource[source] < 0) {
                continue;
            }
            consumed += trees.route(source, length);
            SourceFlow column = SourceFlow.of(source, trees.load);
            if (column.consumed(price) < cheapest[source] * (1 - 1e-9) - 1e-15) {
                add(column);
                added = true;
            }
        }
        dual.keep(length, consumed);
        return added;
    }
}
