package dev.braid.local.check;

import com.google.protobuf.util.Timestamps;
import dev.braid.api.billing.v1.BillingRecord;
import dev.braid.api.billing.v1.CreditGranted;
import dev.braid.api.billing.v1.UsageStarted;
import java.math.BigInteger;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The credits of one connection against the use that billing was told of, and against their own figures. */
final class Credits {
    private static final String INVARIANT = "credits are a share of what was charged, once a month";
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
    private static final BigInteger HOUR_US = BigInteger.valueOf(3_600_000_000L);

    private Credits() {}

    /** The records of one connection, each once, in the order of their sequences. */
    static List<Violation> check(Collection<BillingRecord> records) {
        List<Violation> violations = new ArrayList<>();
        Set<String> granted = new HashSet<>();
        for (BillingRecord record : records) {
            if (!record.hasCreditGranted()) {
                continue;
            }
            CreditGranted credit = record.getCreditGranted();
            if (!granted.add(credit.getMonth() + " " + credit.getCurrencyCode())) {
                violations.add(violation(record, "%s is credited twice".formatted(credit.getMonth())));
            }
            String wrong = wrong(credit, records);
            if (!wrong.isEmpty()) {
                violations.add(violation(record, wrong));
            }
        }
        return violations;
    }

    private static String wrong(CreditGranted credit, Collection<BillingRecord> records) {
        YearMonth month;
        try {
            month = YearMonth.parse(credit.getMonth());
        } catch (DateTimeParseException e) {
            return "'%s' is no month".formatted(credit.getMonth());
        }
        long charged = charged(records, month, credit.getCurrencyCode());
        if (credit.getChargeMicros() != charged) {
            return "%d millionths are credited of %d, but the use comes to %d"
                    .formatted(credit.getAmountMicros(), credit.getChargeMicros(), charged);
        }
        BigInteger share = BigInteger.valueOf(charged)
                .multiply(BigInteger.valueOf(credit.getCreditSharePpm()))
                .divide(MILLION);
        if (credit.getAmountMicros() <= 0
                || credit.getAmountMicros() > charged
                || !BigInteger.valueOf(credit.getAmountMicros()).equals(share)) {
            return "%d millionths are credited of %d, which is not the share of %d millionths"
                    .formatted(credit.getAmountMicros(), charged, credit.getCreditSharePpm());
        }
        BigInteger known = BigInteger.valueOf(credit.getActiveUs() - credit.getUnknownUs());
        BigInteger kept = known.subtract(BigInteger.valueOf(credit.getBreachUs()));
        boolean below =
                kept.multiply(MILLION).compareTo(known.multiply(BigInteger.valueOf(credit.getBelowAvailabilityPpm())))
                        < 0;
        return below
                ? ""
                : "%s us of %s us were kept, which is not below %d millionths"
                        .formatted(kept, known, credit.getBelowAvailabilityPpm());
    }

    /** What the use in the month comes to, rounded down once; an interval without an end goes on beyond the month. */
    private static long charged(Collection<BillingRecord> records, YearMonth month, String currencyCode) {
        long start = us(month);
        long end = us(month.plusMonths(1));
        Map<Long, Long> ends = new HashMap<>();
        records.stream()
                .filter(BillingRecord::hasUsageEnded)
                .forEach(record ->
                        ends.put(record.getUsageEnded().getInterval(), Timestamps.toMicros(record.getOccurTime())));
        BigInteger sum = BigInteger.ZERO;
        for (BillingRecord record : records) {
            UsageStarted started = record.getUsageStarted();
            if (!record.hasUsageStarted() || !started.getCurrencyCode().equals(currencyCode)) {
                continue;
            }
            long from = Math.max(start, Timestamps.toMicros(record.getOccurTime()));
            long until = Math.min(end, ends.getOrDefault(started.getInterval(), end));
            sum = sum.add(BigInteger.valueOf(Math.max(0, until - from))
                    .multiply(BigInteger.valueOf(started.getPriceMicrosPerHour())));
        }
        return sum.divide(HOUR_US).longValueExact();
    }

    private static long us(YearMonth month) {
        return month.atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000;
    }

    private static Violation violation(BillingRecord record, String what) {
        return new Violation(INVARIANT, "%s: %s".formatted(record.getRecordId(), what));
    }
}
