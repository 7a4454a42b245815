package dev.braid.path.domain.route;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How much more is reserved on one link at each time than is held now, less where negative. Immutable: changes make
 * another one.
 */
final class Timeline {
    static final Timeline EMPTY = new Timeline(new TreeMap<>());

    private final Instant[] times;
    private final long[] changesBps;

    /** From each time on until the next; before the first it is nothing. */
    private final long[] moreBps;

    private final long peakBps;

    private Timeline(NavigableMap<Instant, Long> changes) {
        times = changes.keySet().toArray(Instant[]::new);
        changesBps = changes.values().stream().mapToLong(Long::longValue).toArray();
        moreBps = changesBps.clone();
        Arrays.parallelPrefix(moreBps, Long::sum);
        peakBps = Math.max(0, Arrays.stream(moreBps).max().orElse(0));
    }

    /** The two together. */
    Timeline plus(Map<Instant, Long> others) {
        NavigableMap<Instant, Long> sum = new TreeMap<>();
        for (int i = 0; i < times.length; i++) {
            sum.put(times[i], changesBps[i]);
        }
        others.forEach((time, change) -> sum.merge(time, change, Timeline::sum));
        return new Timeline(sum);
    }

    /** Nothing where they make up for each other, so that what is over leaves no trace. */
    private static Long sum(Long one, Long other) {
        return one + other == 0 ? null : Long.valueOf(one + other);
    }

    boolean isEmpty() {
        return times.length == 0;
    }

    /** The most of all times. */
    long peakBps() {
        return peakBps;
    }

    /** The least of all times. */
    long leastBps() {
        return Math.min(0, Arrays.stream(moreBps).min().orElse(0));
    }

    /** The most inside the interval. */
    long peakBps(Interval interval) {
        int at = floor(interval.start());
        long most = at < 0 ? 0 : moreBps[at];
        for (int i = at + 1; i < times.length && times[i].isBefore(interval.end()); i++) {
            most = Math.max(most, moreBps[i]);
        }
        return most;
    }

    /** The last change that is not after the time; -1 where all are. */
    private int floor(Instant time) {
        int found = Arrays.binarySearch(times, time);
        return found >= 0 ? found : -found - 2;
    }

    /** Every time after the one and until the other from which on less is reserved. */
    void drops(Instant after, Instant until, Consumer<Instant> found) {
        for (int i = floor(after) + 1; i < times.length && !times[i].isAfter(until); i++) {
            if (changesBps[i] < 0) {
                found.accept(times[i]);
            }
        }
    }

    /** Every value that it has inside the interval. */
    void values(Interval interval, Consumer<Long> found) {
        int at = floor(interval.start());
        found.accept(at < 0 ? 0 : moreBps[at]);
        for (int i = at + 1; i < times.length && times[i].isBefore(interval.end()); i++) {
            found.accept(moreBps[i]);
        }
    }
}
