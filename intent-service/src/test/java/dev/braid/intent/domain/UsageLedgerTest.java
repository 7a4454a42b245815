package dev.braid.intent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageLedgerTest {
    private static final Rate RATE = new Rate(1_000, 3_600_000_000L, "EUR");
    private static final int HISTORIES = 300;

    /** What provisioning reports: traffic at a price, or its end where the rate is null. */
    private record Report(long sequence, Instant time, Rate rate) {}

    /** One line of use as a clerk would write it down. */
    private record Line(Instant start, Instant end, Rate rate) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void whateverIsRepeatedOrReorderedTheIntervalsAreThoseOfTheClerk(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < HISTORIES; i++) {
            List<Report> delivered = delivered(history(random), random);
            List<UsageEntry> entries = book(delivered);
            assertThat(entries).extracting(UsageEntry::sequence).containsExactlyElementsOf(count(entries.size()));
            assertThat(lines(entries)).isEqualTo(clerk(delivered));
            assertNeitherOverlapNorGap(entries);
        }
    }

    @Test
    void aMoveEndsOneIntervalAndStartsTheNextAtTheSameInstant() {
        List<UsageEntry> entries =
                book(List.of(new Report(1, Facts.TIME, RATE), new Report(2, Facts.TIME.plusSeconds(1), RATE)));
        assertThat(entries).hasSize(3);
        assertThat(entries.get(1).time()).isEqualTo(entries.get(2).time());
        assertThat(entries.get(1).interval().end().orElseThrow().amountMicros()).isEqualTo(1_000_000);
        assertThat(entries.get(2).interval().number()).isEqualTo(2);
    }

    @Test
    void anEndWithoutABeginningIsNoLine() {
        assertThat(UsageLedger.EMPTY.released(Facts.TIME)).isEmpty();
    }

    @Test
    void timesFinerThanTheDatabaseKeepsAreCutSoThatBoundsAndLengthsAgree() {
        List<UsageEntry> entries = book(List.of(
                new Report(1, Facts.TIME.plusNanos(1_999), RATE), new Report(2, Facts.TIME.plusNanos(5_001), null)));
        assertThat(entries.getFirst().time()).isEqualTo(Facts.TIME.plusNanos(1_000));
        assertThat(entries.getLast().interval().durationUs()).isEqualTo(4);
    }

    private static List<Report> history(RandomGenerator random) {
        List<Report> history = new ArrayList<>();
        Instant time = Facts.TIME;
        int length = random.nextInt(1, 12);
        for (int sequence = 1; sequence <= length; sequence++) {
            // Mostly forward, sometimes not at all, now and then back: clocks are set.
            time = switch (random.nextInt(8)) {
                case 0 -> time;
                case 1 -> time.minusNanos(random.nextLong(2_000_000_000L));
                default -> time.plusNanos(random.nextLong(1L << random.nextInt(1, 44)));
            };
            Rate rate = new Rate(1 + random.nextInt(5), random.nextLong(Rate.MAX_PRICE_MICROS_PER_HOUR), "EUR");
            history.add(new Report(sequence, time, random.nextInt(3) == 0 ? null : rate));
        }
        return history;
    }

    /** At least once: repetitions, replays from an earlier offset, and neighbours that change places. */
    private static List<Report> delivered(List<Report> history, RandomGenerator random) {
        List<Report> delivered = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            delivered.add(history.get(i));
            switch (random.nextInt(6)) {
                case 0 -> delivered.add(history.get(i));
                case 1 -> delivered.addAll(history.subList(random.nextInt(i + 1), i + 1));
                case 2 -> {
                    if (i + 1 < history.size()) {
                        delivered.add(delivered.size() - 1, history.get(i + 1));
                    }
                }
                default -> {}
            }
        }
        return delivered;
    }

    /** The ledger behind the life cycle, as the service runs it. */
    private static List<UsageEntry> book(List<Report> delivered) {
        Intent intent = Facts.mesh(2);
        UsageLedger ledger = UsageLedger.EMPTY;
        List<UsageEntry> entries = new ArrayList<>();
        for (Report report : delivered) {
            boolean active = report.rate() != null;
            Carriage carriage = Carriage.NONE.active(report.sequence(), active ? report.sequence() : 0, active ? 1 : 0);
            Step step = intent.onCarriage(1, carriage, Facts.TIME);
            if (step instanceof Step.Ignored) {
                continue;
            }
            intent = after(intent, step);
            List<UsageEntry> added = active
                    ? ledger.activated(report.time(), carriage.plan(), report.rate())
                    : ledger.released(report.time());
            ledger = ledger.after(added);
            entries.addAll(added);
        }
        return entries;
    }

    private static Intent after(Intent intent, Step step) {
        return switch (step) {
            case Step.Moved(Intent moved, var _) -> moved;
            case Step.Noted(Connection noted) ->
                new Intent(
                        intent.id(),
                        intent.spec(),
                        intent.generation(),
                        intent.terminateAsked(),
                        intent.state(),
                        intent.stateTime(),
                        intent.activeGeneration(),
                        List.of(noted),
                        intent.createTime(),
                        intent.updateTime(),
                        intent.version());
            case Step.Ignored _ -> intent;
        };
    }

    /** Written without the ledger: who comes late is not heard, nobody turns the clock back, money is exact. */
    private static List<Line> clerk(List<Report> delivered) {
        List<Line> lines = new ArrayList<>();
        long heard = 0;
        Instant clock = Instant.MIN;
        Report open = null;
        for (Report report : delivered) {
            if (report.sequence() <= heard) {
                continue;
            }
            heard = report.sequence();
            Instant time = Instant.ofEpochSecond(
                    report.time().getEpochSecond(), report.time().getNano() / 1_000 * 1_000L);
            boolean matters = report.rate() != null || open != null;
            if (matters && time.isAfter(clock)) {
                clock = time;
            }
            if (open != null) {
                lines.add(new Line(open.time(), clock, open.rate()));
                open = null;
            }
            if (report.rate() != null) {
                open = new Report(heard, clock, report.rate());
            }
        }
        if (open != null) {
            lines.add(new Line(open.time(), null, open.rate()));
        }
        return lines;
    }

    private static List<Line> lines(List<UsageEntry> entries) {
        List<Line> lines = new ArrayList<>();
        for (UsageEntry entry : entries) {
            UsageInterval interval = entry.interval();
            switch (entry) {
                case UsageEntry.Started _ -> lines.add(new Line(interval.startTime(), null, interval.rate()));
                case UsageEntry.Ended _ -> {
                    UsageInterval.End end = interval.end().orElseThrow();
                    lines.set(lines.size() - 1, new Line(interval.startTime(), end.time(), interval.rate()));
                    long durationUs =
                            Duration.between(interval.startTime(), end.time()).toNanos() / 1_000;
                    assertThat(interval.durationUs()).isEqualTo(durationUs);
                    assertThat(BigDecimal.valueOf(end.amountMicros()))
                            .isEqualTo(RateTest.oracle(interval.rate().priceMicrosPerHour(), durationUs));
                }
            }
        }
        return lines;
    }

    private static void assertNeitherOverlapNorGap(List<UsageEntry> entries) {
        for (int i = 1; i < entries.size(); i++) {
            UsageEntry before = entries.get(i - 1);
            UsageEntry entry = entries.get(i);
            assertThat(entry.time()).isAfterOrEqualTo(before.time());
            assertThat(entry.getClass()).isNotEqualTo(before.getClass());
        }
    }

    private static List<Long> count(int length) {
        List<Long> numbers = new ArrayList<>();
        for (long i = 1; i <= length; i++) {
            numbers.add(i);
        }
        return numbers;
    }
}
