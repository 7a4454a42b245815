package dev.braid.intent.domain.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.intent.domain.Health;
import dev.braid.intent.domain.Rate;
import dev.braid.intent.domain.sla.AuditedHistory.Judged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonthAccountTest {
    private static final int HISTORIES = 25;
    private static final Instant START = Instant.parse("2026-03-10T00:00:00Z");
    private static final SlaMonth MARCH = SlaMonth.of(START);
    private static final Rate RATE = new Rate(1_000, 3_600_000_000L, "EUR");
    private static final Standing STANDING =
            new Standing(Duration.ofSeconds(30), Duration.ofMinutes(25), Duration.ofMinutes(2));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void whateverIsRepeatedLateOrReplayedTheFiguresAreThoseOfTheAuditor(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int breaches = 0;
        for (int i = 0; i < HISTORIES; i++) {
            AuditedHistory history = AuditedHistory.random(random);
            Map<Long, List<Span>> spans = heard(history.delivered(random), random);
            Instant until = AuditedHistory.at(AuditedHistory.REACH + 1_500);
            for (String month : List.of("2026-01", "2026-02")) {
                SlaMonth of = SlaMonth.parse(month);
                MonthAccount account = new MonthAccount(of, until, history.uses(), spans);
                Auditor auditor = new Auditor(history, of);
                assertThat(account.figures()).isEqualTo(auditor.figures(until));
                assertThat(account.chargeMicros()).isEqualTo(auditor.chargeMicros(until));
                breaches += account.figures().breachCount();
            }
        }
        assertThat(breaches).as("histories with something to find").isGreaterThan(HISTORIES);
    }

    /** The trails of all plans as the service keeps them: closed spans apart from what may still change. */
    private static Map<Long, List<Span>> heard(List<Judged> delivered, RandomGenerator random) {
        Map<Long, HealthTrail> trails = new HashMap<>();
        Map<Long, List<Span>> spans = new HashMap<>();
        for (Judged judged : delivered) {
            // The judge's clock may be ahead of ours.
            Instant now = judged.verdict().judgeTime().plusSeconds(random.nextInt(-100, 100));
            HealthTrail trail = trails.getOrDefault(judged.revision(), HealthTrail.EMPTY);
            if (trail.add(judged.verdict(), now, AuditedHistory.STANDING) instanceof HealthTrail.Step.Added added) {
                trails.put(judged.revision(), added.trail());
                spans.computeIfAbsent(judged.revision(), _ -> new ArrayList<>()).addAll(added.closed());
            }
        }
        trails.forEach((revision, trail) -> spans.computeIfAbsent(revision, _ -> new ArrayList<>())
                .addAll(trail.open(Instant.MAX, AuditedHistory.STANDING)));
        return spans;
    }

    @Test
    void silenceIsNeitherKeptNorBroken() {
        SlaFigures figures = figures(judged(0, Health.MET, 9_000), judged(1_800, Health.BROKEN, 31_000));

        assertThat(figures.activeUs()).isEqualTo(us(3_600));
        assertThat(figures.breachUs()).isEqualTo(us(30));
        assertThat(figures.unknownUs()).isEqualTo(us(3_600 - 25 * 60 - 30));
        assertThat(figures.availabilityRatio()).hasValue(1500.0 / 1530);
        assertThat(figures.worstLatencyUs()).isEqualTo(31_000);
        assertThat(figures.promiseBreachUs()).containsExactly(Map.entry(Promise.LATENCY, us(30)));
    }

    @Test
    void whereNothingIsKnownThereIsNoAvailabilityAndNoTierApplies() {
        SlaFigures figures = figures(judged(0, Health.UNKNOWN, 0), judged(600, Health.UNMEASURED, 0));

        assertThat(figures.unknownUs()).isEqualTo(us(3_600));
        assertThat(figures.availabilityRatio()).isEmpty();
        assertThat(figures.isBelow(CreditRule.WHOLE_PPM)).isFalse();
    }

    @Test
    void whatIsJudgedOfAPlanThatDoesNotCarryTheTrafficCountsForNothing() {
        Use use = new Use(START, Optional.of(START.plusSeconds(60)), 2, 1, RATE);
        List<Span> other = List.of(new Span(START, START.plusSeconds(60), Health.BROKEN, Set.of(), 7));

        SlaFigures figures = new MonthAccount(MARCH, MARCH.end(), List.of(use), Map.of(1L, other)).figures();
        assertThat(figures).isEqualTo(new SlaFigures(us(60), 0, us(60), 0, 0, 0, Map.of()));
    }

    @Test
    void anEpisodeThatAMoveDoesNotEndIsOne() {
        List<Use> uses = List.of(
                new Use(START, Optional.of(START.plusSeconds(60)), 1, 1, RATE),
                new Use(START.plusSeconds(60), Optional.of(START.plusSeconds(100)), 2, 1, RATE));
        Span first = new Span(START.plusSeconds(10), START.plusSeconds(70), Health.BROKEN, Set.of(Promise.LOSS), 7);
        Span second = new Span(START.plusSeconds(50), START.plusSeconds(80), Health.BROKEN, Set.of(), 9);

        SlaFigures figures =
                new MonthAccount(MARCH, MARCH.end(), uses, Map.of(1L, List.of(first), 2L, List.of(second))).figures();
        assertThat(figures.breachCount()).isEqualTo(1);
        assertThat(figures.longestBreachUs()).isEqualTo(us(70));
        assertThat(figures.promiseBreachUs()).containsExactly(Map.entry(Promise.LOSS, us(50)));
    }

    @Test
    void aJudgementThatIsTooLateChangesNothing() {
        HealthTrail trail = HealthTrail.EMPTY;
        for (Judged judged : List.of(judged(0, Health.MET, 1), judged(1_000, Health.MET, 1))) {
            trail = ((HealthTrail.Step.Added) trail.add(judged.verdict(), START.plusSeconds(5_000), STANDING)).trail();
        }
        assertThat(trail.add(judged(879, Health.BROKEN, 1).verdict(), START.plusSeconds(5_000), STANDING))
                .isEqualTo(new HealthTrail.Step.Ignored());
        assertThat(trail.add(judged(880, Health.BROKEN, 1).verdict(), START.plusSeconds(5_000), STANDING))
                .isInstanceOf(HealthTrail.Step.Added.class);
    }

    @Test
    void generationsFollowEachOtherAndMovesWithinOneAreNoNewPromise() {
        List<Use> uses = List.of(
                new Use(MARCH.start().minusSeconds(9), Optional.of(START), 1, 1, RATE),
                new Use(START, Optional.of(START.plusSeconds(60)), 2, 1, RATE),
                new Use(START.plusSeconds(60), Optional.empty(), 3, 2, RATE));

        assertThat(new MonthAccount(MARCH, START.plusSeconds(90), uses, Map.of()).promised())
                .containsExactly(
                        new MonthAccount.Promised(1, MARCH.start(), Optional.of(START.plusSeconds(60))),
                        new MonthAccount.Promised(2, START.plusSeconds(60), Optional.empty()));
    }

    private static SlaFigures figures(Judged... judged) {
        HealthTrail trail = HealthTrail.EMPTY;
        List<Span> spans = new ArrayList<>();
        for (Judged each : judged) {
            var added = (HealthTrail.Step.Added) trail.add(each.verdict(), START.plusSeconds(9_000), STANDING);
            trail = added.trail();
            spans.addAll(added.closed());
        }
        spans.addAll(trail.open(MARCH.end(), STANDING));
        Use use = new Use(START, Optional.of(START.plusSeconds(3_600)), 1, 1, RATE);
        return new MonthAccount(MARCH, MARCH.end(), List.of(use), Map.of(1L, spans)).figures();
    }

    private static Judged judged(int second, Health health, long latencyUs) {
        return new Judged(1, new Verdict(START.plusSeconds(second), health, Set.of(Promise.LATENCY), latencyUs));
    }

    private static long us(long seconds) {
        return seconds * 1_000_000;
    }
}
