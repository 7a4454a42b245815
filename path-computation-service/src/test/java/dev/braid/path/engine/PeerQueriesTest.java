package dev.braid.path.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The queries on which other controllers were measured: all of them answered, every answer optimal. */
class PeerQueriesTest {
    private static final int QUERIES = 1000;

    private final BoundedPath bounded = new BoundedPath();

    @ParameterizedTest
    @ValueSource(ints = {200, 1000, 5000})
    void everyQueryIsAnsweredOptimally(int nodes) throws IOException {
        List<long[]> links = rows("rgg-%d.txt".formatted(nodes));
        GraphDraft.Numbered numbered = numbered(nodes, links);
        NetworkLoad load = load(numbered, links);
        List<long[]> queries = rows("rgg-%d.queries.txt".formatted(nodes));
        ShortestPath search = new ShortestPath();
        assertThat(queries).hasSize(QUERIES);
        for (long[] row : queries) {
            int source = numbered.nodeOfDraft()[(int) row[0]];
            int target = numbered.nodeOfDraft()[(int) row[1]];
            PathQuery query = new PathQuery().between(new int[] {source}, new int[] {target});
            assertThat(search.find(load, query.weighing(Weighing.LATENCY))).isTrue();
            assertThat(search.latencyUs())
                    .as("least latency from %d to %d", row[0], row[1])
                    .isEqualTo(row[4])
                    .isEqualTo(dijkstra(load, Weighing.LATENCY, source, target));
            assertLeadsFromTo(load.graph(), search.arcs(), search.length(), source, target);
            assertThat(search.find(load, query.weighing(Weighing.PRICE))).isTrue();
            assertThat(search.priceMicrosPerGbpsHour())
                    .as("least cost from %d to %d", row[0], row[1])
                    .isEqualTo(row[5])
                    .isEqualTo(dijkstra(load, Weighing.PRICE, source, target));
            assertLeadsFromTo(load.graph(), search.arcs(), search.length(), source, target);
            assertBoundedOptimally(load, query, row[2]);
        }
    }

    /** So many pairs there are, apart in links and in nodes; one in so many is compared, as that takes its time. */
    @ParameterizedTest
    @CsvSource({"200, 1, 529, 516", "1000, 4, 599, 503", "5000, 60, 258, 200"})
    void everyDisjointPairIsFoundAtTheLeastCost(int nodes, int oneIn, int inLinks, int inNodes) throws IOException {
        List<long[]> links = rows("rgg-%d.txt".formatted(nodes));
        GraphDraft.Numbered numbered = numbered(nodes, links);
        NetworkLoad load = load(numbered, links);
        List<long[]> queries = rows("rgg-%d.queries.txt".formatted(nodes));
        DisjointPairSearch search = new DisjointPairSearch();
        for (DisjointPairSearch.Apart apart : DisjointPairSearch.Apart.values()) {
            int found = 0;
            for (int i = 0; i < QUERIES; i++) {
                long[] row = queries.get(i);
                PathQuery query = new PathQuery()
                        .between(
                                new int[] {numbered.nodeOfDraft()[(int) row[0]]},
                                new int[] {numbered.nodeOfDraft()[(int) row[1]]})
                        .weighing(Weighing.PRICE);
                boolean there = search.find(load, query, apart);
                found += there ? 1 : 0;
                if (i % oneIn > 0) {
                    continue;
                }
                long cost = search.first().priceMicrosPerGbpsHour()
                        + search.second().priceMicrosPerGbpsHour();
                assertThat(there ? cost : -1)
                        .as("pair from %d to %d", row[0], row[1])
                        .isEqualTo(new ReferencePair(load, query, apart == DisjointPairSearch.Apart.IN_NODES).least());
            }
            assertThat(found)
                    .as("pairs %s", apart)
                    .isEqualTo(apart == DisjointPairSearch.Apart.IN_NODES ? inNodes : inLinks);
        }
    }

    private void assertBoundedOptimally(NetworkLoad load, PathQuery query, long maxLatencyUs) {
        PathBounds bounds = new PathBounds().most(Resource.LATENCY, maxLatencyUs);
        int source = query.sources[0];
        int target = query.targets[0];
        assertThat(bounded.find(load, query, bounds)).isEqualTo(BoundedPath.Outcome.FOUND);
        assertThat(bounded.used(Resource.LATENCY)).isLessThanOrEqualTo(maxLatencyUs);
        assertThat(bounded.used(Resource.PRICE))
                .as("least cost from %d to %d within %d us", source, target, maxLatencyUs)
                .isEqualTo(labelSetting(load, source, target, maxLatencyUs));
        assertLeadsFromTo(load.graph(), bounded.arcs(), bounded.length(), source, target);
    }

