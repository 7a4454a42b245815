package dev.braid.intent.contract;

import dev.braid.api.Topic;
import dev.braid.api.billing.v1.BillingRecord;
import dev.braid.api.billing.v1.CreditGranted;
import dev.braid.api.billing.v1.UsageEnded;
import dev.braid.api.billing.v1.UsageStarted;
import dev.braid.intent.domain.IntentId;
import dev.braid.intent.domain.UsageEntry;
import dev.braid.intent.domain.UsageInterval;
import dev.braid.intent.domain.sla.ConnectionReport;
import dev.braid.intent.domain.sla.Credit;
import dev.braid.intent.domain.sla.CreditRule;
import dev.braid.intent.domain.sla.SlaFigures;
import dev.braid.intent.domain.sla.SlaMonth;
import dev.braid.platform.events.OutgoingEvent;
import dev.braid.platform.proto.Times;
import java.time.Instant;

/** What billing reads: one record for each line of the ledger. */
public final class BillingEvents {
    private BillingEvents() {}

    /** The record of a line. */
    public static OutgoingEvent record(IntentId intent, String connectionId, UsageEntry entry) {
        BillingRecord.Builder record = line(intent, connectionId, entry.sequence(), entry.time());
        switch (entry) {
            case UsageEntry.Started(UsageInterval interval) -> record.setUsageStarted(started(interval));
            case UsageEntry.Ended(UsageInterval interval) -> record.setUsageEnded(ended(interval));
        }
        return event(record, entry.time());
    }

    /** The record of a credit that a settled month grants. */
    public static OutgoingEvent record(IntentId intent, SlaMonth month, ConnectionReport settled, Credit credit) {
        Instant time = settled.settleTime().orElseThrow();
        SlaFigures figures = settled.figures();
        CreditRule.Tier tier = settled.rule().tier(figures).orElseThrow();
        BillingRecord.Builder record = line(intent, settled.connectionId(), credit.sequence(), time)
                .setCreditGranted(CreditGranted.newBuilder()
                        .setMonth(month.toString())
                        .setActiveUs(figures.activeUs())
                        .setBreachUs(figures.breachUs())
                        .setUnknownUs(figures.unknownUs())
                        .setBelowAvailabilityPpm(tier.belowAvailabilityPpm())
                        .setCreditSharePpm(tier.creditSharePpm())
                        .setChargeMicros(credit.chargeMicros())
                        .setAmountMicros(credit.amountMicros())
                        .setCurrencyCode(credit.currencyCode()));
        return event(record, time);
    }

    private static BillingRecord.Builder line(IntentId intent, String connectionId, long sequence, Instant time) {
        return BillingRecord.newBuilder()
                .setRecordId(connectionId + "/" + sequence)
                .setTenantId(intent.tenantId())
                .setIntentId(intent.intentId())
                .setConnectionId(connectionId)
                .setSequence(sequence)
                .setOccurTime(Times.timestamp(time));
    }

    private static OutgoingEvent event(BillingRecord.Builder record, Instant time) {
        return new OutgoingEvent(Topic.BILLING, record.getConnectionId(), record.build(), record.getRecordId(), time);
    }

    private static UsageStarted started(UsageInterval interval) {
        return UsageStarted.newBuilder()
                .setInterval(interval.number())
                .setBandwidthBps(interval.rate().bandwidthBps())
                .setPriceMicrosPerHour(interval.rate().priceMicrosPerHour())
                .setCurrencyCode(interval.rate().currencyCode())
                .build();
    }

    private static UsageEnded ended(UsageInterval interval) {
        return UsageEnded.newBuilder()
                .setInterval(interval.number())
                .setStartTime(Times.timestamp(interval.startTime()))
                .setDurationUs(interval.durationUs())
                .setBandwidthBps(interval.rate().bandwidthBps())
                .setPriceMicrosPerHour(interval.rate().priceMicrosPerHour())
                .setAmountMicros(interval.end().orElseThrow().amountMicros())
                .setCurrencyCode(interval.rate().currencyCode())
                .build();
    }
}
