package dev.braid.path.engine.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.path.optimise.GlopProgram;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenseProgramTest {
    private static final int PROGRAMS = 200;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void findsTheOptimumThatALibraryFindsHoweverItGrows(long seed) {
        Random random = new Random(seed);
        int optimal = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            DenseProgram ours = new DenseProgram();
            try (GlopProgram library = GlopProgram.empty()) {
                double[] costs = new double[60];
                int rows = 0;
                int columns = 0;
                for (int growth = 0; growth < 4; growth++) {
                    int newRows = 1 + random.nextInt(4);
                    for (int row = 0; row < newRows; row++) {
                        boolean equal = random.nextInt(3) == 0;
                        double greatest = random.nextInt(8) - 1;
                        double least =
                                equal ? greatest : random.nextBoolean() ? Double.NEGATIVE_INFINITY : greatest - 2;
                        assertThat(ours.addRow(least, greatest)).isEqualTo(library.addRow(least, greatest));
                        for (int column = 0; column < columns; column++) {
                            set(ours, library, random, rows, column);
                        }
                        rows++;
                    }
                    for (int column = 1 + random.nextInt(6); column > 0; column--) {
                        costs[columns] = random.nextInt(6) - 1;
                        assertThat(ours.addColumn(costs[columns])).isEqualTo(library.addColumn(costs[columns]));
                        for (int row = 0; row < rows; row++) {
                            set(ours, library, random, row, columns);
                        }
                        columns++;
                    }
                    boolean solved = library.solve();
                    assertThat(ours.solve())
                            .as("program %d of seed %d, growth %d", i, seed, growth)
                            .isEqualTo(solved);
                    if (solved) {
                        optimal++;
                        double expected = 0;
                        double found = 0;
                        for (int column = 0; column < columns; column++) {
                            expected += costs[column] * library.value(column);
                            found += costs[column] * ours.value(column);
                            assertThat(ours.value(column)).isNotNegative();
                        }
                        assertThat(found).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
                    }
                }
            }
        }
        assertThat(optimal).isGreaterThan(PROGRAMS / 2);
    }

    private static void set(LinearProgram one, LinearProgram other, Random random, int row, int column) {
        int coefficient = random.nextInt(3) == 0 ? random.nextInt(9) - 3 : 0;
        if (coefficient != 0) {
            one.set(row, column, coefficient);
            other.set(row, column, coefficient);
        }
    }
}
