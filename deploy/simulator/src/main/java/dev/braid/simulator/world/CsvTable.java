package dev.braid.simulator.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rows of named cells from a comma-separated file; a cell holds no comma and no quote. */
record CsvTable(List<Row> rows) {

    static CsvTable read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> names = List.of(lines.getFirst().split(",", -1));
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String place = file.getFileName() + ":" + (i + 1);
            List<String> cells = List.of(lines.get(i).split(",", -1));
            if (cells.size() != names.size()) {
                throw new IllegalArgumentException(
                        "%s has %d cells, its head has %d.".formatted(place, cells.size(), names.size()));
            }
            rows.add(new Row(place, names, cells));
        }
        return new CsvTable(List.copyOf(rows));
    }

    /** One row; its place in the file stands in every error about it. */
    record Row(String place, List<String> names, List<String> cells) {

        String text(String name) {
            int column = names.indexOf(name);
            if (column < 0) {
                throw new IllegalArgumentException("%s has no column %s.".formatted(place, name));
            }
            return cells.get(column);
        }

        List<String> words(String name) {
            return text(name).isEmpty() ? List.of() : List.of(text(name).split(" "));
        }

        double number(String name) {
            try {
                return Double.parseDouble(text(name));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "%s: %s is '%s', not a number.".formatted(place, name, text(name)), e);
            }
        }

        double numberOr(String name, double otherwise) {
            return text(name).isEmpty() ? otherwise : number(name);
        }
    }
}
