package dev.braid.telemetry.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Rows on their way to the database, so many at most: where more come, the oldest are lost. Adding never waits for the
 * database. One thread takes rows out, and only when they are stored.
 */
final class WaitingRows<T> {
    private final int most;
    private final LongConsumer lost;
    private final Deque<T> rows = new ArrayDeque<>();
    /** How many were ever taken from the front, stored or lost. */
    private long gone;

    /**
     * One look at the oldest rows.
     *
     * @param place how many rows had gone before
     */
    record Batch<T>(long place, List<T> rows) {}

    /** @param lost hears how many rows are lost, each time some are */
    WaitingRows(int most, LongConsumer lost) {
        this.most = most;
        this.lost = lost;
    }

    void add(List<T> more) {
        int tooMany;
        synchronized (this) {
            rows.addAll(more);
            tooMany = Math.max(0, rows.size() - most);
            remove(tooMany);
        }
        if (tooMany > 0) {
            lost.accept(tooMany);
        }
    }

    /** The oldest rows, which go on waiting until they are {@link #done}. */
    synchronized Batch<T> oldest(int atMost) {
        List<T> batch = new ArrayList<>(Math.min(atMost, rows.size()));
        Iterator<T> next = rows.iterator();
        while (batch.size() < atMost && next.hasNext()) {
            batch.add(next.next());
        }
        return new Batch<>(gone, batch);
    }

    /** Lets the rows go that are stored; some may have been lost since. */
    synchronized void done(Batch<T> batch) {
        remove((int) Math.max(0, batch.place() + batch.rows().size() - gone));
    }

    synchronized int size() {
        return rows.size();
    }

    private void remove(int count) {
        for (int i = 0; i < count; i++) {
            rows.removeFirst();
        }
        gone += count;
    }
}
