package dev.braid.path.domain.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What every connection holds, and the sum of it on every link. Each record replaces the one before it, so the sums
 * always equal what a recount of the records gives. A fork sees the book it came from and keeps its own changes apart;
 * the book must not change while a fork of it is in use.
 */
public final class ReservationBook {
    private final ReservationBook base;
    private final Map<String, PathRecord> records = new HashMap<>();
    /** All connections of the book, or of a fork those that are new in it. The ids of an intent's stand together. */
    private final NavigableSet<String> connections = new TreeSet<>();
    /** What a fork has forgotten of its base. */
    private final Set<String> forgotten = new HashSet<>();
    /** Summed up when somebody asks first, and kept up from then on: a million records are read before that. */
    private Map<String, Sum> reservedBps;

    private static final class Sum {
        private long bps;
    }

    /** An empty book. */
    public ReservationBook() {
        this(null);
    }

    private ReservationBook(ReservationBook base) {
        this.base = base;
    }

    /** A book that starts equal and changes on its own. */
    public ReservationBook fork() {
        return new ReservationBook(this);
    }

    /** The newest record of the connection, if there is one. */
    public Optional<PathRecord> find(String connectionId) {
        PathRecord own = records.get(connectionId);
        if (own != null) {
            return Optional.of(own);
        }
        return base == null || forgotten.contains(connectionId) ? Optional.empty() : base.find(connectionId);
    }

    /** The newest records of the intent's connections, in the order of their ids. */
    public List<PathRecord> ofIntent(String intentKey) {
        List<PathRecord> found = new ArrayList<>();
        for (String connectionId : connections(intentKey)) {
            find(connectionId).ifPresent(found::add);
        }
        return found;
    }

    private NavigableSet<String> connections(String intentKey) {
        // The ids of an intent's connections are its key, a dot, and a part of their own.
        NavigableSet<String> own = connections.subSet(intentKey + '.', true, intentKey + '/', false);
        if (base == null) {
            return own;
        }
        NavigableSet<String> ofBase = base.connections(intentKey);
        if (own.isEmpty()) {
            return ofBase;
        }
        NavigableSet<String> all = new TreeSet<>(ofBase);
        all.addAll(own);
        return all;
    }

    /** Sums up what is held on every link, if that is not done yet: the first one to ask would do it. */
    public void sumUp() {
        if (reservedBps == null) {
            reservedBps = new HashMap<>();
            records.forEach((connectionId, record) -> {
                ofBase(connectionId).ifPresent(old -> count(old, -1));
                count(record, 1);
            });
            forgotten.forEach(connectionId -> ofBase(connectionId).ifPresent(old -> count(old, -1)));
        }
    }

    /** The sum of what is held on the link, in its direction. */
    public long reservedBps(String linkId) {
        sumUp();
        Sum own = reservedBps.get(linkId);
        return (own == null ? 0 : own.bps) + (base == null ? 0 : base.reservedBps(linkId));
    }

    private Optional<PathRecord> ofBase(String connectionId) {
        return base == null ? Optional.empty() : base.find(connectionId);
    }

    private void count(PathRecord record, int sign) {
        record.eachHolding((linkId, bps) -> reservedBps.computeIfAbsent(linkId, _ -> new Sum()).bps += sign * bps);
    }

    /** Replaces the connection's record. */
    public void put(PathRecord record) {
        Optional<PathRecord> old = find(record.connectionId());
        if (reservedBps != null) {
            old.ifPresent(before -> count(before, -1));
            count(record, 1);
        }
        records.put(record.connectionId(), record);
        forgotten.remove(record.connectionId());
        if (old.isEmpty()) {
            connections.add(record.connectionId());
        }
    }

    /** Forgets the connection. */
    public void remove(String connectionId) {
        Optional<PathRecord> old = find(connectionId);
        if (old.isEmpty()) {
            return;
        }
        if (reservedBps != null) {
            count(old.get(), -1);
        }
        records.remove(connectionId);
        connections.remove(connectionId);
        if (ofBase(connectionId).isPresent()) {
            forgotten.add(connectionId);
        }
    }

    /** All records, in no order. */
    public Stream<PathRecord> all() {
        return base == null
                ? records.values().stream()
                : Stream.concat(
                        records.values().stream(),
                        base.all()
                                .filter(record -> !records.containsKey(record.connectionId()))
                                .filter(record -> !forgotten.contains(record.connectionId())));
    }

    /** All records after the connection id, in the order of their ids. Not on a fork. */
    public Stream<PathRecord> after(String connectionId) {
        if (base != null) {
            throw new IllegalStateException("A fork of the book cannot be listed");
        }
        return connections.tailSet(connectionId, false).stream().map(records::get);
    }
}
