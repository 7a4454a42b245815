package dev.braid.intent.sla;

import dev.braid.api.intent.v1.GetSlaReportRequest;
import dev.braid.api.intent.v1.GetSlaReportResponse;
import dev.braid.api.intent.v1.ListSlaReportsRequest;
import dev.braid.api.intent.v1.ListSlaReportsResponse;
import dev.braid.api.intent.v1.SlaReport;
import dev.braid.api.intent.v1.SlaService;
import dev.braid.intent.agreement.Agreement;
import dev.braid.intent.contract.Keys;
import dev.braid.intent.contract.Moments;
import dev.braid.intent.domain.Intent;
import dev.braid.intent.domain.IntentId;
import dev.braid.intent.domain.sla.SlaMonth;
import dev.braid.intent.domain.sla.SlaState;
import dev.braid.intent.store.IntentRepository;
import dev.braid.intent.store.SlaMonthRepository;
import dev.braid.intent.store.SlaMonthRepository.Active;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import dev.braid.platform.identity.TenantScope;
import dev.braid.platform.paging.PageToken;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** What was promised, what was measured, and what is credited for it. */
@GrpcService
public class SlaEndpoint implements SlaService {
    private static final String KIND = "sla-report";
    /** A page ends early rather than grow beyond what one answer carries. */
    private static final int MOST_CONNECTIONS_OF_A_PAGE = 2_000;

    private final Transactions transactions;
    private final IntentRepository intents;
    private final SlaMonthRepository months;
    private final Accounts accounts;
    private final Agreement agreement;

    SlaEndpoint(
            Transactions transactions,
            IntentRepository intents,
            SlaMonthRepository months,
            Accounts accounts,
            Agreement agreement) {
        this.transactions = transactions;
        this.intents = intents;
        this.months = months;
        this.accounts = accounts;
        this.agreement = agreement;
    }

    @Override
    public Uni<GetSlaReportResponse> getSlaReport(GetSlaReportRequest request) {
        Instant now = Moments.now();
        IntentId id = new IntentId(Keys.tenant(Caller.current(), request.getTenantId()), request.getIntentId());
        SlaMonth month = MonthOf.request(request.getMonth(), now);
        return transactions
                .read(
                        TenantScope.of(id.tenantId()),
                        session -> intents.find(session, id)
                                .map(found -> found.orElseThrow(() -> Refusal.notFound("intent", id.intentId())))
                                .invoke(intent -> MonthOf.check(month, intent))
                                .chain(intent -> report(session, intent, month, now)))
                .map(report ->
                        GetSlaReportResponse.newBuilder().setReport(report).build());
    }

    @Override
    public Uni<ListSlaReportsResponse> listSlaReports(ListSlaReportsRequest request) {
        Instant now = Moments.now();
        TenantScope scope = Caller.current().scope(request.getTenantId());
        String tenantId = Keys.tenantOrAll(scope);
        SlaMonth month = MonthOf.request(request.getMonth(), now);
        Keys.Place after = Keys.Place.of(request.getPageToken(), KIND, tenantId, month);
        int size = PageToken.size(request.getPageSize());
        return transactions.read(
                scope,
                session -> months.active(session, month, tenantId, after.tenantId(), after.id(), size + 1)
                        .chain(found -> {
                            List<Active> page = page(found, size);
                            return reports(session, page, month, now).map(reports -> {
                                var response =
                                        ListSlaReportsResponse.newBuilder().addAllReports(reports);
                                if (page.size() < found.size()) {
                                    IntentId last = page.getLast().id();
                                    response.setNextPageToken(new Keys.Place(last.tenantId(), last.intentId())
                                            .token(KIND, tenantId, month));
                                }
                                return response.build();
                            });
                        }));
    }

    private static List<Active> page(List<Active> found, int size) {
        int count = 0;
        int connections = 0;
        for (Active active : found) {
            connections += active.connectionCount();
            if (count == size || connections > MOST_CONNECTIONS_OF_A_PAGE && count > 0) {
                break;
            }
            count++;
        }
        return found.subList(0, count);
    }

    private Uni<List<SlaReport>> reports(StatelessSession session, List<Active> page, SlaMonth month, Instant now) {
        return Multi.createFrom()
                .iterable(page)
                .onItem()
                .transformToUniAndConcatenate(active -> intents.find(session, active.id())
                        .chain(found -> report(session, found.orElseThrow(), month, now)))
                .collect()
                .asList();
    }

    private Uni<SlaReport> report(StatelessSession session, Intent intent, SlaMonth month, Instant now) {
        SlaState ofNothing = agreement.due(month).isAfter(now) ? SlaState.PROVISIONAL : SlaState.SETTLED;
        return accounts.read(session, intent, month, now)
                .map(connections -> ReportProto.report(intent.id(), month, connections, ofNothing));
    }
}
