package dev.braid.path.engine.global;

/** A linear program that grows: columns of at least 0, the sum of their costs to be least, rows between two bounds. */
public interface LinearProgram extends AutoCloseable {
    /** Adds a row and gives its number; infinite bounds are none. */
    int addRow(double least, double greatest);

    /** Adds a column and gives its number. */
    int addColumn(double cost);

    /** Sets what one unit of the column puts into the row. */
    void set(int row, int column, double coefficient);

    /** Whether an optimum was found; where not, nothing may be read. */
    boolean solve();

    /** How much of the column the optimum takes. */
    double value(int column);

    /** How the optimum's cost changes with the row's binding bound. */
    double dual(int row);

    @Override
    void close();
}
