package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BandwidthClassesTest {
    /** The class of a bandwidth is the last one whose floor it reaches. */
    private static int plainly(int mbps) {
        int found = BandwidthClasses.NONE;
        for (int each = 0; each < BandwidthClasses.count(); each++) {
            if (BandwidthClasses.floorMbps(each) <= mbps) {
                found = each;
            }
        }
        return found;
    }

    @Test
    void theClassIsTheLastOneWhoseFloorIsReached() {
        Random random = new Random(5);
        for (int mbps = -2; mbps < 20_000; mbps++) {
            assertThat(BandwidthClasses.of(mbps)).as("%d Mbit/s", mbps).isEqualTo(plainly(mbps));
        }
        for (int i = 0; i < 20_000; i++) {
            int mbps = random.nextInt() >>> 1 + random.nextInt(31);
            assertThat(BandwidthClasses.of(mbps)).as("%d Mbit/s", mbps).isEqualTo(plainly(mbps));
        }
        assertThat(BandwidthClasses.of(Integer.MAX_VALUE)).isEqualTo(plainly(Integer.MAX_VALUE));
    }

    @Test
    void everyClassThatALinkComesBackIntoIsCounted() {
        Random random = new Random(7);
        BandwidthClasses classes = new BandwidthClasses();
        int[] returns = new int[BandwidthClasses.count()];
        int[] leaves = new int[BandwidthClasses.count()];
        int before = NetworkLoad.OUT_OF_ORDER;
        for (int i = 0; i < 50_000; i++) {
            int now = random.nextInt(3) == 0
                    ? Math.max(-1, before + random.nextInt(11) - 5)
                    : random.nextInt() >>> 1 + random.nextInt(31);
            classes.change(before, now);
            for (int each = 0; each < returns.length; each++) {
                boolean had = BandwidthClasses.floorMbps(each) <= before;
                boolean has = BandwidthClasses.floorMbps(each) <= now;
                returns[each] += !had && has ? 1 : 0;
                leaves[each] += had && !has ? 1 : 0;
            }
            before = now;
        }
        for (int each = 0; each < returns.length; each++) {
            assertThat(classes.returns(each)).isEqualTo(returns[each]);
        }
    }

    @Test
    void theNextRiseAndTheNextFallWithinAClassAreCountedWhileItIsWatched() {
        BandwidthClasses classes = new BandwidthClasses();
        int watched = BandwidthClasses.of(100);
        int floor = BandwidthClasses.floorMbps(watched);
        classes.change(floor, floor + 1);
        classes.change(floor + 1, floor);
        assertThat(classes.counts(watched)).isEqualTo(BandwidthClasses.Counts.NONE);

        classes.watch(watched);
        classes.change(floor - 1, floor - 2);
        classes.change(10 * floor, 11 * floor);
        assertThat(classes.isWatched(watched)).isTrue();
        assertThat(classes.counts(watched)).isEqualTo(BandwidthClasses.Counts.NONE);
        for (int i = 0; i < 3; i++) {
            classes.change(floor + 2, floor + 1);
        }
        assertThat(classes.isWatched(watched)).isTrue();
        assertThat(classes.counts(watched)).isEqualTo(new BandwidthClasses.Counts(0, 0, 0, 1));
        for (int i = 0; i < 3; i++) {
            classes.change(floor, floor + 2);
        }
        assertThat(classes.isWatched(watched)).isFalse();
        assertThat(classes.counts(watched)).isEqualTo(new BandwidthClasses.Counts(0, 0, 1, 1));

        classes.watch(watched);
        classes.change(floor + 2, 20 * floor);
        assertThat(classes.isWatched(watched)).isFalse();
        assertThat(classes.counts(watched)).isEqualTo(new BandwidthClasses.Counts(0, 0, 2, 1));
    }
}
