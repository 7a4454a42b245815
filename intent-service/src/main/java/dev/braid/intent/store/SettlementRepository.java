package dev.braid.intent.store;

import dev.braid.intent.domain.sla.ConnectionReport;
import dev.braid.intent.domain.sla.Credit;
import dev.braid.intent.domain.sla.SlaMonth;
import dev.braid.intent.store.EvidenceRepository.Subject;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The settled months of connections, and their credits. The intent's lock keeps writers apart. */
@ApplicationScoped
public class SettlementRepository {
    private static final String INSERT_CREDIT = """
            insert into sla_credits
                (tenant_id, connection_id, month, currency_code, sequence, charge_micros, amount_micros)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7)""";

    /** The settled reports of the connections in that month, by connection. */
    public Uni<Map<String, ConnectionReport>> read(StatelessSession session, Subject of) {
        return session.createSelectionQuery(
                        "from SettlementRow where tenantId = :tenant and month = :month and connectionId in (:connections)",
                        SettlementRow.class)
                .setParameter("tenant", of.intent().id().tenantId())
                .setParameter("month", of.month().toString())
                .setParameter("connections", of.connectionIds())
                .getResultList()
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.connectionId, SettlementRow::toReport)));
    }

    /** Adds the settled report with the credits that it grants. A second one for the same month is a fault. */
    public Uni<Void> add(StatelessSession session, String tenantId, SlaMonth month, ConnectionReport settled) {
        Uni<Void> done = session.insert(SettlementRow.of(tenantId, month, settled));
        for (Credit credit : settled.granted()) {
            done = done.chain(() -> session.createNativeQuery(INSERT_CREDIT)
                    .setParameter(1, tenantId)
                    .setParameter(2, settled.connectionId())
                    .setParameter(3, month.toString())
                    .setParameter(4, credit.currencyCode())
                    .setParameter(5, credit.sequence())
                    .setParameter(6, credit.chargeMicros())
                    .setParameter(7, credit.amountMicros())
                    .executeUpdate()
                    .replaceWithVoid());
        }
        return done;
    }
}
