package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PotentialsTest {
    private static final int NODES = 50;
    private static final long ONE = 8L * NODES;

    @Test
    void boundsKeepToTheirRoomAndStayTrue() {
        Random random = new Random(3);
        NetworkLoad load = RandomWan.load(random, NODES, 100);
        WeightRange range = new WeightRange(load.graph(), load.records);
        Potentials potentials = new Potentials(load.graph(), range, 7 * ONE);
        for (int i = 0; i < 2000; i++) {
            int[] targets = {random.nextInt(NODES)};
            TargetPotentials known = potentials.toward(targets, Weighing.PRICE);
            Potential potential = potentials.potential(load, known, BandwidthClasses.NONE);
            assertThat(potential.bounds).isEqualTo(new TreeGrowth(load.graph(), range).grow(targets, potential.scale));
            assertThat(potentials.bytes()).isBetween(ONE, 7 * ONE);
            potentials.wasted(load, known, BandwidthClasses.of(50), NODES);
            assertThat(potentials.bytes()).isBetween(ONE, 7 * ONE);
        }
    }

    @Test
    void whatIsAskedForAgainIsNotBuiltAgain() {
        NetworkLoad load = RandomWan.load(new Random(3), NODES, 100);
        Potentials potentials = load.potentials();
        TargetPotentials known = potentials.toward(new int[] {4, 9}, Weighing.LATENCY);
        Potential first = potentials.potential(load, known, BandwidthClasses.NONE);

        assertThat(potentials.toward(new int[] {4, 9}, new Weighing(1, 0, 0))).isSameAs(known);
        load.measure(3, load.latencyUs(3) * 2L, true);
        load.take(5, 1_000_000);
        assertThat(potentials.potential(load, known, BandwidthClasses.NONE)).isSameAs(first);
    }

    @Test
    void boundsForAClassAreDroppedWhenALinkHasRoomForItAgain() {
        NetworkLoad load = RandomWan.load(new Random(3), NODES, 100);
        Potentials potentials = load.potentials();
        TargetPotentials known = potentials.toward(new int[] {4}, Weighing.LATENCY);
        int bandwidthClass = BandwidthClasses.of(50);
        Potential any = potentials.potential(load, known, bandwidthClass);
        potentials.wasted(load, known, bandwidthClass, NODES);
        Potential narrow = potentials.potential(load, known, bandwidthClass);
        assertThat(narrow).isNotSameAs(any);
        potentials.wasted(load, known, bandwidthClass, NODES);
        assertThat(potentials.potential(load, known, bandwidthClass))
                .as("built again for nothing")
                .isSameAs(narrow);
        assertThat(potentials.potential(load.copy(), known, bandwidthClass)).isSameAs(any);
        int wide = 0;
        while (load.residualBps(wide) < 60_000_000) {
            wide++;
        }
        long taken = load.residualBps(wide) - 20_000_000;
        load.take(wide, taken);
        assertThat(potentials.potential(load, known, bandwidthClass)).isSameAs(narrow);
        load.take(wide, -10_000_000);
        assertThat(potentials.potential(load, known, bandwidthClass)).isSameAs(narrow);
        load.take(wide, 10_000_000 - taken);

        assertThat(potentials.potential(load, known, bandwidthClass)).isSameAs(any);
    }
}
