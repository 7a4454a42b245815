package dev.braid.path.domain.decision;

import dev.braid.path.domain.route.PathRecord;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** When time alone changes what is held for whom. */
final class Agenda {
    private final NavigableMap<Instant, NavigableSet<Entry>> turns = new TreeMap<>();

    private record Entry(String intentKey, String connectionId) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byIntent = intentKey.compareTo(other.intentKey);
            return byIntent == 0 ? connectionId.compareTo(other.connectionId) : byIntent;
        }
    }

    /** Replaces a connection's record by its next one; either may be absent. */
    void replace(Optional<PathRecord> before, Optional<PathRecord> after) {
        before.ifPresent(record -> record.nextTurn().ifPresent(time -> {
            NavigableSet<Entry> there = turns.get(time);
            there.remove(entry(record));
            if (there.isEmpty()) {
                turns.remove(time);
            }
        }));
        after.ifPresent(record -> record.nextTurn()
                .ifPresent(time ->
                        turns.computeIfAbsent(time, _ -> new TreeSet<>()).add(entry(record))));
    }

    private static Entry entry(PathRecord record) {
        return new Entry(record.intentKey(), record.connectionId());
    }

    /** The keys of the intents of which something is due, those that wait longest first. */
    Set<String> due(Instant now) {
        Set<String> intentKeys = new LinkedHashSet<>();
        turns.headMap(now, true).values().forEach(entries -> entries.forEach(entry -> intentKeys.add(entry.intentKey)));
        return intentKeys;
    }
}
