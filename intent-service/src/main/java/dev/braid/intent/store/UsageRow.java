package dev.braid.intent.store;

import dev.braid.intent.domain.CarriedPlan;
import dev.braid.intent.domain.IntentId;
import dev.braid.intent.domain.Rate;
import dev.braid.intent.domain.UsageInterval;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** An interval of use, as the database keeps it. */
@Entity(name = "UsageRow")
@Table(name = "usage_intervals")
@IdClass(UsageRow.Key.class)
public class UsageRow {
    @Id
    @Column(name = "tenant_id")
    public String tenantId;

    @Id
    @Column(name = "connection_id")
    public String connectionId;

    @Id
    @Column(name = "number")
    public long number;

    @Column(name = "start_sequence", updatable = false)
    public long startSequence;

    @Column(name = "start_time", updatable = false)
    public Instant startTime;

    /** Null where an earlier version wrote the row. */
    @Column(name = "revision")
    public Long revision;

    @Column(name = "generation")
    public Long generation;

    @Column(name = "bandwidth_bps", updatable = false)
    public long bandwidthBps;

    @Column(name = "price_micros_per_hour", updatable = false)
    public long priceMicrosPerHour;

    @Column(name = "currency_code", updatable = false)
    public String currencyCode;

    @Column(name = "end_sequence")
    public Long endSequence;

    @Column(name = "end_time")
    public Instant endTime;

    @Column(name = "amount_micros")
    public Long amountMicros;

    static UsageRow of(IntentId intent, String connectionId, UsageInterval interval) {
        UsageRow row = new UsageRow();
        row.tenantId = intent.tenantId();
        row.connectionId = connectionId;
        row.number = interval.number();
        row.startSequence = interval.startSequence();
        row.startTime = interval.startTime();
        if (interval.plan().isKnown()) {
            row.revision = interval.plan().revision();
            row.generation = interval.plan().generation();
        }
        row.bandwidthBps = interval.rate().bandwidthBps();
        row.priceMicrosPerHour = interval.rate().priceMicrosPerHour();
        row.currencyCode = interval.rate().currencyCode();
        interval.end().ifPresent(end -> {
            row.endSequence = end.sequence();
            row.endTime = end.time();
            row.amountMicros = end.amountMicros();
        });
        return row;
    }

    UsageInterval toInterval() {
        return new UsageInterval(
                number,
                startSequence,
                startTime,
                revision == null ? CarriedPlan.UNKNOWN : new CarriedPlan(revision, generation),
                new Rate(bandwidthBps, priceMicrosPerHour, currencyCode),
                endSequence == null
                        ? Optional.empty()
                        : Optional.of(new UsageInterval.End(endSequence, endTime, amountMicros)));
    }

    /** Unique over all tenants. */
    public record Key(String tenantId, String connectionId, long number) {}
}
