package dev.braid.provisioning.store;

import dev.braid.provisioning.domain.Connection;
import dev.braid.provisioning.domain.Leg;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The connections and their legs; a connection is read and written whole, under the lock of its row. */
@ApplicationScoped
public class ConnectionRepository {
    private static final String LEGS = "from LegRow where tenantId = ?1 and connectionId = ?2 order by number";

    /** Holds the connection's row until the transaction ends; empty for one nobody has heard of. */
    public Uni<Optional<Held>> lock(StatelessSession session, String tenantId, String connectionId) {
        return session.get(
                        ConnectionRow.class, new ConnectionRow.Key(tenantId, connectionId), LockMode.PESSIMISTIC_WRITE)
                .chain(row -> row == null ? Uni.createFrom().item(Optional.empty()) : held(session, row));
    }

    /** The same for a worker; empty when another worker has claimed it since. */
    public Uni<Optional<Held>> lock(StatelessSession session, Claim claim) {
        return lock(session, claim.tenantId(), claim.connectionId())
                .map(held -> held.filter(it -> it.row.claimEpoch == claim.epoch()));
    }

    private Uni<Optional<Held>> held(StatelessSession session, ConnectionRow row) {
        return legs(session, row)
                .chain(legs -> clock(session).map(now -> Optional.of(new Held(row, row.toConnection(legs), now))));
    }

    private static Uni<List<Leg>> legs(StatelessSession session, ConnectionRow row) {
        return session.createSelectionQuery(LEGS, LegRow.class)
                .setParameter(1, row.tenantId)
                .setParameter(2, row.connectionId)
                .getResultList()
                .map(rows -> rows.stream().map(LegRow::toLeg).toList());
    }

    /** What the database's clock says now, not when the transaction began. */
    public Uni<Instant> clock(StatelessSession session) {
        return session.createNativeQuery("select clock_timestamp()", Instant.class)
                .getSingleResult();
    }

    /** Writes a connection that was not known, due at once. */
    public Uni<Void> insert(StatelessSession session, Connection connection, Instant now) {
        ConnectionRow row = new ConnectionRow();
        row.take(connection, now);
        row.dueTime = now;
        return session.insert(row);
    }

    /** Writes a new wish, or that there is news. Whoever works on the connection goes on and sees it; if nobody does, it is due at once. */
    public Uni<Void> saveWish(StatelessSession session, Held held, Connection next) {
        held.row.take(next, held.now());
        held.row.dueTime = held.now();
        return session.update(held.row).chain(() -> saveLegs(session, held, next));
    }

    /** Writes a decision; the worker keeps its claim for another lease. */
    public Uni<Void> saveAndKeep(StatelessSession session, Held held, Connection next, Duration lease) {
        held.row.claimedUntilTime = held.now().plus(lease);
        held.row.dueTime = held.now();
        return save(session, held, next);
    }

    /** Writes a decision and lets go; {@link Instant#MAX} means that nothing is due. */
    public Uni<Void> saveAndLetGo(StatelessSession session, Held held, Connection next, Instant due) {
        held.row.claimedUntilTime = null;
        held.row.dueTime = due.equals(Instant.MAX) ? null : due;
        return save(session, held, next);
    }

    private Uni<Void> save(StatelessSession session, Held held, Connection next) {
        held.row.take(next, held.now());
        return session.update(held.row).chain(() -> saveLegs(session, held, next));
    }

    private Uni<Void> saveLegs(StatelessSession session, Held held, Connection next) {
        Map<String, Leg> before =
                held.connection().rollout().legs().stream().collect(Collectors.toMap(Leg::legId, Function.identity()));
        Uni<Void> writes = Uni.createFrom().voidItem();
        for (Leg leg : next.rollout().legs()) {
            Leg old = before.remove(leg.legId());
            if (!leg.equals(old)) {
                LegRow row = LegRow.of(next.tenantId(), next.connectionId(), leg, held.now());
                writes = writes.chain(() -> old == null ? session.insert(row) : session.update(row));
            }
        }
        if (!before.isEmpty()) {
            String[] gone = before.keySet().toArray(String[]::new);
            writes = writes.chain(() -> delete(session, next.tenantId(), gone));
        }
        return writes;
    }

    /** In SQL, because the entity delete of Hibernate Reactive 3.2 loses its answer when two run at the same time. */
    private static Uni<Void> delete(StatelessSession session, String tenantId, String[] legIds) {
        return session.createNativeQuery("delete from legs where tenant_id = ?1 and leg_id = any(?2)")
                .setParameter(1, tenantId)
                .setParameter(2, legIds)
                .executeUpdate()
                .replaceWithVoid();
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
