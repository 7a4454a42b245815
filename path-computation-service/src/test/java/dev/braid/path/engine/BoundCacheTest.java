package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A load and copies of it live long lives toward a few targets, so that bounds are kept, mended, refined, raised and
 * dropped again and again. An equal load that was never searched tells what every answer is to be, arc by arc.
 */
class BoundCacheTest {
    private static final int NETWORKS = 4;
    private static final int STEPS = 600;
    private static final int SEARCHES = 6;
    private static final long MBPS = 1_000_000;
    private static final List<Weighing> WEIGHINGS = List.of(Weighing.LATENCY, Weighing.PRICE, Weighing.HOPS);

    private int refined;
    private int exact;
    private int copiesApart;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void whatIsKeptNeverChangesAnAnswer(long seed) {
        Random random = new Random(seed);
        int found = 0;
        int raises = 0;
        for (int i = 0; i < NETWORKS; i++) {
            int nodes = 60 + random.nextInt(61);
            List<NetworkLoad> loads = new ArrayList<>(List.of(RandomWan.load(random, nodes, i % 2 == 0 ? 8 : 300)));
            ShortestPath search = new ShortestPath();
            for (int step = 0; step < STEPS; step++) {
                NetworkLoad changed = loads.get(random.nextInt(3) > 0 ? 0 : random.nextInt(loads.size()));
                change(random, changed);
                copy(random, loads);
                for (int each = 0; each < SEARCHES; each++) {
                    NetworkLoad load = loads.get(random.nextBoolean() ? 0 : random.nextInt(loads.size()));
                    int[] answer = answer(search, load, query(random, nodes));
                    found += answer.length > 0 ? 1 : 0;
                }
                Random same = new Random(random.nextLong());
                NetworkLoad load = loads.get(same.nextBoolean() ? 0 : same.nextInt(loads.size()));
                PathQuery query = query(same, nodes);
                assertThat(answer(search, load, query))
                        .as("network %d, step %d of seed %d, copy %d", i, step, seed, loads.indexOf(load))
                        .isEqualTo(answer(new ShortestPath(), RandomWan.rebuilt(load), query));
                look(loads, query);
                wander(random, loads.getFirst(), query);
            }
            raises += loads.getFirst().potentials().raises();
        }
        assertThat(found).isGreaterThan(NETWORKS * STEPS * SEARCHES / 3);
        assertThat(raises).as("raised leasts").isGreaterThan(20);
        assertThat(refined).as("bounds for a class that still held").isGreaterThan(50);
        assertThat(exact).as("bounds for a bandwidth that still held").isGreaterThan(50);
        assertThat(copiesApart).as("copies with potentials of their own").isGreaterThan(100);
    }

    private void look(List<NetworkLoad> loads, PathQuery query) {
        NetworkLoad owner = loads.getFirst();
        Potentials potentials = owner.potentials();
        TargetPotentials known = potentials.toward(query.targets, query.weighing);
        int mbps = (int) (query.bandwidthBps / MBPS);
        Potential bound = potentials.potential(owner, known, mbps);
        if (bound != potentials.potential(owner, known, 0)) {
            refined++;
        }
        if (bound.leastMbps > BandwidthClasses.floorMbps(BandwidthClasses.of(mbps))) {
            exact++;
        }
        copiesApart += loads.getLast().potentials() == potentials ? 0 : 1;
    }

    /** Searches that wander so much that all bounds are built that may be. */
    private static void wander(Random random, NetworkLoad owner, PathQuery query) {
        Potentials potentials = owner.potentials();
        for (int times = random.nextInt(4); times > 0; times--) {
            potentials.wasted(
                    owner,
                    potentials.toward(query.targets, query.weighing),
                    (int) (query.bandwidthBps / MBPS),
                    owner.graph().nodeCount() << 12);
        }
    }

    private static void copy(Random random, List<NetworkLoad> loads) {
        if (random.nextInt(8) == 0) {
            if (loads.size() == 4) {
                loads.subList(1, 4).clear();
            }
            loads.add(loads.get(random.nextInt(loads.size())).copy());
        }
    }

    private static int[] answer(ShortestPath search, NetworkLoad load, PathQuery query) {
        return search.find(load, query) ? Arrays.copyOf(search.arcs(), search.length()) : new int[0];
    }

    /** Few targets, so that what is kept for them is used; bandwidths for which many links are too full. */
    private static PathQuery query(Random random, int nodes) {
        int target = random.nextInt(2);
        return new PathQuery()
                .between(new int[] {10 + random.nextInt(nodes - 10)}, new int[] {target})
                .weighing(WEIGHINGS.get(random.nextInt(10) < 5 ? 0 : 1 + random.nextInt(2)))
                .bandwidthBps((41 + 30 * random.nextInt(2)) * MBPS + random.nextInt(2) * 300_000);
    }

    private static void change(Random random, NetworkLoad load) {
        int arc = random.nextInt(load.graph().arcCount());
        switch (random.nextInt(12)) {
            case 0 -> load.measure(arc, 1 + random.nextInt(2 * load.latencyUs(arc) + 1), load.usable(arc));
            case 1 -> load.measure(arc, 1 + load.latencyUs(arc) / 3, random.nextInt(6) > 0);
            case 2 -> load.price(arc, random.nextInt(load.priceMicrosPerGbpsHour(arc) + 8));
            case 3 -> stayUp(random, load, arc);
            case 4, 5, 6 -> load.take(arc, (1 + random.nextInt(8)) * 10 * MBPS);
            case 7, 8, 9 ->
                // About as much left as is asked for.
                load.take(arc, load.residualBps(arc) - (39 + 30 * random.nextInt(2) + random.nextInt(5)) * MBPS);
            default -> load.take(arc, -(1 + random.nextInt(8)) * 10 * MBPS);
        }
    }

    /** Many neighbours at once get slower for so long that it counts as their least. */
    private static void stayUp(Random random, NetworkLoad load, int first) {
        int last = Math.min(first + random.nextInt(20), load.graph().arcCount() - 1);
        for (int arc = first; arc <= last; arc++) {
            long high = load.latencyUs(arc) > 2000 ? load.latencyUs(arc) : 2L * load.latencyUs(arc) + 1;
            int raises = load.potentials().raises();
            // Not once more: another measurement would lower a least that was raised too much.
            for (int i = 0; i < 128 && load.potentials().raises() == raises; i++) {
                load.measure(arc, high, load.usable(arc));
            }
        }
    }
}
