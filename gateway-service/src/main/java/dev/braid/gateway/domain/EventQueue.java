package dev.braid.gateway.domain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What waits for one reader. It never grows beyond its size: what is fleeting goes first, oldest first, and the reader
 * is told that something is missing before it gets anything newer.
 */
public final class EventQueue {
    private final int size;
    private final Deque<Waiting> fleeting = new ArrayDeque<>();
    private final Deque<Waiting> lasting = new ArrayDeque<>();
    private long arrivals;
    private long dropped;

    /** What the reader gets next. */
    public sealed interface Next {
        /** This event. */
        record Event(LiveEvent event) implements Next {}

        /** The news that so many events are missing here. */
        record Gap(long missingCount) implements Next {}
    }

    private record Waiting(long arrival, LiveEvent event) {}

    public EventQueue(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("A queue of %d holds nothing.".formatted(size));
        }
        this.size = size;
    }

    /** Adds an event at the end, and drops another when there is no room. */
    public synchronized void offer(LiveEvent event) {
        if (fleeting.size() + lasting.size() == size) {
            (fleeting.isEmpty() ? lasting : fleeting).removeFirst();
            dropped++;
        }
        (event.kind().isFleeting() ? fleeting : lasting).addLast(new Waiting(arrivals++, event));
    }

    /** Tells the reader that events are missing whose number nobody knows any more. */
    public synchronized void markGap() {
        dropped++;
    }

    /** Takes what comes next; empty when nothing waits. */
    public synchronized Optional<Next> poll() {
        if (dropped > 0) {
            long missing = dropped;
            dropped = 0;
            return Optional.of(new Next.Gap(missing));
        }
        Waiting a = fleeting.peekFirst();
        Waiting b = lasting.peekFirst();
        if (a == null && b == null) {
            return Optional.empty();
        }
        boolean takeFleeting = b == null || (a != null && a.arrival() < b.arrival());
        return Optional.of(
                new Next.Event((takeFleeting ? fleeting : lasting).removeFirst().event()));
    }
}
