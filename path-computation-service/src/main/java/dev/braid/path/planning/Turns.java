package dev.braid.path.planning;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose turn it is of all whose time has come: so many in each batch that none lasts long, those that wait longest first.
 * Who has to wait waits until all others had their turn, and then a second longer or until something is let go.
 */
final class Turns {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final int most;
    private final Set<String> waiting = new HashSet<>();
    private Instant roundStart = Instant.MIN;
    private boolean freed;
    private boolean more;

    Turns(int most) {
        this.most = most;
    }

    /**
     * The keys of the intents to try now.
     *
     * @param due all whose time has come, those that wait longest first
     * @param letGo whether something was let go since the last time
     */
    List<String> next(Set<String> due, boolean letGo, Instant now) {
        freed |= letGo;
        if (waiting.isEmpty()) {
            startRound(now);
        }
        Set<String> next = new HashSet<>();
        take(next, due);
        if (next.size() < most && (freed || !now.isBefore(roundStart.plus(RETRY)))) {
            startRound(now);
            take(next, due);
        }
        more = next.size() == most;
        return due.stream().filter(next::contains).toList();
    }

    private void startRound(Instant now) {
        waiting.clear();
        roundStart = now;
        freed = false;
    }

    private void take(Set<String> next, Set<String> due) {
        due.stream()
                .filter(intentKey -> !waiting.contains(intentKey) && !next.contains(intentKey))
                .limit(most - next.size())
                .toList()
                .forEach(next::add);
    }

    /** The intent was tried and has to wait. */
    void waits(String intentKey) {
        waiting.add(intentKey);
    }

    /** Whether others may be left whose turn it is at once. */
    boolean more() {
        return more;
    }
}
