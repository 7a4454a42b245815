package dev.braid.path.engine.global;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A linear program of some hundred rows at most, solved by the revised simplex method with the inverse of the basis at
 * hand, from the last basis on: infeasible rows are repaired first, by the sum of what they lack. Faster than a library
 * where to ask one takes longer than to solve.
 */
final class DenseProgram implements LinearProgram {
    private static final double TOLERANCE = 1e-9;
    private static final double LEAST_PIVOT = 1e-8;
    private static final int PATIENCE = 40;
    private static final int PIVOTS_FOR_EACH = 40;

    private final List<SparseColumn> columns = new ArrayList<>();
    private double[] cost = new double[64];
    private double[] least = new double[16];
    private double[] greatest = new double[16];
    private final DenseInverse inverse = new DenseInverse();
    private int rows;

    /** By row of the inverse what is basic there: a column, or the variable of row r as -1 - r. */
    private int[] basic = {};

    private double[] value = {};
    private double[] dual = {};
    private boolean[] columnBasic = {};
    private boolean[] rowBasic = {};
    private boolean[] atGreatest = {};

    @Override
    public int addRow(double leastOfRow, double greatestOfRow) {
        if (rows == least.length) {
            least = Arrays.copyOf(least, 2 * rows);
            greatest = Arrays.copyOf(greatest, 2 * rows);
        }
        least[rows] = leastOfRow;
        greatest[rows] = greatestOfRow;
        return rows++;
    }

    @Override
    public int addColumn(double costOfColumn) {
        if (columns.size() == cost.length) {
            cost = Arrays.copyOf(cost, 2 * cost.length);
        }
        cost[columns.size()] = costOfColumn;
        columns.add(new SparseColumn());
        return columns.size() - 1;
    }

    @Override
    public void set(int row, int column, double coefficient) {
        columns.get(column).put(row, coefficient);
    }

    @Override
    public boolean solve() {
        takeNewRows();
        measure();
        int left = PIVOTS_FOR_EACH * (rows + 10);
        int still = 0;
        while (left-- > 0) {
            boolean feasible = price();
            int entering = enter(feasible, still > PATIENCE);
            if (entering == Integer.MIN_VALUE) {
                return feasible;
            }
            double step = pivot(entering, feasible);
            if (!(step < Double.MAX_VALUE)) {
                return false;
            }
            still = step > TOLERANCE ? 0 : still + 1;
        }
        return false;
    }

    /** New rows join with their own variables basic. */
    private void takeNewRows() {
        int old = basic.length;
        columnBasic = Arrays.copyOf(columnBasic, columns.size());
        rowBasic = Arrays.copyOf(rowBasic, rows);
        atGreatest = Arrays.copyOf(atGreatest, rows);
        dual = new double[rows];
        if (old == rows) {
            return;
        }
        basic = Arrays.copyOf(basic, rows);
        value = Arrays.copyOf(value, rows);
        for (int row = old; row < rows; row++) {
            basic[row] = -1 - row;
            rowBasic[row] = true;
        }
        inverse.grow(rows);
        for (int at = 0; at < old; at++) {
            if (basic[at] >= 0) {
                columns.get(basic[at]).addTo(inverse.rows, old, inverse.rows[at]);
            }
        }
    }

    /** The values of what is basic, from those rows whose variable is at a bound. */
    private void measure() {
        double[] bound = new double[rows];
        for (int row = 0; row < rows; row++) {
            bound[row] = rowBasic[row] ? 0 : boundOf(row);
        }
        inverse.times(bound, value);
    }

    private double boundOf(int row) {
        return atGreatest[row] ? greatest[row] : least[row];
    }

    private double lower(int at) {
        return basic[at] >= 0 ? 0 : least[-1 - basic[at]];
    }

    private double upper(int at) {
        return basic[at] >= 0 ? Double.POSITIVE_INFINITY : greatest[-1 - basic[at]];
    }

