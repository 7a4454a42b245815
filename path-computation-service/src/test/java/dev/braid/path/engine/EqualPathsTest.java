package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of equal paths wins follows from the paths alone: not from other links, and not from what once was measured. */
class EqualPathsTest {
    /** Draws links there and back; the arcs of link i are 2 i and 2 i + 1. */
    private static GraphDraft.Numbered drawn(int nodes, int[]... links) {
        GraphDraft draft = new GraphDraft();
        for (int node = 0; node < nodes; node++) {
            draft.node(0, 0, 0);
        }
        for (int[] link : links) {
            draft.arc(link[0], link[1], 0, false);
            draft.arc(link[1], link[0], 0, false);
        }
        return draft.numbered(
                IntStream.range(0, 2 * links.length).map(arc -> arc ^ 1).toArray());
    }

    private static NetworkLoad load(NetworkGraph graph, long latencyUs) {
        long[] latency = new long[graph.arcCount()];
        long[] capacity = new long[graph.arcCount()];
        Arrays.fill(latency, latencyUs);
        Arrays.fill(capacity, 10);
        return new NetworkLoad(graph, latency, new long[graph.arcCount()], capacity);
    }

    /** The links of the best path as they were drawn. */
    private static int[] links(GraphDraft.Numbered numbered, NetworkLoad load, int[] sources, int[] targets) {
        ShortestPath search = new ShortestPath();
        int[] from = Arrays.stream(sources)
                .map(node -> numbered.nodeOfDraft()[node])
                .sorted()
                .toArray();
        int[] to = Arrays.stream(targets)
                .map(node -> numbered.nodeOfDraft()[node])
                .sorted()
                .toArray();
        assertThat(search.find(load, new PathQuery().between(from, to))).isTrue();
        return Arrays.stream(search.arcs(), 0, search.length())
                .map(arc -> numbered.graph().order[arc] / 2)
                .toArray();
    }

    @Test
    void aLinkThatHasNothingToDoWithItChangesNoChoiceAmongSources() {
        GraphDraft.Numbered without = drawn(4, new int[] {1, 3}, new int[] {2, 3});
        GraphDraft.Numbered with = drawn(4, new int[] {0, 2}, new int[] {1, 3}, new int[] {2, 3});

        assertThat(links(without, load(without.graph(), 100), new int[] {1, 2}, new int[] {3}))
                .containsExactly(0);
        assertThat(links(with, load(with.graph(), 100), new int[] {1, 2}, new int[] {3}))
                .containsExactly(1);
    }

    @Test
    void aLinkThatHasNothingToDoWithItChangesNoChoiceAmongTargets() {
        GraphDraft.Numbered without = drawn(4, new int[] {3, 1}, new int[] {3, 2});
        GraphDraft.Numbered with = drawn(4, new int[] {0, 2}, new int[] {3, 1}, new int[] {3, 2});

        assertThat(links(without, load(without.graph(), 100), new int[] {3}, new int[] {1, 2}))
                .containsExactly(0);
        assertThat(links(with, load(with.graph(), 100), new int[] {3}, new int[] {1, 2}))
                .containsExactly(1);
    }

    @Test
    void aLatencyThatOnceWasLargeLeavesTheCheaperOfEquallyFastPathsTheBest() {
        int far = 200;
        int[][] links = new int[4 + far][];
        links[0] = new int[] {0, 1};
        links[1] = new int[] {1, 3};
        links[2] = new int[] {0, 2};
        links[3] = new int[] {2, 3};
        for (int i = 0; i < far; i++) {
            links[4 + i] = new int[] {3 + i, 4 + i};
        }
        GraphDraft.Numbered numbered = drawn(4 + far, links);
        NetworkLoad load = load(numbered.graph(), 1000);
        for (int arc = 0; arc < numbered.graph().arcCount(); arc++) {
            int link = numbered.graph().order[arc] / 2;
            load.price(arc, link < 2 ? 15_000_016 : link < 4 ? 15_000_001 : 200_000_000);
        }
        int[] before = links(numbered, load, new int[] {0}, new int[] {3});
        int farArc = numbered.arcOfDraft()[8];
        load.measure(farArc, NetworkLoad.MAX_WEIGHT, true);
        assertThat(scale(numbered, load).coarse()).isPositive();
        int[] during = links(numbered, load, new int[] {0}, new int[] {3});
        load.measure(farArc, 1000, true);

        assertThat(before).containsExactly(2, 3);
        assertThat(during).containsExactly(2, 3);
        assertThat(links(numbered, load, new int[] {0}, new int[] {3})).containsExactly(2, 3);
    }

    private static KeyScale scale(GraphDraft.Numbered numbered, NetworkLoad load) {
        Potentials potentials = load.potentials();
        TargetPotentials known = potentials.toward(new int[] {numbered.nodeOfDraft()[3]}, Weighing.LATENCY);
        return potentials.potential(load, known, BandwidthClasses.NONE).scale;
    }

    /** Every scale is as coarse as it gets in one of two equal loads, where many paths are equal. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void coarseKeysChangeNoAnswer(long seed) {
        Random random = new Random(seed);
        int coarse = 0;
        for (int i = 0; i < 40; i++) {
            int nodes = 30 + random.nextInt(60);
            NetworkLoad fine = RandomWan.load(random, nodes, 5);
            NetworkLoad load = RandomWan.rebuilt(fine);
            for (int arc = 0; arc < load.graph().arcCount(); arc++) {
                load.measure(arc, NetworkLoad.MAX_WEIGHT, true);
                load.measure(arc, fine.latencyUs(arc), true);
                load.price(arc, NetworkLoad.MAX_WEIGHT);
                load.price(arc, fine.priceMicrosPerGbpsHour(arc));
            }
            for (int each = 0; each < 100; each++) {
                int[] ends = random.ints(0, nodes).distinct().limit(4).toArray();
                int[] sources = {Math.min(ends[0], ends[1]), Math.max(ends[0], ends[1])};
                int[] targets = {Math.min(ends[2], ends[3]), Math.max(ends[2], ends[3])};
                PathQuery query = new PathQuery()
                        .between(sources, targets)
                        .weighing(each % 2 == 0 ? Weighing.LATENCY : Weighing.PRICE)
                        .bandwidthBps(random.nextInt(60) * 1_000_000L);
                assertThat(answer(load, query))
                        .as("network %d, question %d of seed %d", i, each, seed)
                        .isEqualTo(answer(fine, query));
                TargetPotentials known = load.potentials().toward(targets, query.weighing);
                coarse += load.potentials()
                                .potential(load, known, BandwidthClasses.NONE)
                                .scale
                                .isCoarse()
                        ? 1
                        : 0;
            }
        }
        assertThat(coarse).isEqualTo(4000);
    }

    private static String answer(NetworkLoad load, PathQuery query) {
        ShortestPath search = new ShortestPath();
        return search.find(load, query) ? Arrays.toString(Arrays.copyOf(search.arcs(), search.length())) : "none";
    }
}
