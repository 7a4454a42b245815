package dev.braid.intent.store;

import dev.braid.intent.domain.Connection;
import dev.braid.intent.domain.Intent;
import dev.braid.intent.domain.IntentId;
import dev.braid.intent.domain.IntentState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The intents with their connections. Every change tells the watchers, when it commits. */
@ApplicationScoped
public class IntentRepository {
    /** The channel of PostgreSQL on which changes are told, with the key of the intent. */
    public static final String CHANGES = "intent_changes";

    /** A page ends early rather than grow beyond what one answer carries. */
    private static final int MOST_CONNECTIONS_OF_A_PAGE = 2_000;

    private static final int MOST_SPEC_CHARACTERS_OF_A_PAGE = 2_000_000;

    private static final String INSERT = """
            insert into intents (tenant_id, intent_id, spec, submitted_digest, generation, terminate_asked, state,
                state_time, active_generation, connection_count, create_time, update_time, version)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            on conflict do nothing""";

    /** Adds the intent unless its id is taken; says whether it did. */
    public Uni<Boolean> insert(StatelessSession session, Intent intent, byte[] submittedDigest) {
        IntentRow row = IntentRow.of(intent, submittedDigest);
        return session.createNativeQuery(INSERT)
                .setParameter(1, row.tenantId)
                .setParameter(2, row.intentId)
                .setParameter(3, row.spec)
                .setParameter(4, row.submittedDigest)
                .setParameter(5, row.generation)
                .setParameter(6, row.terminateAsked)
                .setParameter(7, row.state)
                .setParameter(8, row.stateTime)
                .setParameter(9, row.activeGeneration)
                .setParameter(10, row.connectionCount)
                .setParameter(11, row.createTime)
                .setParameter(12, row.updateTime)
                .setParameter(13, row.version)
                .executeUpdate()
                .chain(rows -> rows == 0
                        ? Uni.createFrom().item(false)
                        : insertConnections(session, intent)
                                .chain(() -> tell(session, intent.id()))
                                .replaceWith(true));
    }

    private static Uni<Void> insertConnections(StatelessSession session, Intent intent) {
        Object[] rows = intent.connections().stream()
                .map(connection -> ConnectionRow.of(intent.id(), connection))
                .toArray();
        return session.insertAll(100, rows);
    }

    /** The digest of the spec that was submitted first under that id, if one was. */
    public Uni<Optional<byte[]>> findDigest(StatelessSession session, IntentId id) {
        return session.get(IntentRow.class, key(id))
                .map(row -> Optional.ofNullable(row).map(r -> r.submittedDigest));
    }

    /** The intent of that id, if the scope of the session has it. Whole only in a reading, which sees one moment. */
    public Uni<Optional<Intent>> find(StatelessSession session, IntentId id) {
        return session.get(IntentRow.class, key(id)).chain(row -> complete(session, row));
    }

    /** The intent of that id, held until the transaction ends, so that changes of one intent queue up. */
    public Uni<Optional<Intent>> lock(StatelessSession session, IntentId id) {
        return session.get(IntentRow.class, key(id), LockMode.PESSIMISTIC_WRITE).chain(row -> complete(session, row));
    }

    /** Stores the intent without its connections. */
    public Uni<Void> replace(StatelessSession session, Intent intent) {
        return session.update(IntentRow.of(intent, new byte[0])).chain(() -> tell(session, intent.id()));
    }

    /** Stores one connection. */
    public Uni<Void> replace(StatelessSession session, IntentId id, Connection connection) {
        return session.update(ConnectionRow.of(id, connection));
    }

    /** Which intents to list: of one tenant or, where that is empty, of all; in these states, or in any. */
    public record Filter(String tenantId, Set<IntentState> states) {}

    /** At most so many intents after that one, in the order of tenants and ids; fewer where they are large. */
    public Uni<Page> list(StatelessSession session, Filter filter, String afterTenantId, String afterId, int limit) {
        List<String> states = (filter.states().isEmpty() ? Set.of(IntentState.values()) : filter.states())
                .stream().map(IntentState::name).toList();
        return session.createSelectionQuery("""
                        from IntentRow where (:tenant = '' or tenantId = :tenant)
                        and (tenantId > :afterTenant or tenantId = :afterTenant and intentId > :after)
                        and state in (:states)
                        order by tenantId, intentId""", IntentRow.class)
                .setParameter("tenant", filter.tenantId())
                .setParameter("afterTenant", afterTenantId)
                .setParameter("after", afterId)
                .setParameter("states", states)
                .setMaxResults(limit + 1)
                .getResultList()
                .chain(rows -> complete(session, rows, limit));
    }

    /** Intents in order, and whether more follow. */
    public record Page(List<Intent> intents, boolean more) {}

    private static Uni<Page> complete(StatelessSession session, List<IntentRow> rows, int limit) {
        List<IntentRow> page = new ArrayList<>();
        int connections = 0;
        long characters = 0;
        for (IntentRow row : rows) {
            connections += row.connectionCount;
            characters += row.spec.length();
            boolean full = page.size() == limit
                    || connections > MOST_CONNECTIONS_OF_A_PAGE
                    || characters > MOST_SPEC_CHARACTERS_OF_A_PAGE;
            if (full && !page.isEmpty()) {
                break;
            }
            page.add(row);
        }
        boolean more = page.size() < rows.size();
        if (page.isEmpty()) {
            return Uni.createFrom().item(new Page(List.of(), false));
        }
        return connections(session, page)
                .map(byIntent -> new Page(
                        page.stream()
                                .map(row -> row.toIntent(
                                        byIntent.getOrDefault(new IntentId(row.tenantId, row.intentId), List.of())))
                                .toList(),
                        more));
    }

    private static Uni<Map<IntentId, List<Connection>>> connections(
            StatelessSession session, Collection<IntentRow> intents) {
        return session.createSelectionQuery(
                        "from ConnectionRow where tenantId in (:tenants) and intentId in (:intents) order by ordinal",
                        ConnectionRow.class)
                .setParameter(
                        "tenants",
                        intents.stream().map(i -> i.tenantId).distinct().toList())
                .setParameter(
                        "intents",
                        intents.stream().map(i -> i.intentId).distinct().toList())
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> new IntentId(row.tenantId, row.intentId),
                                Collectors.mapping(ConnectionRow::toConnection, Collectors.toList()))));
    }

    private static Uni<Optional<Intent>> complete(StatelessSession session, IntentRow row) {
        if (row == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return connections(session, List.of(row))
                .map(byIntent -> Optional.of(
                        row.toIntent(byIntent.getOrDefault(new IntentId(row.tenantId, row.intentId), List.of()))));
    }

    private static Uni<Void> tell(StatelessSession session, IntentId id) {
        return session.createNativeQuery("select cast(pg_notify(?1, ?2) as text)", String.class)
                .setParameter(1, CHANGES)
                .setParameter(2, id.key())
                .getSingleResult()
                .replaceWithVoid();
    }

    private static IntentRow.Key key(IntentId id) {
        return new IntentRow.Key(id.tenantId(), id.intentId());
    }
}
