package dev.braid.intent.sla;

import dev.braid.api.intent.v1.SlaReport;
import dev.braid.intent.contract.SlaProto;
import dev.braid.intent.domain.IntentId;
import dev.braid.intent.domain.sla.ConnectionReport;
import dev.braid.intent.domain.sla.Credit;
import dev.braid.intent.domain.sla.SlaFigures;
import dev.braid.intent.domain.sla.SlaMonth;
import dev.braid.intent.domain.sla.SlaState;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The report of a whole intent. */
final class ReportProto {
    private ReportProto() {}

    /** The report of these connections. Where none was active, its state is that of nothing. */
    static SlaReport report(IntentId id, SlaMonth month, List<ConnectionReport> connections, SlaState ofNothing) {
        return SlaReport.newBuilder()
                .setTenantId(id.tenantId())
                .setIntentId(id.intentId())
                .setMonth(month.toString())
                .setState(SlaProto.proto(connections.stream()
                        .map(ConnectionReport::state)
                        .min(Comparator.naturalOrder())
                        .orElse(ofNothing)))
                .setFigures(SlaProto.proto(SlaFigures.sum(
                        connections.stream().map(ConnectionReport::figures).toList())))
                .addAllCredits(sums(connections).stream().map(SlaProto::proto).toList())
                .addAllConnections(connections.stream().map(SlaProto::proto).toList())
                .build();
    }

    private static List<Credit> sums(List<ConnectionReport> connections) {
        Map<String, Credit> sums = new TreeMap<>();
        connections.stream()
                .flatMap(report -> report.credits().stream())
                .forEach(credit -> sums.merge(
                        credit.currencyCode(),
                        new Credit(credit.currencyCode(), credit.chargeMicros(), credit.amountMicros(), 0),
                        (one, other) -> new Credit(
                                one.currencyCode(),
                                Math.addExact(one.chargeMicros(), other.chargeMicros()),
                                Math.addExact(one.amountMicros(), other.amountMicros()),
                                0)));
        return List.copyOf(sums.values());
    }
}
