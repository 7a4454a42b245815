package dev.braid.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What happens when, in virtual time. What falls on the same moment happens in the order in which it was planned. */
final class EventQueue {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::timeUs).thenComparingLong(Event::number));
    private long nowUs;
    private long planned;
    private long happened;

    private record Event(long timeUs, long number, Runnable act) {}

    /** The moment of the event that happens now. */
    long nowUs() {
        return nowUs;
    }

    /** How many events happened. */
    long happened() {
        return happened;
    }

    void at(long timeUs, Runnable act) {
        events.add(new Event(Math.max(timeUs, nowUs), planned++, act));
    }

    void in(long delayUs, Runnable act) {
        at(nowUs + delayUs, act);
    }

    /** From then on, again and again. */
    void every(long firstUs, long periodUs, Runnable act) {
        at(firstUs, () -> {
            act.run();
            every(nowUs + periodUs, periodUs, act);
        });
    }

    /** Lets the next event happen, unless it lies after the end. */
    boolean step(long endUs) {
        Event next = events.peek();
        if (next == null || next.timeUs() > endUs) {
            return false;
        }
        events.poll();
        nowUs = next.timeUs();
        happened++;
        next.act().run();
        return true;
    }
}
