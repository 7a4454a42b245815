package dev.braid.path.planning;

import dev.braid.path.domain.decision.StrandedConnections;
import dev.braid.path.domain.route.PathRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** One thing for each connection, that of the most important first. Where there are too many the least important goes. */
final class ByImportance<V> {
    private final int most;
    private final NavigableMap<PathRecord, V> all = new TreeMap<>(StrandedConnections.IMPORTANCE);
    private final Map<String, PathRecord> ranks = new HashMap<>();

    ByImportance(int most) {
        this.most = most;
    }

    /** Puts it in the place of what was there for the connection. */
    synchronized void put(PathRecord record, V value) {
        remove(record.connectionId());
        all.put(record, value);
        ranks.put(record.connectionId(), record);
        if (all.size() > most) {
            ranks.remove(all.pollLastEntry().getKey().connectionId());
        }
    }

    synchronized void remove(String connectionId) {
        PathRecord rank = ranks.remove(connectionId);
        if (rank != null) {
            all.remove(rank);
        }
    }

    synchronized void removeIf(Predicate<V> gone) {
        if (all.values().removeIf(gone)) {
            ranks.values().removeIf(rank -> !all.containsKey(rank));
        }
    }

    synchronized Optional<V> find(String connectionId) {
        return Optional.ofNullable(ranks.get(connectionId)).map(all::get);
    }

    synchronized List<V> list() {
        return new ArrayList<>(all.values());
    }

    /** Those of more important connections. */
    synchronized List<V> before(PathRecord record) {
        return new ArrayList<>(all.headMap(record, false).values());
    }

    /** How many are of more important connections. */
    synchronized int countBefore(PathRecord record) {
        return all.headMap(record, false).size();
    }

    synchronized int size() {
        return all.size();
    }
}
