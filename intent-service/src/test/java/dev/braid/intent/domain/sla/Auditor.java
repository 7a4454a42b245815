package dev.braid.intent.domain.sla;

import dev.braid.intent.domain.Health;
import dev.braid.intent.domain.sla.AuditedHistory.Judged;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts second by second, with everything that was ever judged before it in the order of time. Knows no spans. */
final class Auditor {
    private static final long SECOND_US = 1_000_000;

    private final AuditedHistory history;
    private final SlaMonth month;
    private final Map<Long, TreeMap<Instant, Verdict>> judged = new HashMap<>();

    Auditor(AuditedHistory history, SlaMonth month) {
        this.history = history;
        this.month = month;
        Comparator<Verdict> worst = Comparator.comparing(Verdict::health)
                .thenComparing(verdict -> verdict.broken().toString())
                .thenComparing(Verdict::latencyUs);
        for (Judged each : history.judged()) {
            judged.computeIfAbsent(each.revision(), _ -> new TreeMap<>())
                    .merge(each.verdict().judgeTime(), each.verdict(), (a, b) -> worst.compare(a, b) >= 0 ? a : b);
        }
    }

    SlaFigures figures(Instant until) {
        long active = 0;
        long breach = 0;
        long unknown = 0;
        int count = 0;
        long length = 0;
        long longest = 0;
        long latency = 0;
        Map<Promise, Long> promises = new EnumMap<>(Promise.class);
        for (int second = -AuditedHistory.REACH; second < AuditedHistory.REACH + 2_000; second++) {
            Instant now = AuditedHistory.at(second);
            Optional<Use> use = use(now, until);
            if (use.isEmpty()) {
                length = 0;
                continue;
            }
            active++;
            latency = Math.max(latency, latency(use.get().revision()));
            Optional<Verdict> word = word(use.get().revision(), now);
            if (word.isEmpty()) {
                unknown++;
            }
            if (word.filter(it -> it.health() == Health.BROKEN).isEmpty()) {
                length = 0;
                continue;
            }
            breach++;
            count += length == 0 ? 1 : 0;
            length++;
            longest = Math.max(longest, length);
            word.get().broken().forEach(promise -> promises.merge(promise, SECOND_US, Long::sum));
        }
        return new SlaFigures(
                active * SECOND_US,
                breach * SECOND_US,
                unknown * SECOND_US,
                count,
                longest * SECOND_US,
                latency,
                promises);
    }

    Map<String, Long> chargeMicros(Instant until) {
        Map<String, BigInteger> exact = new TreeMap<>();
        for (int second = -AuditedHistory.REACH; second < AuditedHistory.REACH + 2_000; second++) {
            use(AuditedHistory.at(second), until)
                    .ifPresent(use -> exact.merge(
                            use.rate().currencyCode(),
                            BigInteger.valueOf(use.rate().priceMicrosPerHour()),
                            BigInteger::add));
        }
        Map<String, Long> micros = new TreeMap<>();
        exact.forEach((currency, sum) ->
                micros.put(currency, sum.divide(BigInteger.valueOf(3_600)).longValueExact()));
        return micros;
    }

    private Optional<Use> use(Instant now, Instant until) {
        if (!SlaMonth.of(now).equals(month) || !now.isBefore(until)) {
            return Optional.empty();
        }
        return history.uses().stream()
                .filter(use -> !now.isBefore(use.start())
                        && use.end().filter(end -> !now.isBefore(end)).isEmpty())
                .findFirst();
    }

    private Optional<Verdict> word(long revision, Instant now) {
        var last = judged.getOrDefault(revision, new TreeMap<>()).floorEntry(now);
        return Optional.ofNullable(last)
                .map(Map.Entry::getValue)
                .filter(verdict -> isKnown(verdict.health()))
                .filter(verdict ->
                        now.isBefore(verdict.judgeTime().plusSeconds(verdict.health() == Health.MET ? 60 : 7)));
    }

    private long latency(long revision) {
        return judged.getOrDefault(revision, new TreeMap<>()).values().stream()
                .filter(verdict -> isKnown(verdict.health()))
                .filter(verdict -> SlaMonth.of(verdict.judgeTime()).equals(month))
                .mapToLong(Verdict::latencyUs)
                .max()
                .orElse(0);
    }

    private static boolean isKnown(Health health) {
        return List.of(Health.MET, Health.AT_RISK, Health.BROKEN).contains(health);
    }
}
