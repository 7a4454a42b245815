package dev.braid.gateway.domain;

import java.util.HashMap;
import java.util.Map;

/** How many streams may be open at once: of all callers together, and of each of them. */
public final class StreamSlots {
    private final int most;
    private final int mostPerCaller;
    private final Map<String, Integer> openByCaller = new HashMap<>();
    private int open;

    /** Whether one more stream may be opened. */
    public sealed interface Answer {
        /** It may. */
        record Granted(Slot slot) implements Answer {}

        /** The caller has so many already, and may have no more. */
        record CallerFull(int most) implements Answer {}

        /** All callers together have so many already, and there can be no more. */
        record AllFull(int most) implements Answer {}
    }

    /** The right to one open stream. */
    public final class Slot {
        private final String caller;
        private boolean held = true;

        private Slot(String caller) {
            this.caller = caller;
        }

        /** Lets somebody else have it; doing so again changes nothing. */
        public void giveBack() {
            synchronized (StreamSlots.this) {
                if (held) {
                    held = false;
                    open--;
                    // Callers who have none are forgotten: there may be many over time.
                    openByCaller.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
                }
            }
        }
    }

    public StreamSlots(int most, int mostPerCaller) {
        if (most < 1 || mostPerCaller < 1) {
            throw new IllegalArgumentException("With %d streams in all and %d for each caller nobody could open one."
                    .formatted(most, mostPerCaller));
        }
        this.most = most;
        this.mostPerCaller = mostPerCaller;
    }

    /** Takes a slot for the caller, if there is one. */
    public synchronized Answer take(String caller) {
        int own = openByCaller.getOrDefault(caller, 0);
        if (own >= mostPerCaller) {
            return new Answer.CallerFull(mostPerCaller);
        }
        if (open >= most) {
            return new Answer.AllFull(most);
        }
        open++;
        openByCaller.put(caller, own + 1);
        return new Answer.Granted(new Slot(caller));
    }

    /** How many are taken. */
    public synchronized int open() {
        return open;
    }
}
