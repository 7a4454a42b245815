package dev.braid.intent.store;

import dev.braid.intent.domain.sla.HealthTrail;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** What was judged of plans. The intent's lock keeps writers apart. */
@ApplicationScoped
public class HealthTrailRepository {
    private static final String WRITE = """
            insert into health_trails (tenant_id, connection_id, revision, folded_before, run, recent)
            values (?1, ?2, ?3, ?4, ?5, ?6)
            on conflict (tenant_id, connection_id, revision) do update
            set folded_before = excluded.folded_before, run = excluded.run, recent = excluded.recent""";

    /** The trail of the plan, as far as it is needed to go on. */
    public Uni<HealthTrail> read(StatelessSession session, JudgedPlan plan) {
        return session.get(
                        HealthTrailRow.class,
                        new HealthTrailRow.Key(plan.tenantId(), plan.connectionId(), plan.revision()))
                .map(row -> row == null ? HealthTrail.EMPTY : row.toTrail());
    }

    /** Stores the trail after a judgement, and the spans that are over. */
    public Uni<Void> write(StatelessSession session, JudgedPlan plan, HealthTrail.Step.Added added) {
        HealthTrail trail = added.trail();
        return session.createNativeQuery(WRITE)
                .setParameter(1, plan.tenantId())
                .setParameter(2, plan.connectionId())
                .setParameter(3, plan.revision())
                .setParameter(4, trail.foldedBefore())
                .setParameter(5, trail.run().map(HealthTrailRow::text).orElse(null))
                .setParameter(6, HealthTrailRow.text(trail.recent()))
                .executeUpdate()
                .chain(() -> added.closed().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : session.insertAll(added.closed().stream()
                                .map(span -> HealthSpanRow.of(plan, span))
                                .toArray()));
    }
}
