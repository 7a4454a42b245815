package dev.braid.intent.contract;

import dev.braid.api.Topic;
import dev.braid.api.billing.v1.BillingRecord;
import dev.braid.api.billing.v1.UsageEnded;
import dev.braid.api.billing.v1.UsageStarted;
import dev.braid.intent.domain.IntentId;
import dev.braid.intent.domain.UsageEntry;
import dev.braid.intent.domain.UsageInterval;
import dev.braid.platform.events.OutgoingEvent;
import dev.braid.platform.proto.Times;

/** What billing reads: one record for each line of the ledger. */
public final class BillingEvents {
    private BillingEvents() {}

    /** The record of a line. */
    public static OutgoingEvent record(IntentId intent, String connectionId, UsageEntry entry) {
        String recordId = connectionId + "/" + entry.sequence();
        BillingRecord.Builder record = BillingRecord.newBuilder()
                .setRecordId(recordId)
                .setTenantId(intent.tenantId())
                .setIntentId(intent.intentId())
                .setConnectionId(connectionId)
                .setSequence(entry.sequence())
                .setOccurTime(Times.timestamp(entry.time()));
        switch (entry) {
            case UsageEntry.Started(UsageInterval interval) -> record.setUsageStarted(started(interval));
            case UsageEntry.Ended(UsageInterval interval) -> record.setUsageEnded(ended(interval));
        }
        return new OutgoingEvent(Topic.BILLING, connectionId, record.build(), recordId, entry.time());
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
