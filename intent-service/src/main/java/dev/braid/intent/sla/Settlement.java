package dev.braid.intent.sla;

import dev.braid.intent.contract.BillingEvents;
import dev.braid.intent.contract.Moments;
import dev.braid.intent.domain.Intent;
import dev.braid.intent.domain.IntentId;
import dev.braid.intent.domain.sla.ConnectionReport;
import dev.braid.intent.domain.sla.Credit;
import dev.braid.intent.domain.sla.SlaMonth;
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
                        .chain(intent -> settlements
                                .read(session, intent, month)
                                .chain(settled -> settled.containsKey(of.connectionId())
                                        ? Uni.createFrom().item(false)
                                        : first(session, intent, of.connectionId(), month, now))));
    }

    private Uni<Boolean> first(
            StatelessSession session, Intent intent, String connectionId, SlaMonth month, Instant now) {
        return accounts.provisional(session, intent, month, now).chain(reports -> {
            ConnectionReport report = reports.get(connectionId);
            if (report == null) {
                return Uni.createFrom().item(false);
            }
            return ledgers.read(session, intent.id(), connectionId)
                    .map(ledger -> report.settled(Moments.now(), ledger.lastSequence()))
                    .chain(settled -> store(session, intent.id(), month, settled))
                    .replaceWith(true);
        });
    }

    private Uni<Void> store(StatelessSession session, IntentId intent, SlaMonth month, ConnectionReport settled) {
        Uni<Void> done = settlements.add(session, intent.tenantId(), month, settled);
        for (Credit credit : settled.granted()) {
            done = done.chain(() -> outbox.add(session, BillingEvents.record(intent, month, settled, credit)));
        }
        return done;
    }
}
