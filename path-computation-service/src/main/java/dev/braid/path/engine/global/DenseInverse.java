package dev.braid.path.engine.global;

import java.util.Arrays;

/** The inverse of the basis of a linear program, row by row, kept up as variables are exchanged and rows join. */
final class DenseInverse {
    double[][] rows = {};

    /** New rows join with their own variables basic, whose coefficient is -1. */
    void grow(int count) {
        int old = rows.length;
        rows = Arrays.copyOf(rows, count);
        for (int row = 0; row < count; row++) {
            rows[row] = row < old ? Arrays.copyOf(rows[row], count) : new double[count];
            if (row >= old) {
                rows[row][row] = -1;
            }
        }
    }

    void times(double[] vector, double[] product) {
        for (int at = 0; at < rows.length; at++) {
            double sum = 0;
            for (int row = 0; row < vector.length; row++) {
                sum += rows[at][row] * vector[row];
            }
            product[at] = sum;
        }
    }

    /** A variable takes the place of that which leaves; the change is its column times the inverse. */
    void exchange(int leaving, double[] change) {
        double[] row = rows[leaving];
        double scale = 1 / change[leaving];
        for (int i = 0; i < row.length; i++) {
            row[i] *= scale;
        }
        for (int at = 0; at < rows.length; at++) {
            if (at != leaving && change[at] != 0) {
                add(rows[at], -change[at], row);
            }
        }
    }

    static void add(double[] to, double factor, double[] from) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * from[i];
        }
    }
}