    /** Sets the duals: of what the rows lack together where they lack anything, else of the costs. */
    private boolean price() {
        Arrays.fill(dual, 0);
        boolean feasible = true;
        for (int at = 0; at < rows; at++) {
            if (value[at] < lower(at) - TOLERANCE) {
                feasible = false;
                DenseInverse.add(dual, -1, inverse.rows[at]);
            } else if (value[at] > upper(at) + TOLERANCE) {
                feasible = false;
                DenseInverse.add(dual, 1, inverse.rows[at]);
            }
        }
        for (int at = 0; at < rows && feasible; at++) {
            if (basic[at] >= 0 && cost[basic[at]] != 0) {
                DenseInverse.add(dual, cost[basic[at]], inverse.rows[at]);
            }
        }
        return feasible;
    }

    /** The most promising variable, or the first where patience is over, or the least integer where none promises. */
    private int enter(boolean feasible, boolean first) {
        int best = Integer.MIN_VALUE;
        double most = TOLERANCE;
        for (int column = 0; column < columns.size() && !(first && best >= 0); column++) {
            if (!columnBasic[column]) {
                double gain = columns.get(column).times(dual) - (feasible ? cost[column] : 0);
                if (gain > most) {
                    most = gain;
                    best = column;
                }
            }
        }
        for (int row = 0; row < rows && !(first && best != Integer.MIN_VALUE); row++) {
            if (!rowBasic[row] && least[row] < greatest[row]) {
                double gain = atGreatest[row] ? dual[row] : -dual[row];
                if (gain > most) {
                    most = gain;
                    best = -1 - row;
                }
            }
        }
        return best;
    }

    /** Brings the variable in for the first that meets a bound; how far it went, or the greatest number. */
    private double pivot(int entering, boolean feasible) {
        double direction = entering < 0 && atGreatest[-1 - entering] ? -1 : 1;
        double[] change = new double[rows];
        for (int at = 0; at < rows; at++) {
            change[at] =
                    entering >= 0 ? columns.get(entering).times(inverse.rows[at]) : -inverse.rows[at][-1 - entering];
        }
        double step = entering < 0 ? greatest[-1 - entering] - least[-1 - entering] : Double.POSITIVE_INFINITY;
        int leaving = -1;
        boolean toGreatest = false;
        for (int at = 0; at < rows; at++) {
            double speed = -direction * change[at];
            if (Math.abs(speed) < LEAST_PIVOT) {
                continue;
            }
            boolean below = !feasible && value[at] < lower(at) - TOLERANCE;
            boolean above = !feasible && value[at] > upper(at) + TOLERANCE;
            if (below && speed < 0 || above && speed > 0) {
                continue;
            }
            boolean up = below ? false : above || speed > 0;
            double goal = up ? upper(at) : lower(at);
            if (Double.isInfinite(goal)) {
                continue;
            }
            double far = Math.max(0, (goal - value[at]) / speed);
            if (far < step - TOLERANCE
                    || far < step + TOLERANCE && leaving >= 0 && Math.abs(change[at]) > Math.abs(change[leaving])) {
                step = Math.min(far, step);
                leaving = at;
                toGreatest = up;
            }
        }
        if (Double.isInfinite(step)) {
            return Double.MAX_VALUE;
        }
        for (int at = 0; at < rows; at++) {
            value[at] -= direction * step * change[at];
        }
        if (leaving < 0) {
            atGreatest[-1 - entering] ^= true;
            return step;
        }
        exchange(entering, leaving, toGreatest, change, step * direction);
        return step;
    }

    private void exchange(int entering, int leaving, boolean toGreatest, double[] change, double moved) {
        double from = entering >= 0 ? 0 : boundOf(-1 - entering);
        if (basic[leaving] >= 0) {
            columnBasic[basic[leaving]] = false;
        } else {
            rowBasic[-1 - basic[leaving]] = false;
            atGreatest[-1 - basic[leaving]] = toGreatest;
        }
        if (entering >= 0) {
            columnBasic[entering] = true;
        } else {
            rowBasic[-1 - entering] = true;
        }
        basic[leaving] = entering;
        value[leaving] = from + moved;
        inverse.exchange(leaving, change);
    }

    @Override
    public double value(int column) {
        for (int at = 0; at < basic.length; at++) {
            if (basic[at] == column) {
                return Math.max(0, value[at]);
            }
        }
        return 0;
    }

    @Override
    public double dual(int row) {
        return dual[row];
    }

    @Override
    public void close() {}
}
