package dev.braid.intent.sla;

import dev.braid.intent.agreement.Agreement;
import dev.braid.intent.contract.SlaProto;
import dev.braid.intent.domain.Intent;
import dev.braid.intent.domain.Verbatim;
import dev.braid.intent.domain.sla.ConnectionReport;
import dev.braid.intent.domain.sla.MonthAccount;
import dev.braid.intent.domain.sla.SlaMonth;
import dev.braid.intent.domain.sla.SlaState;
import dev.braid.intent.store.EarlierTermsRepository;
import dev.braid.intent.store.EvidenceRepository;
import dev.braid.intent.store.EvidenceRepository.Evidence;
import dev.braid.intent.store.EvidenceRepository.Subject;
import dev.braid.intent.store.SettlementRepository;
import dev.braid.intent.store.SlaMonthRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The reports of an intent's connections for a month: as they were settled, or as they stand now. */
@ApplicationScoped
class Accounts {
    private final EvidenceRepository evidence;
    private final EarlierTermsRepository terms;
    private final SettlementRepository settlements;
    private final SlaMonthRepository months;
    private final Agreement agreement;

    Accounts(
            EvidenceRepository evidence,
            EarlierTermsRepository terms,
            SettlementRepository settlements,
            SlaMonthRepository months,
            Agreement agreement) {
        this.evidence = evidence;
        this.terms = terms;
        this.settlements = settlements;
        this.months = months;
        this.agreement = agreement;
    }

    /** Those of all connections that were active in the month, in the order of their numbers. */
    Uni<List<ConnectionReport>> read(StatelessSession session, Intent intent, SlaMonth month, Instant now) {
        Subject whole = Subject.whole(intent, month);
        return settlements
                .read(session, whole)
                .chain(settled -> provisional(session, whole, now)
                        .map(fresh -> whole.connectionIds().stream()
                                .map(id -> settled.containsKey(id) ? settled.get(id) : fresh.get(id))
                                .filter(Objects::nonNull)
                                .toList()));
    }

    /** What each connection that was active in the month comes to now, whether that is settled or not. */
    Uni<Map<String, ConnectionReport>> provisional(StatelessSession session, Subject of, Instant now) {
        return months.accountedSince(session)
                .map(since -> of.month().start().isBefore(since) ? SlaState.NOT_ACCOUNTED : SlaState.PROVISIONAL)
                .chain(state -> terms.read(session, of.intent())
                        .chain(termsOf -> evidence.read(session, of, now, agreement.standing())
                                .map(found -> found.entrySet().stream()
                                        .collect(Collectors.toMap(
                                                Map.Entry::getKey,
                                                entry -> report(
                                                        entry.getKey(),
                                                        state,
                                                        termsOf,
                                                        account(of.month(), now, entry.getValue())))))));
    }

    private static MonthAccount account(SlaMonth month, Instant now, Evidence evidence) {
        return new MonthAccount(month, now, evidence.uses(), evidence.spans());
    }

    private ConnectionReport report(
            String connectionId, SlaState state, Map<Long, Verbatim> termsOf, MonthAccount account) {
        List<ConnectionReport.Promised> promises = account.promised().stream()
                .map(promised -> new ConnectionReport.Promised(
                        promised.generation(),
                        promised.start(),
                        promised.end(),
                        SlaProto.objectives(termsOf.getOrDefault(promised.generation(), Verbatim.NOTHING))))
                .toList();
        return ConnectionReport.provisional(connectionId, state, promises, account, agreement.rule());
    }
}
