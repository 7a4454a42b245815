package dev.braid.intent.store;

import dev.braid.intent.domain.CarriedPlan;
import dev.braid.intent.domain.Connection;
import dev.braid.intent.domain.Intent;
import dev.braid.intent.domain.sla.SlaMonth;
import dev.braid.intent.domain.sla.Span;
import dev.braid.intent.domain.sla.Standing;
import dev.braid.intent.domain.sla.Use;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** What the account of a month is made of: the use, and what was judged meanwhile. */
@ApplicationScoped
public class EvidenceRepository {
    private static final String OF_MONTH = """
            tenantId = :tenant and connectionId in (:connections)
            and startTime < :end and (endTime is null or endTime > :start)
            order by connectionId, startTime""";

    /**
     * Of one connection and month.
     *
     * @param spans by the revision of the plan
     */
    public record Evidence(List<Use> uses, Map<Long, List<Span>> spans) {}

    /** Which connections of an intent, and which month. */
    public record Subject(Intent intent, List<String> connectionIds, SlaMonth month) {
        public Subject {
            connectionIds = List.copyOf(connectionIds);
        }

        /** All connections of the intent. */
        public static Subject whole(Intent intent, SlaMonth month) {
            return new Subject(
                    intent,
                    intent.connections().stream().map(Connection::connectionId).toList(),
                    month);
        }
    }

    /** What overlaps the month, as it stands at that moment, of each of the connections that was active in it. */
    public Uni<Map<String, Evidence>> read(StatelessSession session, Subject of, Instant until, Standing standing) {
        return uses(session, of)
                .chain(uses -> uses.isEmpty()
                        ? Uni.createFrom().item(Map.of())
                        : spans(session, of)
                                .chain(spans -> trails(session, of, revisions(uses))
                                        .map(trails -> join(uses, spans, trails, until, standing))));
    }

    private static Map<String, Evidence> join(
            Map<String, List<Use>> uses,
            List<HealthSpanRow> closed,
            List<HealthTrailRow> trails,
            Instant until,
            Standing standing) {
        Map<String, Evidence> evidence = new TreeMap<>();
        uses.forEach((connectionId, of) -> evidence.put(connectionId, new Evidence(of, new TreeMap<>())));
        for (HealthSpanRow row : closed) {
            add(evidence, row.connectionId, row.revision, List.of(row.toSpan()));
        }
        for (HealthTrailRow row : trails) {
            add(evidence, row.connectionId, row.revision, row.toTrail().open(until, standing));
        }
        return evidence;
    }

    private static void add(Map<String, Evidence> evidence, String connectionId, long revision, List<Span> spans) {
        Evidence of = evidence.get(connectionId);
        if (of != null) {
            of.spans().computeIfAbsent(revision, _ -> new ArrayList<>()).addAll(spans);
        }
    }

    private static Uni<Map<String, List<Use>>> uses(StatelessSession session, Subject of) {
        return session.createSelectionQuery("from UsageRow where " + OF_MONTH, UsageRow.class)
                .setParameter("tenant", of.intent().id().tenantId())
                .setParameter("connections", of.connectionIds())
                .setParameter("start", of.month().start())
                .setParameter("end", of.month().end())
                .getResultList()
                .map(rows -> {
                    Map<String, List<Use>> uses = new TreeMap<>();
                    rows.forEach(row -> uses.computeIfAbsent(row.connectionId, _ -> new ArrayList<>())
                            .add(use(row, of.intent())));
                    return uses;
                });
    }

    /** What is open carries what the connection carries, also where an earlier version did not write that down. */
    private static Use use(UsageRow row, Intent intent) {
        var interval = row.toInterval();
        Optional<Instant> end = interval.end().map(it -> it.time());
        CarriedPlan plan = interval.plan();
        if (!plan.isKnown() && end.isEmpty()) {
            plan = intent.connections().stream()
                    .filter(connection -> connection.connectionId().equals(row.connectionId))
                    .findFirst()
                    .map(connection -> connection.carriage().plan())
                    .orElse(plan);
        }
        return new Use(interval.startTime(), end, plan.revision(), plan.generation(), interval.rate());
    }

    private static Uni<List<HealthSpanRow>> spans(StatelessSession session, Subject of) {
        return session.createSelectionQuery("from HealthSpanRow where " + OF_MONTH, HealthSpanRow.class)
                .setParameter("tenant", of.intent().id().tenantId())
                .setParameter("connections", of.connectionIds())
                .setParameter("start", of.month().start())
                .setParameter("end", of.month().end())
                .getResultList();
    }

    private static Set<Long> revisions(Map<String, List<Use>> uses) {
        return uses.values().stream().flatMap(List::stream).map(Use::revision).collect(Collectors.toSet());
    }

    private static Uni<List<HealthTrailRow>> trails(StatelessSession session, Subject of, Set<Long> revisions) {
        return session.createSelectionQuery(
                        "from HealthTrailRow where tenantId = :tenant and connectionId in (:connections)"
                                + " and revision in (:revisions)",
                        HealthTrailRow.class)
                .setParameter("tenant", of.intent().id().tenantId())
                .setParameter("connections", of.connectionIds())
                .setParameter("revisions", revisions)
                .getResultList();
    }
}
