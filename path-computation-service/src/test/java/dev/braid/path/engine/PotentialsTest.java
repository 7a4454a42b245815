package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PotentialsTest {
    private static final int NODES = 50;
    private static final long ONE = 17L * NODES;
    private static final long MOST = 7 * (ONE + TargetPotentials.BYTES);

    @Test
    void boundsKeepToTheirRoomAndStayTrue() {
        Random random = new Random(3);
        NetworkLoad load = RandomWan.load(random, NODES, 100);
        WeightRange range = new WeightRange(load.graph(), load.records);
        Potentials potentials = new Potentials(load.graph(), range, MOST);
        for (int i = 0; i < 2000; i++) {
            int[] targets = {random.nextInt(NODES)};
            TargetPotentials known = potentials.toward(targets, Weighing.PRICE);
            Potential potential = potentials.potential(load, known, 0);
            assertThat(potential.bounds)
                    .isEqualTo(new TreeGrowth(load.graph(), range)
                            .grow(
                                    targets,
                                    potential.scale,
                                    new Onward(load.graph().nodeCount())));
            assertThat(potentials.bytes()).isBetween(ONE, MOST);
            potentials.wasted(load, known, 50, NODES);
            assertThat(potentials.bytes()).isBetween(ONE, MOST);
        }
    }

    @Test
    void whatIsAskedForAgainIsNotBuiltAgain() {
        NetworkLoad load = RandomWan.load(new Random(3), NODES, 100);
        Potentials potentials = load.potentials();
        TargetPotentials known = potentials.toward(new int[] {4, 9}, Weighing.LATENCY);
        Potential first = potentials.potential(load, known, 0);

        assertThat(potentials.toward(new int[] {4, 9}, new Weighing(1, 0, 0))).isSameAs(known);
        load.measure(3, load.latencyUs(3) * 2L, true);
        load.take(5, 1_000_000);
        assertThat(potentials.potential(load, known, 0)).isSameAs(first);
    }

    /** A leap of every latency for so long that it counts as the least from now on. */
    private static void raise(NetworkLoad load, int times) {
        for (int arc = 0; arc < load.graph().arcCount(); arc++) {
            long high = (long) times * load.latencyUs(arc);
            int before = load.potentials().raises();
            // Not once more: another measurement would lower a least that was raised too much.
            while (load.potentials().raises() == before) {
                load.measure(arc, high, true);
            }
        }
    }

    @Test
    void aLatencyThatStaysUpRaisesTheBoundsWhenSearchesWander() {
        NetworkLoad load = RandomWan.load(new Random(3), NODES, 100);
        // Sums may be large from the start, so that no change of units makes searches build anew.
        load.measure(0, NetworkLoad.MAX_WEIGHT, true);
        load.measure(0, 50, true);
        Potentials potentials = load.potentials();
        TargetPotentials known = potentials.toward(new int[] {4}, Weighing.LATENCY);
        Potential before = potentials.potential(load, known, 0);
        long[] low = before.bounds.clone();
        raise(load, 4);
        assertThat(potentials.potential(load, known, 0)).isSameAs(before);
        potentials.wasted(load, known, 0, NODES);

        Potential after = potentials.potential(load, known, 0);
        assertThat(after).isNotSameAs(before);
        long[] exact = fresh(load, known);
        for (int node = 0; node < NODES; node++) {
            long bound = after.scale.first(after.bounds[node]);
            assertThat(bound)
                    .as("node %d", node)
                    .isLessThanOrEqualTo(exact[node])
                    .isGreaterThanOrEqualTo(exact[node] * 9 / 10 - NODES)
                    .isGreaterThanOrEqualTo(before.scale.first(low[node]));
        }
    }

    /** What bounds are at their best: those of an equal load that has no past. */
    private static long[] fresh(NetworkLoad load, TargetPotentials known) {
        NetworkLoad equal = RandomWan.rebuilt(load);
        Potentials potentials = equal.potentials();
        Potential fresh = potentials.potential(equal, potentials.toward(known.targets, known.weighing), 0);
        return Arrays.stream(fresh.bounds).map(fresh.scale::first).toArray();
    }

    @Test
    void aCopyNeverGetsABoundOverWhatTheOriginalRaisedSince() {
        NetworkLoad load = RandomWan.load(new Random(3), NODES, 100);
        NetworkLoad copy = load.copy();
        NetworkLoad copyOfCopy = copy.copy();
        // The searches of the copies have begun, and then the original raises its leasts and builds on them.
        Potentials shared = copy.potentials();
        assertThat(copyOfCopy.potentials()).isSameAs(shared).isSameAs(load.potentials());
        TargetPotentials known = shared.toward(new int[] {4}, Weighing.LATENCY);
        raise(load, 4);
        Potential raised = shared.potential(load, known, 0);
        assertThat(raised.raises).isPositive();

        for (NetworkLoad old : new NetworkLoad[] {copy.copy(), copy, copyOfCopy}) {
            Potential bound = shared.potential(old, known, 0);
            assertThat(Arrays.stream(bound.bounds).map(bound.scale::first)).containsExactly(boxed(fresh(old, known)));
            assertThat(old.potentials()).isNotSameAs(shared);
            assertThat(old.copy().potentials()).isSameAs(old.potentials());
        }
        assertThat(shared.potential(load.copy(), known, 0)).isSameAs(raised);
        assertThat(load.copy().potentials()).isSameAs(shared);
    }

    private static Long[] boxed(long[] values) {
        return Arrays.stream(values).boxed().toArray(Long[]::new);
    }

    @Test
    void boundsForAClassAreDroppedWhenALinkHasRoomForItAgain() {
        NetworkLoad load = RandomWan.load(new Random(3), NODES, 100);
        Potentials potentials = load.potentials();
        TargetPotentials known = potentials.toward(new int[] {4}, Weighing.LATENCY);
        int mbps = BandwidthClasses.floorMbps(BandwidthClasses.of(50));
        Potential any = potentials.potential(load, known, mbps);
        potentials.wasted(load, known, mbps, NODES);
        Potential narrow = potentials.potential(load, known, mbps);
        assertThat(narrow).isNotSameAs(any);
        potentials.wasted(load, known, mbps, NODES);
        assertThat(potentials.potential(load, known, mbps))
                .as("built again for nothing")
                .isSameAs(narrow);
        assertThat(potentials.potential(load.copy(), known, mbps)).isSameAs(any);
        int wide = 0;
        while (load.residualBps(wide) < 60_000_000) {
            wide++;
        }
        long taken = load.residualBps(wide) - 20_000_000;
        load.take(wide, taken);
        assertThat(potentials.potential(load, known, mbps)).isSameAs(narrow);
        load.take(wide, -10_000_000);
        assertThat(potentials.potential(load, known, mbps)).isSameAs(narrow);
        load.take(wide, 10_000_000 - taken);

        assertThat(potentials.potential(load, known, mbps)).isSameAs(any);
    }

    /** Where bounds for the whole class are as close as they get, the next are for the bandwidth that is asked for. */
    @Test
    void withinAClassBoundsAreForTheBandwidthWhoseSearchesWander() {
        NetworkLoad load = RandomWan.load(new Random(3), NODES, 100);
        int floor = BandwidthClasses.floorMbps(BandwidthClasses.of(50));
        int asked = floor + 2;
        assertThat(BandwidthClasses.of(asked)).isEqualTo(BandwidthClasses.of(floor));
        leave(load, 0, floor + 1);
        Potentials potentials = load.potentials();
        TargetPotentials known = potentials.toward(new int[] {4}, Weighing.LATENCY);
        Potential any = potentials.potential(load, known, asked);
        potentials.wasted(load, known, asked, NODES);
        Potential ofClass = potentials.potential(load, known, asked);
        assertThat(ofClass).isNotSameAs(any).extracting(it -> it.leastMbps).isEqualTo(floor);
        potentials.wasted(load, known, asked, NODES);
        Potential exact = potentials.potential(load, known, asked);
        assertThat(exact).isNotSameAs(ofClass).extracting(it -> it.leastMbps).isEqualTo(asked);
        assertThat(potentials.potential(load, known, asked + 1)).isSameAs(exact);
        assertThat(potentials.potential(load, known, asked - 1)).isSameAs(ofClass);
        potentials.wasted(load, known, asked, NODES);
        assertThat(potentials.potential(load, known, asked))
                .as("built again for nothing")
                .isSameAs(exact);

        leave(load, 0, floor);
        assertThat(potentials.potential(load, known, asked)).as("less left").isSameAs(exact);
        leave(load, 0, asked);
        assertThat(potentials.potential(load, known, asked)).as("room again").isSameAs(ofClass);
        potentials.wasted(load, known, asked, NODES);
        Potential again = potentials.potential(load, known, asked);
        assertThat(again).isNotSameAs(exact).extracting(it -> it.leastMbps).isEqualTo(asked);

        leave(load, 0, floor + 1);
        leave(load, 0, 10 * floor);
        assertThat(potentials.potential(load, known, asked))
                .as("room again, and for more than the class")
                .isSameAs(ofClass);
    }

    private static void leave(NetworkLoad load, int arc, int mbps) {
        load.take(arc, load.residualBps(arc) - mbps * 1_000_000L);
    }

    @Test
    void bandwidthsOfOneClassThatTakeTurnsDriveEachOtherOutMoreAndMoreSeldom() {
        NetworkLoad load = RandomWan.load(new Random(3), NODES, 100);
        int floor = BandwidthClasses.floorMbps(BandwidthClasses.of(500));
        Potentials potentials = load.potentials();
        TargetPotentials known = potentials.toward(new int[] {4}, Weighing.LATENCY);
        potentials.potential(load, known, floor);
        int turns = 0;
        Potential before = null;
        for (int i = 0; i < 1000; i++) {
            int asked = floor + 1 + i % 2;
            potentials.wasted(load, known, asked, NODES);
            Potential now = potentials.potential(load, known, floor + 2);
            turns += now == before ? 0 : 1;
            before = now;
        }
        assertThat(turns).isBetween(1, 16);
    }
}
