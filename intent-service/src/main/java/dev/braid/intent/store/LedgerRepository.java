package dev.braid.intent.store;

import dev.braid.intent.domain.IntentId;
import dev.braid.intent.domain.UsageEntry;
import dev.braid.intent.domain.UsageLedger;
import dev.braid.intent.domain.sla.SlaMonth;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The usage ledger: read its newest interval, add its next lines. The intent's lock keeps writers apart. */
@ApplicationScoped
public class LedgerRepository {
    private static final String SETTLED = """
            select max(month) from sla_settlements where tenant_id = ?1 and connection_id = ?2""";

    private static final String LAST_SEQUENCE = """
            select coalesce(greatest(
                (select max(coalesce(end_sequence, start_sequence)) from usage_intervals
                    where tenant_id = ?1 and connection_id = ?2),
                (select max(sequence) from sla_credits where tenant_id = ?1 and connection_id = ?2)), 0)""";

    /** The ledger of the connection, as far as it is needed to go on. */
    public Uni<UsageLedger> read(StatelessSession session, IntentId intent, String connectionId) {
        return session.createSelectionQuery(
                        "from UsageRow where tenantId = :tenant and connectionId = :connection order by number desc",
                        UsageRow.class)
                .setParameter("tenant", intent.tenantId())
                .setParameter("connection", connectionId)
                .setMaxResults(1)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(UsageRow::toInterval))
                .chain(newest -> lastSequence(session, intent, connectionId)
                        .chain(lastSequence -> settledUntil(session, intent, connectionId)
                                .map(settledUntil -> new UsageLedger(newest, lastSequence, settledUntil))));
    }

    private static Uni<Optional<Instant>> settledUntil(StatelessSession session, IntentId intent, String connectionId) {
        return session.createNativeQuery(SETTLED, String.class)
                .setParameter(1, intent.tenantId())
                .setParameter(2, connectionId)
                .getSingleResultOrNull()
                .map(month -> Optional.ofNullable(month).map(SlaMonth::parse).map(SlaMonth::end));
    }

    private static Uni<Long> lastSequence(StatelessSession session, IntentId intent, String connectionId) {
        return session.createNativeQuery(LAST_SEQUENCE, Long.class)
                .setParameter(1, intent.tenantId())
                .setParameter(2, connectionId)
                .getSingleResult();
    }

    /** Adds the lines in their order. */
    public Uni<Void> add(StatelessSession session, IntentId intent, String connectionId, List<UsageEntry> entries) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (UsageEntry entry : entries) {
            UsageRow row = UsageRow.of(intent, connectionId, entry.interval());
            done = done.chain(() -> switch (entry) {
                case UsageEntry.Started _ -> session.insert(row);
                case UsageEntry.Ended _ -> session.update(row);
            });
        }
        return done;
    }
}
