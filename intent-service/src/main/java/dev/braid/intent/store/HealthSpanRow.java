package dev.braid.intent.store;

import dev.braid.intent.domain.Health;
import dev.braid.intent.domain.sla.Span;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

/** How a plan was judged from when to when, as the database keeps it. */
@Entity(name = "HealthSpanRow")
@Table(name = "health_spans")
@IdClass(HealthSpanRow.Key.class)
public class HealthSpanRow {
    @Id
    @Column(name = "tenant_id")
    public String tenantId;

    @Id
    @Column(name = "connection_id")
    public String connectionId;

    @Id
    @Column(name = "revision")
    public long revision;

    @Id
    @Column(name = "start_time")
    public Instant startTime;

    @Column(name = "end_time", updatable = false)
    public Instant endTime;

    @Column(name = "health", updatable = false)
    public String health;

    @Column(name = "broken", updatable = false)
    public String broken;

    @Column(name = "worst_latency_us", updatable = false)
    public long worstLatencyUs;

    static HealthSpanRow of(JudgedPlan plan, Span span) {
        HealthSpanRow row = new HealthSpanRow();
        row.tenantId = plan.tenantId();
        row.connectionId = plan.connectionId();
        row.revision = plan.revision();
        row.startTime = span.start();
        row.endTime = span.end();
        row.health = span.health().name();
        row.broken = HealthTrailRow.text(span.broken());
        row.worstLatencyUs = span.worstLatencyUs();
        return row;
    }

    Span toSpan() {
        return new Span(startTime, endTime, Health.valueOf(health), HealthTrailRow.promises(broken), worstLatencyUs);
    }

    /** Unique over all tenants. */
    public record Key(String tenantId, String connectionId, long revision, Instant startTime) {}
}
