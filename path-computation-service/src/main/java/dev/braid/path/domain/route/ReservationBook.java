package dev.braid.path.domain.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What every connection holds, and the sum of it on every link. Each record replaces the one before it, so the sums
 * always equal what a recount of the records gives. A fork sees the book it came from and keeps its own changes apart;
 * the book must not change while a fork of it is in use.
 */
public final class ReservationBook {
    private final ReservationBook base;
    private final NavigableMap<String, Optional<PathRecord>> records = new TreeMap<>();
    private final Map<String, NavigableSet<String>> connectionsOfIntent = new HashMap<>();
    private final Map<String, Long> reservedBps = new HashMap<>();

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
        Optional<PathRecord> own = records.get(connectionId);
        if (own != null) {
            return own;
        }
        return base == null ? Optional.empty() : base.find(connectionId);
    }

    /** The newest records of the intent's connections, in the order of their ids. */
    public List<PathRecord> ofIntent(String intentKey) {
        return connections(intentKey).stream()
                .map(this::find)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The sum of what is held on the link, in its direction. */
    public long reservedBps(String linkId) {
        Long own = reservedBps.get(linkId);
        if (own != null) {
            return own;
        }
        return base == null ? 0 : base.reservedBps(linkId);
    }

    /** Replaces the connection's record. */
    public void put(PathRecord record) {
        replace(record.connectionId(), Optional.of(record));
        NavigableSet<String> known = connections(record.intentKey());
        if (!known.contains(record.connectionId())) {
            NavigableSet<String> more = new TreeSet<>(known);
            more.add(record.connectionId());
            connectionsOfIntent.put(record.intentKey(), more);
        }
    }

    /** Forgets the connection. */
    public void remove(String connectionId) {
        Optional<PathRecord> old = find(connectionId);
        if (old.isPresent()) {
            replace(connectionId, Optional.empty());
            NavigableSet<String> fewer = new TreeSet<>(connections(old.get().intentKey()));
            fewer.remove(connectionId);
            connectionsOfIntent.put(old.get().intentKey(), fewer);
        }
    }

    private void replace(String connectionId, Optional<PathRecord> record) {
        find(connectionId).ifPresent(old -> old.holdings().forEach((linkId, bps) -> add(linkId, -bps)));
        record.ifPresent(fresh -> fresh.holdings().forEach(this::add));
        if (base == null && record.isEmpty()) {
            records.remove(connectionId);
        } else {
            records.put(connectionId, record);
        }
    }

    private void add(String linkId, long bps) {
        reservedBps.put(linkId, reservedBps(linkId) + bps);
    }

    private NavigableSet<String> connections(String intentKey) {
        NavigableSet<String> own = connectionsOfIntent.get(intentKey);
        if (own != null) {
            return own;
        }
        return base == null ? new TreeSet<>() : base.connections(intentKey);
    }

    /** All records, in no order. */
    public Stream<PathRecord> all() {
        Stream<PathRecord> own = records.values().stream().flatMap(Optional::stream);
        return base == null
                ? own
                : Stream.concat(own, base.all().filter(record -> !records.containsKey(record.connectionId())));
    }

    /** All records after the connection id, in the order of their ids. Not on a fork. */
    public Stream<PathRecord> after(String connectionId) {
        if (base != null) {
            throw new IllegalStateException("A fork of the book cannot be listed");
        }
        return records.tailMap(connectionId, false).values().stream().flatMap(Optional::stream);
    }
}
