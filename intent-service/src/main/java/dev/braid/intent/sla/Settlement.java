package dev.braid.intent.sla;

import dev.braid.intent.contract.BillingEvents;
import dev.braid.intent.contract.Moments;
import dev.braid.intent.domain.IntentId;
import dev.braid.intent.domain.sla.ConnectionReport;
import dev.braid.intent.domain.sla.Credit;
import dev.braid.intent.domain.sla.SlaMonth;
import dev.braid.intent.store.EvidenceRepository.Subject;
import dev.braid.intent.store.IntentRepository;
import dev.braid.intent.store.LedgerRepository;
import dev.braid.intent.store.SettlementRepository;
import dev.braid.intent.store.SlaMonthRepository.Unsettled;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.identity.TenantScope;
import dev.braid.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * Settles the month of one connection: the report as it stands, the lines of the ledger, and what billing is told commit
 * together. The intent's lock lets one replica settle at a time, and a second finds it done.
 */
@ApplicationScoped
class Settlement {
    private final Transactions transactions;
    private final IntentRepository intents;
    private final LedgerRepository ledgers;
    private final SettlementRepository settlements;
    private final Accounts accounts;
    private final Outbox outbox;

    Settlement(
            Transactions transactions,
            IntentRepository intents,
            LedgerRepository ledgers,
            SettlementRepository settlements,
            Accounts accounts,
            Outbox outbox) {
        this.transactions = transactions;
        this.intents = intents;
        this.ledgers = ledgers;
        this.settlements = settlements;
        this.accounts = accounts;
        this.outbox = outbox;
    }

    /** Settles the month unless it is; says whether it did. The month must be over at that time. */
    Uni<Boolean> settle(Unsettled of, SlaMonth month, Instant now) {
        return transactions.run(
                TenantScope.of(of.intent().tenantId()),
                session -> intents.lock(session, of.intent())
                        .map(found -> found.orElseThrow(() -> new IllegalStateException(
                                "The connection %s has no intent".formatted(of.connectionId()))))
                        .map(intent -> new Subject(intent, List.of(of.connectionId()), month))
                        .chain(subject -> settlements
                                .read(session, subject)
                                .chain(settled -> settled.isEmpty()
                                        ? first(session, subject, now)
                                        : Uni.createFrom().item(false))));
    }

    private Uni<Boolean> first(StatelessSession session, Subject of, Instant now) {
        return accounts.provisional(session, of, now)
                .map(reports -> reports.values().stream().findFirst())
                .chain(report -> report.isEmpty()
                        ? Uni.createFrom().item(false)
                        : settle(session, of, report.get()).replaceWith(true));
    }

    private Uni<Void> settle(StatelessSession session, Subject of, ConnectionReport report) {
        IntentId intent = of.intent().id();
        return ledgers.read(session, intent, report.connectionId())
                .map(ledger -> report.settled(Moments.now(), ledger.lastSequence()))
                .chain(settled -> store(session, intent, of.month(), settled));
    }

    private Uni<Void> store(StatelessSession session, IntentId intent, SlaMonth month, ConnectionReport settled) {
        Uni<Void> done = settlements.add(session, intent.tenantId(), month, settled);
        for (Credit credit : settled.granted()) {
            done = done.chain(() -> outbox.add(session, BillingEvents.record(intent, month, settled, credit)));
        }
        return done;
    }
}
