package dev.braid.local.command;

import com.google.protobuf.Timestamp;
import dev.braid.api.telemetry.v1.ConnectionHistoryPoint;
import dev.braid.api.telemetry.v1.LinkHistoryPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A history as a table: a line for each point, and none for a gap. */
final class HistoryText {
    private static final String NOTHING = "Nothing was measured in that time.";

    private HistoryText() {}

    static List<String> link(List<LinkHistoryPoint> points) {
        if (points.isEmpty()) {
            return List.of(NOTHING);
        }
        List<String> lines = new ArrayList<>();
        lines.add("from                      p50 ms   p95 ms   p99 ms  jitter   loss %  windows   down");
        for (LinkHistoryPoint point : points) {
            lines.add("%-22s %9s%9s%9s%8s%9s%9d%7d"
                    .formatted(
                            time(point.getStartTime()),
                            point.getNoLatency() ? "-" : ms(point.getLatencyP50Us()),
                            point.getNoLatency() ? "-" : ms(point.getLatencyP95Us()),
                            point.getNoLatency() ? "-" : ms(point.getLatencyP99Us()),
                            ms(point.getJitterUs()),
                            percent(point.getLossRatio()),
                            point.getWindowCount(),
                            point.getDownCount()));
        }
        return lines;
    }

    static List<String> connection(List<ConnectionHistoryPoint> points) {
        if (points.isEmpty()) {
            return List.of(NOTHING);
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "from                      p50 ms   p95 ms   p99 ms  jitter   loss %    met  at risk  broken  unknown");
        for (ConnectionHistoryPoint point : points) {
            boolean measured = point.getWindowCount() > 0;
            lines.add("%-22s %9s%9s%9s%8s%9s%7d%9d%8d%9d"
                    .formatted(
                            time(point.getStartTime()),
                            measured ? ms(point.getLatencyP50Us()) : "-",
                            measured ? ms(point.getLatencyP95Us()) : "-",
                            measured ? ms(point.getLatencyP99Us()) : "-",
                            ms(point.getWorstJitterUs()),
                            percent(point.getLossRatio()),
                            point.getMetSeconds(),
                            point.getAtRiskSeconds(),
                            point.getBrokenSeconds(),
                            point.getUnknownSeconds()));
        }
        return lines;
    }

    private static String time(Timestamp start) {
        return Instant.ofEpochSecond(start.getSeconds()).toString();
    }

    private static String ms(long us) {
        return String.format(Locale.ROOT, "%.2f", us / 1000.0);
    }

    private static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.2f", 100 * ratio);
    }
}
