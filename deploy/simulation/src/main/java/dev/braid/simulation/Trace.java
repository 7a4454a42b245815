package dev.braid.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** What was worth telling: all of it in one number, by which two runs are compared, and the last of it in words. */
final class Trace {
    private static final int KEPT = 30;

    private final EventQueue queue;
    private final Deque<String> last = new ArrayDeque<>();
    private long digest = 1;

    Trace(EventQueue queue) {
        this.queue = queue;
    }

    void note(String what) {
        String line = String.format(Locale.ROOT, "%11.6f s  %s", queue.nowUs() / 1e6, what);
        mark(line.hashCode());
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(line);
    }

    /** What is too common for words. */
    void mark(long value) {
        digest = digest * 0x9E3779B97F4A7C15L + value;
        digest ^= digest >>> 29;
    }

    long digest() {
        return digest;
    }

    List<String> last() {
        return List.copyOf(last);
    }
}
