package dev.braid.telemetry.history;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Rows on their way to the database, so many at most: where more come, the oldest are lost. A row that says more of the same
 * takes the place of the one before. Adding never waits for the database. One thread takes rows out, and only when they are
 * stored.
 */
final class WaitingRows<T> {
    private final int most;
    private final Function<T, Object> subject;
    private final LongConsumer lost;
    private final SequencedMap<Object, T> rows = new LinkedHashMap<>();

    /**
     * @param subject what a row is of: of two rows with the same one only the later waits
     * @param lost hears how many rows are lost, each time some are
     */
    WaitingRows(int most, Function<T, Object> subject, LongConsumer lost) {
        this.most = most;
        this.subject = subject;
        this.lost = lost;
    }

    void add(List<T> more) {
        int tooMany = 0;
        synchronized (this) {
            for (T row : more) {
                rows.putLast(subject.apply(row), row);
            }
            Iterator<T> oldest = rows.values().iterator();
            while (rows.size() > most) {
                oldest.next();
                oldest.remove();
                tooMany++;
            }
        }
        if (tooMany > 0) {
            lost.accept(tooMany);
        }
    }

    /** The oldest rows, which go on waiting until they are {@link #done}. */
    synchronized List<T> oldest(int atMost) {
        List<T> batch = new ArrayList<>(Math.min(atMost, rows.size()));
        Iterator<T> next = rows.values().iterator();
        while (batch.size() < atMost && next.hasNext()) {
            batch.add(next.next());
        }
        return batch;
    }

    /** Lets the rows go that are stored; some may have been lost since, and others replaced, which are not stored yet. */
    synchronized void done(List<T> stored) {
        for (T row : stored) {
            rows.remove(subject.apply(row), row);
        }
    }

    synchronized int size() {
        return rows.size();
    }
}
