package dev.braid.telemetry.matrix;

import dev.braid.platform.errors.Refusal;
import dev.braid.telemetry.clock.Clocks;
import dev.braid.telemetry.domain.HopReading;
import dev.braid.telemetry.domain.LatencyGraph;
import dev.braid.telemetry.domain.LatencyGraph.Reach;
import dev.braid.telemetry.domain.LinkDay;
import dev.braid.telemetry.domain.NetworkLink;
import dev.braid.telemetry.health.HealthSettings;
import dev.braid.telemetry.history.HistoryQueries;
import dev.braid.telemetry.metrics.LinkMetricsBoard;
import dev.braid.telemetry.metrics.WindowSettings;
import dev.braid.telemetry.network.MetroMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * The least latency between metros over links that were measured and are up. Worked out when it is asked for: some paths
 * from one metro to all others for each row.
 */
@ApplicationScoped
public class LatencyMatrix {
    private static final int HOURS_OF_A_DAY = 24;
    private static final int AT_ONCE = 2;

    private final MetroMap map;
    private final LinkMetricsBoard metrics;
    private final HistoryQueries history;
    private final Clocks clocks;
    private final long oldAfterUs;
    private final Semaphore free = new Semaphore(AT_ONCE);

    /**
     * Which cells are wanted.
     *
     * @param day empty for now
     * @param providerId whose links paths may use; empty for everybody's
     * @param metroIds between which metros; none for all
     * @param after the metro of the last row of the page before
     * @param rows how many rows at most
     */
    public record Question(
            Optional<LocalDate> day,
            Optional<String> providerId,
            Set<String> metroIds,
            Optional<String> after,
            int rows) {}

    /**
     * From one metro to another.
     *
     * @param measured over the links that were measured and are up
     * @param floorUs the least that it could ever be, over all links; empty where no links lead there
     */
    public record Cell(String metroId, Reach measured, Reach floor) {}

    /** From one metro to all others, in the order of their ids. */
    public record Row(String metroId, List<Cell> cells) {}

    /** Rows in the order of their metros' ids, and whether others follow. */
    public record Page(List<Row> rows, boolean more) {}

    LatencyMatrix(
            MetroMap map,
            LinkMetricsBoard metrics,
            HistoryQueries history,
            Clocks clocks,
            HealthSettings health,
            WindowSettings windows) {
        this.map = map;
        this.metrics = metrics;
        this.history = history;
        this.clocks = clocks;
        // A link that carries nothing is published so seldom.
        this.oldAfterUs = health.silence().plus(windows.repeat()).toNanos() / 1_000;
    }

    /**
     * The rows that are wanted.
     *
     * @throws Refusal when a metro or provider is not there, the day is none, or too many ask at once
     */
    public Page page(Question question) {
        if (!free.tryAcquire()) {
            throw Refusal.resourceExhausted(
                    "TOO_MANY_QUERIES", "%d matrices are worked out already; ask again later.".formatted(AT_ONCE));
        }
        try {
            return work(question);
        } finally {
            free.release();
        }
    }

    private Page work(Question question) {
        SortedMap<String, List<String>> metros = metros(question);
        List<NetworkLink> links = links(question);
        LatencyGraph floors = new LatencyGraph();
        links.forEach(link -> floors.add(link.fromNodeId(), link.toNodeId(), link.latencyFloorUs(), true));
        LatencyGraph measured =
                question.day().isPresent() ? ofDay(links, question.day().get()) : ofNow(links);

        SortedMap<String, List<String>> wanted =
                question.after().map(last -> metros.tailMap(last + "\0")).orElse(metros);
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, List<String>> from : wanted.entrySet()) {
            if (rows.size() == question.rows()) {
                return new Page(rows, true);
            }
            rows.add(row(from, metros, measured, floors));
        }
        return new Page(rows, false);
    }

    private static Row row(
            Map.Entry<String, List<String>> from,
            SortedMap<String, List<String>> metros,
            LatencyGraph measured,
            LatencyGraph floors) {
        LatencyGraph.Paths paths = measured.from(from.getValue());
        LatencyGraph.Paths shortest = floors.from(from.getValue());
        return new Row(
                from.getKey(),
                metros.entrySet().stream()
                        .filter(to -> !to.getKey().equals(from.getKey()))
                        .map(to -> new Cell(to.getKey(), paths.to(to.getValue()), shortest.to(to.getValue())))
                        .toList());
    }

    private SortedMap<String, List<String>> metros(Question question) {
        SortedMap<String, List<String>> all = map.nodesByMetro();
        if (question.metroIds().isEmpty()) {
            return all;
        }
        for (String metroId : question.metroIds()) {
            if (!all.containsKey(metroId)) {
                throw Refusal.notFound("metro", metroId);
            }
        }
        SortedMap<String, List<String>> wanted = new TreeMap<>(all);
        wanted.keySet().retainAll(question.metroIds());
        return wanted;
    }

    private List<NetworkLink> links(Question question) {
        if (question.providerId().isEmpty()) {
            return map.links();
        }
        String providerId = question.providerId().get();
        List<NetworkLink> links = map.links().stream()
                .filter(link -> link.providerId().equals(providerId))
                .toList();
        if (links.isEmpty()) {
            throw Refusal.notFound("provider with links", providerId);
        }
        return links;
    }

    private LatencyGraph ofNow(List<NetworkLink> links) {
        long nowUs = clocks.steadyUs();
        return graph(links, add -> {
            HopReading reading = metrics.reading(add.link.linkId());
            if (reading != null && !reading.down()) {
                add.with(reading.latencyP50Us(), nowUs - reading.heardSteadyUs() <= oldAfterUs);
            }
        });
    }

    private LatencyGraph ofDay(List<NetworkLink> links, LocalDate day) {
        Map<String, LinkDay> days = history.day(day);
        return graph(links, add -> {
            LinkDay measured = days.get(add.link.linkId());
            if (measured != null && measured.totals().latencies().count() > 0) {
                add.with(measured.totals().latencies().quantile(0.5), measured.hourCount() == HOURS_OF_A_DAY);
            }
        });
    }

    private static LatencyGraph graph(List<NetworkLink> links, Consumer<Adding> measure) {
        LatencyGraph graph = new LatencyGraph();
        links.forEach(link -> measure.accept(new Adding(graph, link)));
        return graph;
    }

    private record Adding(LatencyGraph graph, NetworkLink link) {
        void with(long latencyUs, boolean fresh) {
            graph.add(link.fromNodeId(), link.toNodeId(), Math.max(latencyUs, link.latencyFloorUs()), fresh);
        }
    }
}
