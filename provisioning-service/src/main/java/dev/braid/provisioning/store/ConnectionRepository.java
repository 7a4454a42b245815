package dev.braid.provisioning.store;

import dev.braid.provisioning.domain.Connection;
import dev.braid.provisioning.domain.Leg;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The connections and their legs; a connection is read and written whole, under the lock of its row. */
@ApplicationScoped
public class ConnectionRepository {
    /** In the order of their ids, so that two who hold several do not lock each other out. */
    private static final String LOCK = """
            select * from connections
            where (tenant_id, connection_id) in (
                select * from unnest(cast(?1 as text[]), cast(?2 as text[])))
            order by tenant_id, connection_id for update""";

    /** A replica that is stopped in the middle of a transaction must not stop all that share one with its connections. */
    private static final String LOCK_FREE = LOCK + " skip locked";

    private static final String LEGS = """
            select * from legs
            where (tenant_id, connection_id) in (
                select * from unnest(cast(?1 as text[]), cast(?2 as text[])))
            order by tenant_id, connection_id, number""";

    /** Holds the connection's row until the transaction ends; empty for one nobody has heard of. */
    public Uni<Optional<Held>> lock(StatelessSession session, String tenantId, String connectionId) {
        ConnectionRow.Key key = new ConnectionRow.Key(tenantId, connectionId);
        return lock(session, List.of(key)).map(held -> Optional.ofNullable(held.get(key)));
    }

    /** The same for several; those nobody has heard of are left out. */
    public Uni<Map<ConnectionRow.Key, Held>> lock(StatelessSession session, Collection<ConnectionRow.Key> keys) {
        return rows(session, LOCK, ConnectionRow.class, keys)
                .chain(rows -> rows.isEmpty() ? Uni.createFrom().item(Map.of()) : held(session, rows));
    }

    /**
     * The same for workers; those that another worker has claimed since are left out, and where there are several those that
     * anybody holds now.
     */
    public Uni<Map<Claim, Held>> lockClaimed(StatelessSession session, Collection<Claim> claims) {
        List<ConnectionRow.Key> keys =
                claims.stream().map(Claim::key).distinct().toList();
        return rows(session, keys.size() > 1 ? LOCK_FREE : LOCK, ConnectionRow.class, keys)
                .chain(rows ->
                        rows.isEmpty() ? Uni.createFrom().item(Map.<ConnectionRow.Key, Held>of()) : held(session, rows))
                .map(held -> claims.stream()
                        .distinct()
                        .filter(claim ->
                                held.containsKey(claim.key()) && held.get(claim.key()).row.claimEpoch == claim.epoch())
                        .collect(Collectors.toMap(Function.identity(), claim -> held.get(claim.key()))));
    }

    private Uni<Map<ConnectionRow.Key, Held>> held(StatelessSession session, List<ConnectionRow> rows) {
        List<ConnectionRow.Key> keys = rows.stream().map(ConnectionRow::key).toList();
        return rows(session, LEGS, LegRow.class, keys).chain(legRows -> {
            Map<ConnectionRow.Key, List<Leg>> legs = legRows.stream()
                    .collect(Collectors.groupingBy(
                            LegRow::connectionKey, Collectors.mapping(LegRow::toLeg, Collectors.toList())));
            return clock(session)
                    .map(now -> rows.stream()
                            .collect(Collectors.toMap(
                                    ConnectionRow::key,
                                    row -> new Held(
                                            row, row.toConnection(legs.getOrDefault(row.key(), List.of())), now))));
        });
    }

    private static <T> Uni<List<T>> rows(
            StatelessSession session, String query, Class<T> kind, Collection<ConnectionRow.Key> keys) {
        return session.createNativeQuery(query, kind)
                .setParameter(1, keys.stream().map(ConnectionRow.Key::tenantId).toArray(String[]::new))
                .setParameter(
                        2, keys.stream().map(ConnectionRow.Key::connectionId).toArray(String[]::new))
                .getResultList();
    }

    /** What the database's clock says now, not when the transaction began. */
    public Uni<Instant> clock(StatelessSession session) {
        return session.createNativeQuery("select clock_timestamp()", Instant.class)
                .getSingleResult();
    }

    /** Writes connections that were not known, due at once. */
    public Uni<Void> insertAll(StatelessSession session, List<Connection> connections, Instant now) {
        return RowWrites.insert(
                session,
                connections.stream()
                        .map(connection -> {
                            ConnectionRow row = new ConnectionRow();
                            row.take(connection, now);
                            row.dueTime = now;
                            return row;
                        })
                        .toList());
    }

    /** Writes what was decided of a connection. */
    public Uni<Void> save(StatelessSession session, Change change) {
        return saveAll(session, List.of(change));
    }

    /** Writes what was decided of connections, each of which is held and stands here once. */
    public Uni<Void> saveAll(StatelessSession session, List<Change> changes) {
        List<LegRow> legs = new ArrayList<>();
        List<LegRow.Key> gone = new ArrayList<>();
        for (Change change : changes) {
            Connection next = change.next();
            Map<String, Leg> before = change.held().connection().rollout().legs().stream()
                    .collect(Collectors.toMap(Leg::legId, Function.identity()));
            for (Leg leg : next.rollout().legs()) {
                if (!leg.equals(before.remove(leg.legId()))) {
                    legs.add(LegRow.of(
                            next.tenantId(),
                            next.connectionId(),
                            leg,
                            change.held().now()));
                }
            }
            before.keySet().forEach(legId -> gone.add(new LegRow.Key(next.tenantId(), legId)));
        }
        return RowWrites.update(session, changes.stream().map(Change::row).toList())
                .chain(() -> RowWrites.put(session, legs))
                .chain(() -> RowWrites.delete(session, gone));
    }

    /** One connection as it is now. */
    public Uni<Optional<Stored>> find(StatelessSession session, String connectionId) {
        return session.createSelectionQuery("from ConnectionRow where connectionId = ?1", ConnectionRow.class)
                .setParameter(1, connectionId)
                .getResultList()
                .chain(rows -> withLegs(session, rows))
                .map(found -> found.stream().findFirst());
    }

    /** Those of the connections that are known, as they are now. */
    public Uni<List<Stored>> findAll(StatelessSession session, Collection<String> connectionIds) {
        return session.createSelectionQuery("from ConnectionRow where connectionId in ?1", ConnectionRow.class)
                .setParameter(1, connectionIds)
                .getResultList()
                .chain(rows -> withLegs(session, rows));
    }

    /** The connections after that id, in the order of their ids. */
    public Uni<List<Stored>> page(StatelessSession session, String afterConnectionId, int size) {
        return session.createSelectionQuery(
                        "from ConnectionRow where connectionId > ?1 order by connectionId", ConnectionRow.class)
                .setParameter(1, afterConnectionId)
                .setMaxResults(size)
                .getResultList()
                .chain(rows -> withLegs(session, rows));
    }

    private static Uni<List<Stored>> withLegs(StatelessSession session, List<ConnectionRow> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<String> ids = rows.stream().map(row -> row.connectionId).toList();
        return session.createSelectionQuery(
                        "from LegRow where connectionId in ?1 order by connectionId, number", LegRow.class)
                .setParameter(1, ids)
                .getResultList()
                .map(legs -> {
                    Map<String, List<LegRow>> byConnection =
                            legs.stream().collect(Collectors.groupingBy(leg -> leg.connectionId));
                    List<Stored> found = new ArrayList<>();
                    for (ConnectionRow row : rows) {
                        found.add(Stored.of(row, byConnection.getOrDefault(row.connectionId, List.of())));
                    }
                    return List.copyOf(found);
                });
    }
}
