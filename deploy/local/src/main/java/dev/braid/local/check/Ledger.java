package dev.braid.local.check;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.braid.api.billing.v1.BillingRecord;
import dev.braid.api.billing.v1.UsageEnded;
import dev.braid.api.billing.v1.UsageStarted;
import dev.braid.api.provisioning.v1.ConnectionActivated;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The intervals of use that follow from what provisioning reported, against those that billing was told. */
final class Ledger {
    private static final String INVARIANT = "billing intervals match activations";
    /** A day less than the topic of provisioning keeps. */
    private static final long REMEMBERED_SECONDS = 6 * 24 * 3600L;

    private static final BigDecimal MICROS_PER_HOUR = BigDecimal.valueOf(3_600_000_000L);

    private Ledger() {}

    /** Billing records and provisioning events in the order of their topics; repetitions are allowed. */
    static List<Violation> check(List<BillingRecord> billing, List<ProvisioningEvent> events) {
        Map<String, TreeMap<Long, BillingRecord>> told = new TreeMap<>();
        List<Violation> violations = new ArrayList<>();
        for (BillingRecord record : billing) {
            BillingRecord before = told.computeIfAbsent(record.getConnectionId(), _ -> new TreeMap<>())
                    .putIfAbsent(record.getSequence(), record);
            if (before != null && !before.equals(record)) {
                violations.add(
                        new Violation(INVARIANT, "%s was told twice, differently".formatted(record.getRecordId())));
            }
        }
        Map<String, TreeMap<Long, ProvisioningEvent>> happened = new TreeMap<>();
        for (ProvisioningEvent event : events) {
            happened.computeIfAbsent(event.getConnectionId(), _ -> new TreeMap<>())
                    .putIfAbsent(event.getSequence(), event);
        }
        TreeSet<String> connections = new TreeSet<>(told.keySet());
        connections.addAll(happened.keySet());
        for (String connection : connections) {
            var records = told.getOrDefault(connection, new TreeMap<>());
            violations.addAll(Credits.check(records.values()));
            if (isForgotten(told.get(connection), happened.get(connection), newest(billing, events))) {
                continue;
            }
            List<BillingRecord> expected = expected(
                    connection,
                    happened.getOrDefault(connection, new TreeMap<>()).values(),
                    credits(records.values()));
            compare(connection, expected, List.copyOf(records.values()), violations);
        }
        return violations;
    }

    /** Billing is kept for ever, what provisioning reported for days: an old connection has nothing to be compared with. */
    private static boolean isForgotten(
            TreeMap<Long, BillingRecord> told, TreeMap<Long, ProvisioningEvent> events, Timestamp newest) {
        boolean whole = events != null && events.firstKey() == 1;
        return !whole
                && told != null
                && Timestamps.between(told.firstEntry().getValue().getOccurTime(), newest)
                                .getSeconds()
                        > REMEMBERED_SECONDS;
    }

    private static Timestamp newest(List<BillingRecord> billing, List<ProvisioningEvent> events) {
        return Stream.concat(
                        billing.stream().map(BillingRecord::getOccurTime),
                        events.stream().map(ProvisioningEvent::getOccurTime))
                .max(Timestamps.comparator())
                .orElse(Timestamps.EPOCH);
    }

    /** Credits follow from no event here; they take the place in the count that they were given. */
    private static Map<Long, BillingRecord> credits(Collection<BillingRecord> records) {
        return records.stream()
                .filter(BillingRecord::hasCreditGranted)
                .collect(Collectors.toMap(BillingRecord::getSequence, record -> record));
    }

    /** Each activation ends the interval before it and starts the next at the same instant; a release ends it. */
    private static List<BillingRecord> expected(
            String connection, Iterable<ProvisioningEvent> events, Map<Long, BillingRecord> credits) {
        List<BillingRecord> records = new ArrayList<>();
        ProvisioningEvent open = null;
        long interval = 0;
        for (ProvisioningEvent event : events) {
            boolean activated = event.hasActivated();
            if (open != null && (activated || event.hasReleased())) {
                takeIn(credits, records);
                records.add(record(connection, records.size() + 1L, event.getOccurTime())
                        .setUsageEnded(ended(interval, open, event.getOccurTime()))
                        .build());
                open = null;
            }
            if (activated) {
                interval++;
                open = event;
                takeIn(credits, records);
                ConnectionActivated rate = event.getActivated();
                records.add(record(connection, records.size() + 1L, event.getOccurTime())
                        .setUsageStarted(UsageStarted.newBuilder()
                                .setInterval(interval)
                                .setBandwidthBps(rate.getBandwidthBps())
                                .setPriceMicrosPerHour(rate.getPriceMicrosPerHour())
                                .setCurrencyCode(rate.getCurrencyCode()))
                        .build());
            }
        }
        takeIn(credits, records);
        return records;
    }

    private static void takeIn(Map<Long, BillingRecord> credits, List<BillingRecord> records) {
        for (BillingRecord credit; (credit = credits.get(records.size() + 1L)) != null; ) {
            records.add(credit);
        }
    }

    private static UsageEnded ended(long interval, ProvisioningEvent open, Timestamp end) {
        ConnectionActivated rate = open.getActivated();
        long durationUs = Durations.toMicros(Timestamps.between(open.getOccurTime(), end));
        long amountMicros = BigDecimal.valueOf(rate.getPriceMicrosPerHour())
                .multiply(BigDecimal.valueOf(durationUs))
                .divide(MICROS_PER_HOUR, 0, RoundingMode.HALF_UP)
                .longValueExact();
        return UsageEnded.newBuilder()
                .setInterval(interval)
                .setStartTime(open.getOccurTime())
                .setDurationUs(durationUs)
                .setBandwidthBps(rate.getBandwidthBps())
                .setPriceMicrosPerHour(rate.getPriceMicrosPerHour())
                .setAmountMicros(amountMicros)
                .setCurrencyCode(rate.getCurrencyCode())
                .build();
    }

    private static BillingRecord.Builder record(String connection, long sequence, Timestamp occurTime) {
        String[] parts = connection.split("\\.");
        return BillingRecord.newBuilder()
                .setRecordId(connection + "/" + sequence)
                .setTenantId(parts[0])
                .setIntentId(parts[1])
                .setConnectionId(connection)
                .setSequence(sequence)
                .setOccurTime(occurTime);
    }

    private static void compare(
            String connection, List<BillingRecord> expected, List<BillingRecord> actual, List<Violation> violations) {
        if (expected.size() != actual.size()) {
            violations.add(new Violation(
                    INVARIANT,
                    "%s has %d records, its activations, release and credits make %d"
                            .formatted(connection, actual.size(), expected.size())));
        }
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            if (!expected.get(i).equals(actual.get(i))) {
                violations.add(new Violation(
                        INVARIANT,
                        "%s, record %d: billing was told %s, provisioning makes it %s"
                                .formatted(connection, i + 1, oneLine(actual.get(i)), oneLine(expected.get(i)))));
            }
        }
    }

    private static String oneLine(BillingRecord record) {
        return record.toString().replaceAll("\\s+", " ").strip();
    }
}
