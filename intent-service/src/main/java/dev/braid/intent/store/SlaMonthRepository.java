package dev.braid.intent.store;

import dev.braid.intent.domain.IntentId;
import dev.braid.intent.domain.sla.SlaMonth;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Which months there are to account for, and who was active in them. */
@ApplicationScoped
public class SlaMonthRepository {
    private static final String ACTIVE_IN_MONTH = """
            exists (select from usage_intervals u where u.tenant_id = c.tenant_id and u.connection_id = c.connection_id
                and u.start_time < ?1 and (u.end_time is null or u.end_time > ?2))""";

    private static final String UNSETTLED = """
            select c.tenant_id, c.intent_id, c.connection_id from connections c
            where (c.tenant_id > ?3 or c.tenant_id = ?3 and c.connection_id > ?4) and %s
            and not exists (select from sla_settlements s where s.tenant_id = c.tenant_id
                and s.connection_id = c.connection_id and s.month = ?5)
            order by c.tenant_id, c.connection_id limit ?6""".formatted(ACTIVE_IN_MONTH);

    private static final String ACTIVE_INTENTS = """
            select i.tenant_id, i.intent_id, i.connection_count from intents i
            where (?3 = '' or i.tenant_id = ?3)
            and (i.tenant_id > ?4 or i.tenant_id = ?4 and i.intent_id > ?5)
            and exists (select from connections c where c.tenant_id = i.tenant_id and c.intent_id = i.intent_id and %s)
            order by i.tenant_id, i.intent_id limit ?6""".formatted(ACTIVE_IN_MONTH);

    private static final String CLOSE = """
            insert into sla_closed_months (month, close_time) values (?1, ?2) on conflict do nothing""";

    /** From when on judgements are kept. */
    public Uni<Instant> accountedSince(StatelessSession session) {
        return session.createNativeQuery("select start_time from sla_accounting", Instant.class)
                .getSingleResult();
    }

    /** A connection whose month is not settled. */
    public record Unsettled(IntentId intent, String connectionId) {
        /** Before the first. */
        public static final Unsettled NONE = new Unsettled(new IntentId("-", "-"), "");
    }

    /** At most so many connections that were active in the month and are not settled, after that one. */
    public Uni<List<Unsettled>> unsettled(StatelessSession session, SlaMonth month, Unsettled after, int limit) {
        return session.createNativeQuery(UNSETTLED, Tuple.class)
                .setParameter(1, month.end())
                .setParameter(2, month.start())
                .setParameter(3, after.intent().tenantId())
                .setParameter(4, after.connectionId())
                .setParameter(5, month.toString())
                .setParameter(6, limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Unsettled(
                                new IntentId(row.get(0, String.class), row.get(1, String.class)),
                                row.get(2, String.class)))
                        .toList());
    }

    /** An intent, and how many connections it has. */
    public record Active(IntentId id, int connectionCount) {}

    /** At most so many intents that were active in the month, of one tenant or, where that is empty, of all. */
    public Uni<List<Active>> active(
            StatelessSession session,
            SlaMonth month,
            String tenantId,
            String afterTenantId,
            String afterId,
            int limit) {
        return session.createNativeQuery(ACTIVE_INTENTS, Tuple.class)
                .setParameter(1, month.end())
                .setParameter(2, month.start())
                .setParameter(3, tenantId)
                .setParameter(4, afterTenantId)
                .setParameter(5, afterId)
                .setParameter(6, limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Active(
                                new IntentId(row.get(0, String.class), row.get(1, String.class)),
                                row.get(2, Integer.class)))
                        .toList());
    }

    /** The months in which everything is settled. */
    public Uni<Set<SlaMonth>> closed(StatelessSession session) {
        return session.createNativeQuery("select month from sla_closed_months", String.class)
                .getResultList()
                .map(months -> months.stream().map(SlaMonth::parse).collect(Collectors.toSet()));
    }

    /** Notes that everything of the month is settled. */
    public Uni<Void> close(StatelessSession session, SlaMonth month, Instant now) {
        return session.createNativeQuery(CLOSE)
                .setParameter(1, month.toString())
                .setParameter(2, now)
                .executeUpdate()
                .replaceWithVoid();
    }
}
