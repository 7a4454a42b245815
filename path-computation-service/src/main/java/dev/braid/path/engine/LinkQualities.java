package dev.braid.path.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Jitter, loss and unavailability of every arc, in the units of {@link Resource}; all 0 until they are set. One writer
 * sets them, any thread may read.
 */
public final class LinkQualities {
    static final int JITTER = 0;
    static final int LOSS = 1;
    static final int UNAVAILABILITY = 2;

    /** A column of ones: what a link uses of {@link Resource#HOPS}. */
    static final int ONE = 3;

    private static final int QUALITIES = 3;
    private static final VarHandle RECORD = MethodHandles.arrayElementVarHandle(int[].class);

    final int[] records;

    /** Lower bounds are built on these, never above the records. Replaced as a whole, so its identity is its version. */
    private volatile int[] least;

    /** How many settings rose well above the least since it was replaced. */
    private int rises;

    LinkQualities(int arcCount) {
        records = new int[NetworkLoad.STRIDE * arcCount];
        for (int arc = 0; arc < arcCount; arc++) {
            records[NetworkLoad.STRIDE * arc + ONE] = 1;
        }
        least = records.clone();
    }

    private LinkQualities(LinkQualities other) {
        records = other.records.clone();
        least = other.least;
        rises = other.rises;
    }

    LinkQualities copy() {
        return new LinkQualities(this);
    }

    /** What the arc uses of the resource. */
    public int used(int arc, Resource resource) {
        if (!resource.isQuality()) {
            throw new IllegalArgumentException(resource + " is no quality");
        }
        return records[NetworkLoad.STRIDE * arc + resource.offset];
    }

    /** Sets what one arc uses. The writer's only. */
    public void set(int arc, long jitterUs, long loss, long unavailability) {
        int record = NetworkLoad.STRIDE * arc;
        int[] now = {
            bounded("jitter", arc, jitterUs), bounded("loss", arc, loss), bounded("unavailability", arc, unavailability)
        };
        // Bounds come first where they fall: a search that sees the new value has bounds that hold for it.
        fall(record, now);
        boolean rose = false;
        for (int quality = 0; quality < QUALITIES; quality++) {
            rose |= now[quality] > least[record + quality] + least[record + quality] / 2;
            RECORD.setRelease(records, record + quality, now[quality]);
        }
        rises += rose ? 1 : 0;
        if (NetworkLoad.STRIDE * QUALITIES * rises > records.length) {
            raise();
        }
    }

    private void fall(int record, int[] now) {
        int[] lower = null;
        for (int quality = 0; quality < QUALITIES; quality++) {
            if (now[quality] < least[record + quality]) {
                lower = lower == null ? least.clone() : lower;
                // A little room below, so that the next low sample changes nothing.
                lower[record + quality] = now[quality] - now[quality] / 8;
            }
        }
        if (lower != null) {
            least = lower;
        }
    }

    /** Lets later bounds be as close as the values are now. The writer's, once it has set many. */
    public void raise() {
        rises = 0;
        least = records.clone();
    }

    private static int bounded(String name, int arc, long value) {
        if (value < 0 || value > Resource.MOST) {
            throw new IllegalArgumentException(
                    "The %s of arc %d is %d, not between 0 and %d".formatted(name, arc, value, Resource.MOST));
        }
        return (int) value;
    }

    int[] least() {
        return least;
    }
}
