package dev.braid.path.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.path.engine.BoundedPath;
import dev.braid.path.engine.GraphDraft;
import dev.braid.path.engine.NetworkGraph;
import dev.braid.path.engine.NetworkLoad;
import dev.braid.path.engine.PathQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MassRerouteTest {
    private static final int NETWORKS = 600;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void servesAsServingOneAfterTheOtherOnTheBestOfAllPathsDoes(long seed) {
        Random random = new Random(seed);
        MassReroute[] reroutes = {new MassReroute(1), new MassReroute(2, 1), new MassReroute(4, 1)};
        int moved = 0;
        int left = 0;
        for (int i = 0; i < NETWORKS; i++) {
            PlacedNetwork network = PlacedNetwork.small(random);
            Outage outage = network.randomOutage();
            OldPaths oldPaths = OldPaths.values()[random.nextInt(2)];
            int[] connections = MassReroute.affected(network.table, outage);
            if (random.nextInt(4) == 0) {
                connections = IntStream.range(0, network.table.end()).toArray();
            }
            PlainRestoration plain = new PlainRestoration(network);
            plain.restore(outage, oldPaths, connections);

            Rerouted rerouted =
                    reroutes[i % reroutes.length].run(network.table, network.load, outage, oldPaths, connections);

            assertThat(answers(rerouted)).as("network %d of seed %d", i, seed).isEqualTo(plain.answers);
            assertThat(network.residuals()).as("network %d of seed %d", i, seed).isEqualTo(plain.left);
            moved += rerouted.foundCount();
            left += rerouted.size() - rerouted.foundCount();
            checkEnd(network, rerouted, random.nextBoolean());
        }
        assertThat(moved).as("connections that moved").isGreaterThan(NETWORKS / 2);
        assertThat(left).as("connections without a path").isGreaterThan(NETWORKS / 2);
    }

    /** Moves that are done or taken back leave the book equal to the table. */
    private static void checkEnd(PlacedNetwork network, Rerouted rerouted, boolean someBack) {
        for (int place = 0; place < rerouted.size(); place++) {
            if (someBack && rerouted.holdsOld(place) && rerouted.found(place) && place % 2 == 0) {
                int[] before = network.table.path(rerouted.connection(place));
                rerouted.takeBack(place, network.table, network.load);
                assertThat(network.table.path(rerouted.connection(place))).isEqualTo(before);
            } else {
                rerouted.settle(place, network.table, network.load);
            }
        }
        assertThat(network.residuals()).isEqualTo(network.counted());
        assertThat(Arrays.stream(network.residuals()).min().orElseThrow()).isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void answersAlikeOnAnyNumberOfThreads(long seed) {
        Random random = new Random(seed);
        MassReroute[] reroutes = {new MassReroute(1), new MassReroute(2, 1), new MassReroute(4, 1)};
        int moved = 0;
        for (int i = 0; i < NETWORKS / 20; i++) {
            PlacedNetwork network = PlacedNetwork.large(random);
            Outage outage = network.randomOutage();
            OldPaths oldPaths = OldPaths.values()[random.nextInt(2)];
            int[] connections = MassReroute.affected(network.table, outage);
            NetworkLoad expected = network.load.copy();
            List<String> answers = oneAfterTheOther(network, expected, outage, oldPaths, connections);
            for (MassReroute reroute : reroutes) {
                NetworkLoad load = network.load.copy();
                Rerouted rerouted = reroute.run(network.table, load, outage, oldPaths, connections);
                assertThat(answers(rerouted))
                        .as("network %d of seed %d", i, seed)
                        .isEqualTo(answers);
                assertThat(network.residuals(load)).isEqualTo(network.residuals(expected));
                moved += rerouted.foundCount();
            }
        }
        assertThat(moved).as("connections that moved").isGreaterThan(NETWORKS);
    }

    /** The same with one exact search for each, on what those before it have left. */
    private static List<String> oneAfterTheOther(
            PlacedNetwork network, NetworkLoad load, Outage outage, OldPaths oldPaths, int[] connections) {
        PlacedConnections table = network.table;
        int[] order = Importance.sorted(table, connections);
        for (int connection : oldPaths == OldPaths.BROKEN ? order : new int[0]) {
            load.release(table.path(connection), table.length(connection), table.bandwidthBps(connection));
        }
        BoundedPath search = new BoundedPath();
        List<String> answers = new ArrayList<>();
        for (int connection : order) {
            ConnectionRequest request = table.request(connection);
            int[] kept = oldPaths == OldPaths.BROKEN
                    ? new int[0]
                    : Arrays.stream(table.path(connection))
                            .map(network.graph::pair)
                            .sorted()
                            .toArray();
            PathQuery query = new PathQuery()
                    .between(request.sources(), request.targets())
                    .weighing(request.terms().weighing())
                    .filter(request.terms().filter().without(network.graph, outage.arcs()))
                    .bandwidthBps(request.bandwidthBps())
                    .holding(kept, kept.length);
            boolean found = search.find(
                            load,
                            query,
                            request.terms().bounds(),
                            request.terms().waypoints())
                    == BoundedPath.Outcome.FOUND;
            int[] path = found ? Arrays.copyOf(search.arcs(), search.length()) : new int[0];
            answers.add(connection + (found ? " " + Arrays.toString(path) : " none"));
            int[] more = Arrays.stream(path)
                    .filter(arc -> Arrays.binarySearch(kept, network.graph.pair(arc)) < 0)
                    .toArray();
            assertThat(load.tryHold(more, more.length, request.bandwidthBps())).isTrue();
        }
        return answers;
    }

    @Test
    void overbooksNothingWhereOthersHoldMeanwhile() throws InterruptedException {
        Random random = new Random(4);
        MassReroute reroute = new MassReroute(2, 1);
        for (int i = 0; i < NETWORKS / 20; i++) {
            PlacedNetwork network = PlacedNetwork.large(random);
            int[] anything = {random.nextInt(network.graph.arcCount())};
            AtomicBoolean over = new AtomicBoolean();
            AtomicBoolean overbooked = new AtomicBoolean();
            Thread other = Thread.ofPlatform().start(() -> {
                while (!over.get()) {
                    if (network.load.tryHold(anything, 1, 1)) {
                        overbooked.compareAndSet(false, network.load.residualBps(anything[0]) < 0);
                        network.load.release(anything, 1, 1);
                    }
                }
            });
            reroute.run(network.table, network.load, network.randomOutage(), OldPaths.BROKEN)
                    .settleAll(network.table, network.load);
            over.set(true);
            other.join();
            assertThat(overbooked).isFalse();
            assertThat(network.residuals()).isEqualTo(network.counted());
            assertThat(Arrays.stream(network.residuals()).min().orElseThrow()).isNotNegative();
        }
    }

    @Test
    void theMostImportantGetsTheLastBandwidthAndThenTheLargest() {
        GraphDraft draft = new GraphDraft();
        draft.node(0, 0, 0);
        draft.node(0, 0, 0);
        draft.arc(0, 1, 0, true);
        draft.arc(1, 0, 0, true);
        NetworkGraph graph = draft.numbered(new int[] {1, 0}).graph();
        NetworkLoad load = new NetworkLoad(graph, new long[] {1, 1}, new long[] {1, 1}, new long[] {9, 9});
        PlacedConnections table = new PlacedConnections(graph);
        int[] setupPriorities = {7, 2, 2, 2, 0};
        int[] holdPriorities = {0, 2, 1, 1, 0};
        long[] bandwidths = {1, 8, 3, 4, 2};
        for (int i = 0; i < bandwidths.length; i++) {
            table.add(
                    new ConnectionRequest(
                            new int[] {0},
                            new int[] {1},
                            bandwidths[i],
                            setupPriorities[i],
                            holdPriorities[i],
                            0,
                            PathTerms.FASTEST),
                    new int[0],
                    0);
        }

        Rerouted rerouted =
                new MassReroute(1).run(table, load, new Outage(graph), OldPaths.BROKEN, new int[] {0, 1, 2, 3, 4});

        assertThat(answers(rerouted)).containsExactly("4 [0]", "3 [0]", "2 [0]", "1 none", "0 none");
        assertThatThrownBy(() -> rerouted.takeBack(0, table, load))
                .hasMessage("The old path of connection 4 is broken; there is no way back");
    }

    private static List<String> answers(Rerouted rerouted) {
        List<String> answers = new ArrayList<>();
        for (int place = 0; place < rerouted.size(); place++) {
            answers.add(rerouted.connection(place)
                    + (rerouted.found(place) ? " " + Arrays.toString(rerouted.path(place)) : " none"));
        }
        return answers;
    }
}
