package dev.braid.path.optimise;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import dev.braid.path.engine.global.LinearProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A linear program solved by GLOP, the simplex method of OR-Tools, from where the last solution was. */
public final class GlopProgram implements LinearProgram {
    private final MPSolver solver;
    private final List<MPConstraint> rows = new ArrayList<>();
    private final List<MPVariable> columns = new ArrayList<>();
    private double[] values = {};
    private double[] duals = {};

    private GlopProgram(MPSolver solver) {
        this.solver = solver;
        solver.objective().setMinimization();
        // What was optimal before the last columns came is a better start than a reduced program without a start.
        solver.setSolverSpecificParametersAsString("use_preprocessing:false");
    }

    /** An empty program; the native library is loaded with the first. */
    public static GlopProgram empty() {
        Loader.loadNativeLibraries();
        return new GlopProgram(MPSolver.createSolver("GLOP"));
    }

    /** An empty program that gives up where one solution takes longer than that. */
    public static GlopProgram within(Duration most) {
        GlopProgram program = empty();
        program.solver.setTimeLimit(Math.max(1, most.toMillis()));
        return program;
    }

    @Override
    public int addRow(double least, double greatest) {
        rows.add(solver.makeConstraint(least, greatest));
        return rows.size() - 1;
    }

    @Override
    public int addColumn(double cost) {
        MPVariable column = solver.makeNumVar(0, Double.POSITIVE_INFINITY, "");
        if (cost != 0) {
            solver.objective().setCoefficient(column, cost);
        }
        columns.add(column);
        return columns.size() - 1;
    }

    @Override
    public void set(int row, int column, double coefficient) {
        rows.get(row).setCoefficient(columns.get(column), coefficient);
    }

    @Override
    public boolean solve() {
        if (solver.solve() != MPSolver.ResultStatus.OPTIMAL) {
            return false;
        }
        // Read at once: the solver forgets its solution with the next change of the program.
        values = columns.stream().mapToDouble(MPVariable::solutionValue).toArray();
        duals = rows.stream().mapToDouble(MPConstraint::dualValue).toArray();
        return true;
    }

    @Override
    public double value(int column) {
        return values[column];
    }

    @Override
    public double dual(int row) {
        return duals[row];
    }

    @Override
    public void close() {
        solver.delete();
    }
}