    /** Labels in the order of their cost; one counts if it is faster than all before it at its node. */
    private static long labelSetting(NetworkLoad load, int source, int target, long maxLatencyUs) {
        NetworkGraph graph = load.graph();
        long[] remaining = latenciesFrom(load, target);
        long[] fastest = new long[graph.nodeCount()];
        Arrays.fill(fastest, Long.MAX_VALUE);
        PriorityQueue<long[]> queue = new PriorityQueue<>((one, other) -> Long.compare(one[0], other[0]));
        queue.add(new long[] {0, 0, source});
        while (true) {
            long[] next = queue.remove();
            int node = (int) next[2];
            if (node == target) {
                return next[0];
            }
            if (next[1] < fastest[node]) {
                fastest[node] = next[1];
                for (int arc = graph.firstOut(node); arc < graph.firstOut(node + 1); arc++) {
                    long latency = next[1] + load.latencyUs(arc);
                    int head = graph.head(arc);
                    if (latency < fastest[head] && latency + remaining[head] <= maxLatencyUs) {
                        queue.add(new long[] {next[0] + load.priceMicrosPerGbpsHour(arc), latency, head});
                    }
                }
            }
        }
    }

    /** These networks are the same in both directions: so they are the latencies to the node, too. */
    private static long[] latenciesFrom(NetworkLoad load, int source) {
        NetworkGraph graph = load.graph();
        long[] least = new long[graph.nodeCount()];
        Arrays.fill(least, Long.MAX_VALUE / 2);
        least[source] = 0;
        PriorityQueue<long[]> queue = new PriorityQueue<>((one, other) -> Long.compare(one[0], other[0]));
        queue.add(new long[] {0, source});
        while (!queue.isEmpty()) {
            long[] next = queue.remove();
            int node = (int) next[1];
            for (int arc = graph.firstOut(node); next[0] == least[node] && arc < graph.firstOut(node + 1); arc++) {
                long via = next[0] + load.latencyUs(arc);
                if (via < least[graph.head(arc)]) {
                    least[graph.head(arc)] = via;
                    queue.add(new long[] {via, graph.head(arc)});
                }
            }
        }
        return least;
    }

    private static void assertLeadsFromTo(NetworkGraph graph, int[] arcs, int length, int source, int target) {
        int at = source;
        for (int hop = 0; hop < length; hop++) {
            assertThat(graph.tail(arcs[hop])).isEqualTo(at);
            at = graph.head(arcs[hop]);
        }
        assertThat(at).isEqualTo(target);
    }

    private static long dijkstra(NetworkLoad load, Weighing weighing, int source, int target) {
        NetworkGraph graph = load.graph();
        long[] least = new long[graph.nodeCount()];
        Arrays.fill(least, Long.MAX_VALUE);
        least[source] = 0;
        PriorityQueue<long[]> queue = new PriorityQueue<>((one, other) -> Long.compare(one[0], other[0]));
        queue.add(new long[] {0, source});
        while (true) {
            long[] next = queue.remove();
            int node = (int) next[1];
            if (node == target) {
                return next[0];
            }
            for (int arc = graph.firstOut(node); next[0] == least[node] && arc < graph.firstOut(node + 1); arc++) {
                long via = next[0] + ReferenceSearch.weight(weighing, load, arc);
                if (via < least[graph.head(arc)]) {
                    least[graph.head(arc)] = via;
                    queue.add(new long[] {via, graph.head(arc)});
                }
            }
        }
    }

    private static GraphDraft.Numbered numbered(int nodes, List<long[]> links) {
        GraphDraft draft = new GraphDraft();
        for (int node = 0; node < nodes; node++) {
            draft.node(0, 0, 0);
        }
        for (long[] link : links) {
            draft.arc((int) link[0], (int) link[1], 0, false);
            draft.arc((int) link[1], (int) link[0], 0, false);
        }
        return draft.numbered(
                IntStream.range(0, 2 * links.size()).map(arc -> arc ^ 1).toArray());
    }

    private static NetworkLoad load(GraphDraft.Numbered numbered, List<long[]> links) {
        long[][] columns = new long[3][2 * links.size()];
        for (int drafted = 0; drafted < 2 * links.size(); drafted++) {
            int arc = numbered.arcOfDraft()[drafted];
            long[] link = links.get(drafted / 2);
            columns[0][arc] = link[2];
            columns[1][arc] = link[4];
            columns[2][arc] = 1000 * link[3];
        }
        return new NetworkLoad(numbered.graph(), columns[0], columns[1], columns[2]);
    }

    private static List<long[]> rows(String name) throws IOException {
        try (InputStream file = PeerQueriesTest.class.getResourceAsStream("/peers/" + name + ".gz");
                BufferedReader lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(file), UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Arrays.stream(line.trim().split("\\s+", -1))
                            .mapToLong(Long::parseLong)
                            .toArray())
                    .toList();
        }
    }
}
