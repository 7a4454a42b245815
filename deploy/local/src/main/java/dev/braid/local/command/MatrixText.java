package dev.braid.local.command;

import dev.braid.api.telemetry.v1.LatencyCell;
import dev.braid.api.telemetry.v1.LatencyRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The latency matrix as a table, in the order in which the metros were named. */
final class MatrixText {
    private static final int LEAST_WIDTH = 8;

    private MatrixText() {}

    static List<String> lines(List<String> metroIds, List<LatencyRow> rows) {
        int width = Math.max(
                LEAST_WIDTH,
                2 + metroIds.stream().mapToInt(String::length).max().orElse(0));
        Map<String, Map<String, LatencyCell>> cells = new HashMap<>();
        for (LatencyRow row : rows) {
            Map<String, LatencyCell> ofRow = new HashMap<>();
            row.getCellsList().forEach(cell -> ofRow.put(cell.getMetroId(), cell));
            cells.put(row.getMetroId(), ofRow);
        }
        List<String> lines = new ArrayList<>();
        lines.add(line("from / to", metroIds, width));
        for (String from : metroIds) {
            Map<String, LatencyCell> row = cells.getOrDefault(from, Map.of());
            lines.add(line(
                    from,
                    metroIds.stream()
                            .map(to -> to.equals(from) ? "" : text(row.get(to)))
                            .toList(),
                    width));
        }
        lines.add(
                "Milliseconds, one way. ~ something of it is not measured any more; - no path that is measured and up.");
        return lines;
    }

    private static String text(LatencyCell cell) {
        if (cell == null || !cell.hasLatencyUs()) {
            return "-";
        }
        return (cell.getFresh() ? "" : "~") + String.format(Locale.ROOT, "%.2f", cell.getLatencyUs() / 1000.0);
    }

    private static String line(String first, List<String> others, int width) {
        StringBuilder line = new StringBuilder("%-12s".formatted(first));
        others.forEach(text -> line.append(("%" + width + "s").formatted(text)));
        return line.toString().stripTrailing();
    }
}
