package dev.braid.local.demo;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.braid.api.Topic;
import dev.braid.api.billing.v1.BillingRecord;
import dev.braid.api.billing.v1.CreditGranted;
import dev.braid.api.billing.v1.UsageEnded;
import dev.braid.api.billing.v1.UsageStarted;
import dev.braid.local.client.EventReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What billing was told, read as a billing team would: from the topic, with a plain consumer. */
final class BillingPage {
    private BillingPage() {}

    /** The records of the intents whose ids start so. */
    static List<BillingRecord> read(String bootstrapServers, String intentIdPrefix) {
        List<BillingRecord> records = new ArrayList<>();
        try (EventReader reader = EventReader.fromStart(bootstrapServers, Topic.BILLING)) {
            for (ConsumerRecord<String, byte[]> record : reader.readToEnd()) {
                BillingRecord billed = BillingRecord.parseFrom(record.value());
                if (billed.getIntentId().startsWith(intentIdPrefix)) {
                    records.add(billed);
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new DemoFailed("a billing record is unreadable: " + e.getMessage());
        }
        return records;
    }

    static String oneLine(BillingRecord record) {
        String what =
                switch (record.getRecordCase()) {
                    case USAGE_STARTED -> {
                        UsageStarted started = record.getUsageStarted();
                        yield "use %d starts, %s at %s"
                                .formatted(
                                        started.getInterval(),
                                        Figures.gbps(started.getBandwidthBps()),
                                        Figures.perHour(started.getPriceMicrosPerHour(), started.getCurrencyCode()));
                    }
                    case USAGE_ENDED -> {
                        UsageEnded ended = record.getUsageEnded();
                        yield String.format(
                                Locale.ROOT,
                                "use %d ends after %.1f s: %.6f %s",
                                ended.getInterval(),
                                ended.getDurationUs() / 1e6,
                                ended.getAmountMicros() / 1e6,
                                ended.getCurrencyCode());
                    }
                    case CREDIT_GRANTED -> {
                        CreditGranted credit = record.getCreditGranted();
                        yield String.format(
                                Locale.ROOT,
                                "credit for %s: %.6f %s",
                                credit.getMonth(),
                                credit.getAmountMicros() / 1e6,
                                credit.getCurrencyCode());
                    }
                    case RECORD_NOT_SET -> "nothing";
                };
        return "%s  %s".formatted(record.getRecordId(), what);
    }

    static String json(BillingRecord record) {
        try {
            return JsonFormat.printer().omittingInsignificantWhitespace().print(record);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
