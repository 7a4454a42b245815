package dev.braid.path.engine.global;

import java.util.Arrays;

/** The coefficients of a column of a linear program, and their rows. */
final class SparseColumn {
    private int[] rows = new int[4];
    private double[] values = new double[4];
    private int size;

    void put(int row, double value) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        rows[size] = row;
        values[size++] = value;
    }

    double times(double[] vector) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += values[i] * vector[rows[i]];
        }
        return sum;
    }

    /** Adds the vector to those of the rows from the first on, each times the coefficient there. */
    void addTo(double[][] vectors, int first, double[] vector) {
        for (int i = 0; i < size; i++) {
            if (rows[i] >= first) {
                DenseInverse.add(vectors[rows[i]], values[i], vector);
            }
        }
    }
}
