package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedPathTest {
    /** Longs of a label with all bounds and no watched node. */
    private static final int LONGEST_LABEL = PathLabels.USED + Resource.COUNT;

    private static final int GRAPHS = 200;
    private static final int[][] NO_WAYPOINTS = {};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void keepsEveryCombinationOfBoundsAsWalkingEveryPathDoes(long seed) {
        Random random = new Random(seed);
        BoundedPath patient = new BoundedPath();
        BoundedPath impatient = new BoundedPath(0, BoundedPath.BUDGET);
        int bound = 0;
        for (int i = 0; i < GRAPHS; i++) {
            RandomNetwork network = new RandomNetwork(random);
            setQualities(random, network.load);
            PathQuery query = network.query();
            AllPaths all = new AllPaths(network.load, query);
            String free = text(all.best(new PathBounds(), NO_WAYPOINTS));
            for (int combination = 0; combination < 1 << Resource.COUNT; combination++) {
                PathBounds bounds = bounds(random, combination);
                String best = text(all.best(bounds, NO_WAYPOINTS));
                bound += best.equals(free) ? 0 : 1;
                for (BoundedPath search : List.of(patient, impatient)) {
                    assertThat(find(search, network.load, query, bounds, null))
                            .as("graph %d of seed %d, bounds %d", i, seed, combination)
                            .isEqualTo(best);
                }
            }
            network.load.qualities().set(0, random.nextInt(3), random.nextInt(3), random.nextInt(3));
        }
        assertThat(bound).as("bounds that change the answer").isGreaterThan(GRAPHS);
    }

    /** Many bounds on many equally good paths need many labels. */
    @Test
    void labelsTakeNoMoreRoomThanTheyMayAndWhatIsNotKnownIsNotSaid() {
        Random random = new Random(3);
        int budget = 300;
        BoundedPath narrow = new BoundedPath(BoundedPath.PATIENCE, budget);
        BoundedPath wide = new BoundedPath();
        int spent = 0;
        for (int i = 0; i < 60; i++) {
            NetworkLoad load = RandomWan.load(random, 300, 40);
            for (int arc = 0; arc < load.graph().arcCount(); arc++) {
                load.qualities().set(arc, random.nextInt(40), random.nextInt(40), random.nextInt(40));
            }
            PathQuery query = new PathQuery()
                    .between(new int[] {random.nextInt(150)}, new int[] {150 + random.nextInt(150)})
                    .weighing(new Weighing(1, 0, 10));
            PathBounds bounds = new PathBounds();
            assertThat(wide.find(load, query, bounds)).isEqualTo(BoundedPath.Outcome.FOUND);
            for (Resource resource : Resource.values()) {
                bounds.most(resource, wide.used(resource) * 5 / 4);
            }
            query.weighing(Weighing.PRICE);
            String known = find(wide, load, query, bounds, null);
            String found = find(narrow, load, query, bounds, null);
            assertThat(narrow.size()).isLessThan(budget + LONGEST_LABEL);
            assertThat(found).isIn(known, "not proven");
            spent += found.equals("not proven") ? 1 : 0;
        }
        assertThat(spent).isBetween(5, 55);
    }

    @Test
    void roomGrowsNoFurtherThanTheBudgetAndIsGivenBackAfterASearchThatNeededMuch() {
        int budget = PathLabels.KEPT * 5 / 4;
        BoundedPath search = new BoundedPath(1_000, budget);
        Random random = new Random(3);
        NetworkGraph graph = PathSearchTest.grid(30);
        int arcs = graph.arcCount();
        NetworkLoad load = new NetworkLoad(
                graph,
                random.longs(arcs, 1, 1_000).toArray(),
                random.longs(arcs, 1, 1_000).toArray(),
                LongStream.generate(() -> 1_000_000).limit(arcs).toArray());
        for (int arc = 0; arc < arcs; arc++) {
            load.qualities().set(arc, random.nextInt(1_000), random.nextInt(1_000), random.nextInt(1_000));
        }
        PathQuery query = new PathQuery()
                .between(new int[] {0}, new int[] {graph.nodeCount() - 1})
                .weighing(Weighing.LATENCY);
        PathBounds bounds = new PathBounds();
        assertThat(search.find(load, query, bounds)).isEqualTo(BoundedPath.Outcome.FOUND);
        for (Resource resource : Resource.values()) {
            bounds.most(resource, search.used(resource) * 6 / 5);
        }

        search.find(load, query.weighing(Weighing.PRICE), bounds);

        assertThat(search.mostRoom()).isBetween(PathLabels.KEPT + 1, budget + LONGEST_LABEL);
        assertThat(search.room()).isLessThanOrEqualTo(PathLabels.KEPT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void leadsThroughWaypointsInOrderWithoutALoop(long seed) {
        Random random = new Random(seed);
        BoundedPath patient = new BoundedPath();
        BoundedPath impatient = new BoundedPath(0, BoundedPath.BUDGET);
        int found = 0;
        for (int i = 0; i < 10 * GRAPHS; i++) {
            RandomNetwork network = new RandomNetwork(random);
            setQualities(random, network.load);
            PathQuery query = network.query().bandwidthBps(0);
            AllPaths all = new AllPaths(network.load, query);
            for (int count = 1; count <= 3; count++) {
                int[][] waypoints = waypoints(random, network.graph, count);
                PathBounds bounds = bounds(random, random.nextInt(1 << Resource.COUNT) & random.nextInt());
                String best = text(all.best(bounds, waypoints));
                found += best.equals("none") ? 0 : 1;
                for (BoundedPath search : List.of(patient, impatient)) {
                    assertThat(find(search, network.load, query, bounds, waypoints))
                            .as("graph %d of seed %d through %s", i, seed, Arrays.deepToString(waypoints))
                            .isEqualTo(best);
                }
            }
        }
        assertThat(found).as("paths through waypoints").isGreaterThan(GRAPHS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void theSetOfLatenciesAndPricesIsThatOfAllPaths(long seed) {
        Random random = new Random(seed);
        ParetoPaths pareto = new ParetoPaths();
        int several = 0;
        for (int i = 0; i < 10 * GRAPHS; i++) {
            RandomNetwork network = new RandomNetwork(random);
            setQualities(random, network.load);
            PathQuery query = network.query();
            PathBounds bounds = bounds(random, random.nextInt(1 << Resource.COUNT) & random.nextInt());
            int[][] waypoints = waypoints(random, network.graph, random.nextInt(2));
            int count = pareto.find(network.load, query, bounds, waypoints);
            List<String> found = new ArrayList<>();
            for (int path = 0; path < count; path++) {
                found.add(Arrays.toString(pareto.arcs(path)));
                assertThat(pareto.latencyUs(path))
                        .isEqualTo(AllPaths.used(network.load, Resource.LATENCY, pareto.arcs(path)));
                assertThat(pareto.priceMicrosPerGbpsHour(path))
                        .isEqualTo(AllPaths.used(network.load, Resource.PRICE, pareto.arcs(path)));
            }
            assertThat(found)
                    .as("graph %d of seed %d", i, seed)
                    .isEqualTo(new AllPaths(network.load, query)
                            .pareto(bounds, waypoints).stream()
                                    .map(Arrays::toString)
                                    .toList());
            several += count > 1 ? 1 : 0;
        }
        assertThat(several).as("sets of more than one").isGreaterThan(GRAPHS / 4);
    }

    @Test
    void roundingNeverBreaksABound() {
        Random random = new Random(4);
        for (int i = 0; i < 100_000; i++) {
            double[] losses = random.doubles(3, 0, 0.02).toArray();
            double loss = 1 - (1 - losses[0]) * (1 - losses[1]) * (1 - losses[2]);
            long used = Arrays.stream(losses).mapToLong(Resource::ofLoss).sum();
            assertThat(used).isGreaterThan(Resource.mostLoss(Math.max(0, loss - 1e-14)));
            assertThat(used).isLessThanOrEqualTo(Resource.mostLoss(loss + 1e-8));
            assertThat((long) Resource.ofAvailability(1 - losses[0]))
                    .isGreaterThan(Resource.leastAvailability(Math.min(1, 1 - losses[0] + 1e-14)))
                    .isLessThanOrEqualTo(Resource.leastAvailability(1 - losses[0] - 1e-8));
        }
        assertThat(Resource.ofLoss(0)).isZero();
        assertThat(Resource.ofLoss(1)).isEqualTo(Resource.MOST);
        assertThat(Resource.mostLoss(1)).isLessThan(Resource.MOST);
    }

    @Test
    void askingAgainMakesNoGarbage() {
        NetworkLoad load = RandomWan.load(new Random(8), 300, 100);
        setQualities(new Random(9), load);
        BoundedPath search = new BoundedPath();
        PathQuery query = new PathQuery().weighing(Weighing.PRICE).bandwidthBps(1);
        PathBounds bounds = new PathBounds().most(Resource.LATENCY, 400).most(Resource.LOSS, 20);
        int[][] ends =
                IntStream.range(0, 300).mapToObj(node -> new int[] {node}).toArray(int[][]::new);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long made = Long.MAX_VALUE;
        for (int round = 0; round < 200 && made > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int target = 1; target < 40; target++) {
                search.find(load, query.between(ends[299 - target], ends[target]), bounds);
            }
            made = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(made).isZero();
    }

    private static void setQualities(Random random, NetworkLoad load) {
        for (int arc = 0; arc < load.graph().arcCount(); arc++) {
            load.qualities().set(arc, random.nextInt(5), random.nextInt(5), random.nextInt(5));
        }
    }

    private static PathBounds bounds(Random random, int combination) {
        PathBounds bounds = new PathBounds();
        for (Resource resource : Resource.values()) {
            if ((combination >> resource.ordinal() & 1) != 0) {
                bounds.most(resource, resource == Resource.HOPS ? 1 + random.nextInt(5) : random.nextInt(12));
            }
        }
        return bounds;
    }

    private static int[][] waypoints(Random random, NetworkGraph graph, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> random.ints(1 + random.nextInt(2), 0, graph.nodeCount())
                        .sorted()
                        .distinct()
                        .toArray())
                .toArray(int[][]::new);
    }

    private static String find(
            BoundedPath search, NetworkLoad load, PathQuery query, PathBounds bounds, int[][] waypoints) {
        return switch (search.find(load, query, bounds, waypoints)) {
            case FOUND -> Arrays.toString(Arrays.copyOf(search.arcs(), search.length()));
            case NONE -> "none";
            case BUDGET_SPENT -> "not proven";
        };
    }

    private static String text(Optional<int[]> path) {
        return path.map(Arrays::toString).orElse("none");
    }
}
