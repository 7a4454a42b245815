package dev.braid.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Random wide-area networks: nodes on a plane, joined to near ones, connected, five links at a node on average. */
public final class GeometricWan {
    private static final int NEAR = 9;
    private static final double WIDTH_KM = 4000;
    private static final double HEIGHT_KM = 3000;

    private final int nodes;
    private final double[] x;
    private final double[] y;
    private final Random random;

    private record Span(int one, int other, double kilometres) {}

    private GeometricWan(int nodes, long seed) {
        this.nodes = nodes;
        this.random = new Random(seed);
        this.x = random.doubles(nodes, 0, WIDTH_KM).toArray();
        this.y = random.doubles(nodes, 0, HEIGHT_KM).toArray();
    }

    /** The network of so many nodes that the seed draws. */
    public static WanDraft of(int nodes, long seed) {
        return new GeometricWan(nodes, seed).draft();
    }

    private WanDraft draft() {
        List<Span> candidates = candidates();
        int[] island = new int[nodes];
        Arrays.setAll(island, node -> node);
        List<Span> chosen = new ArrayList<>();
        List<Span> others = new ArrayList<>();
        for (Span span : candidates) {
            (join(island, span.one, span.other) ? chosen : others).add(span);
        }
        for (int node = 1; node < nodes; node++) {
            if (join(island, 0, node)) {
                chosen.add(span(0, node));
            }
        }
        Collections.shuffle(others, random);
        chosen.addAll(others.subList(0, Math.clamp(5L * nodes / 2 - chosen.size(), 0, others.size())));
        return WanDraft.of(
                "geo" + nodes,
                nodes,
                chosen.stream().mapToInt(Span::one).toArray(),
                chosen.stream().mapToInt(Span::other).toArray(),
                chosen.stream().mapToDouble(Span::kilometres).toArray(),
                random);
    }

    private Span span(int one, int other) {
        return new Span(Math.min(one, other), Math.max(one, other), Math.hypot(x[one] - x[other], y[one] - y[other]));
    }

    /** Every node with its nearest ones, the shortest spans first. */
    private List<Span> candidates() {
        Comparator<Span> order = Comparator.comparingDouble(Span::kilometres)
                .thenComparingInt(Span::one)
                .thenComparingInt(Span::other);
        TreeSet<Span> spans = new TreeSet<>(order);
        int columns = Math.max(1, (int) Math.sqrt(nodes / 3.0));
        List<List<Integer>> cells = new ArrayList<>();
        for (int cell = 0; cell < columns * columns; cell++) {
            cells.add(new ArrayList<>());
        }
        for (int node = 0; node < nodes; node++) {
            cells.get(column(node, columns) * columns + row(node, columns)).add(node);
        }
        for (int node = 0; node < nodes; node++) {
            spans.addAll(nearest(node, cells, columns));
        }
        return List.copyOf(spans);
    }

    private List<Span> nearest(int node, List<List<Integer>> cells, int columns) {
        List<Span> near = new ArrayList<>();
        for (int radius = 2; near.size() < NEAR && radius < columns + 2; radius++) {
            near.clear();
            for (int column = column(node, columns) - radius; column <= column(node, columns) + radius; column++) {
                for (int row = row(node, columns) - radius; row <= row(node, columns) + radius; row++) {
                    if (column >= 0 && row >= 0 && column < columns && row < columns) {
                        for (int other : cells.get(column * columns + row)) {
                            if (other != node) {
                                near.add(span(node, other));
                            }
                        }
                    }
                }
            }
        }
        near.sort(Comparator.comparingDouble(Span::kilometres));
        return near.subList(0, Math.min(NEAR, near.size()));
    }

    private int column(int node, int columns) {
        return (int) (x[node] / WIDTH_KM * columns);
    }

    private int row(int node, int columns) {
        return (int) (y[node] / HEIGHT_KM * columns);
    }

    private static boolean join(int[] island, int one, int other) {
        int first = root(island, one);
        int second = root(island, other);
        island[first] = second;
        return first != second;
    }

    private static int root(int[] island, int node) {
        int at = node;
        while (island[at] != at) {
            island[at] = island[island[at]];
            at = island[at];
        }
        return at;
    }
}
