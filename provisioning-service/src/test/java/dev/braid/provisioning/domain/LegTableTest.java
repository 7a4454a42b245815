package dev.braid.provisioning.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** The two pictures of a leg: what it asks of its provider, and what each answer makes of it. */
class LegTableTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Route ROUTE = new Route("atlas", List.of("atlas-lon-par-1"));
    private static final Pace PACE = new Pace(
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            Duration.ofSeconds(6),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            new SplittableRandom(1));

    @Test
    void everyStateAndGoalHasOneVerb() {
        Map<String, Goal> goals = new LinkedHashMap<>();
        goals.put("held", new Goal.Held(100));
        goals.put("held for more", new Goal.Held(200));
        goals.put("carrying, unseen", new Goal.Carrying(100, 8));
        goals.put("carrying, seen", new Goal.Carrying(100, 7));
        goals.put("carrying more", new Goal.Carrying(200, 8));
        goals.put("gone", new Goal.Gone());

        assertThat(picture(
                        LegState.values(),
                        goals,
                        (state, goal) ->
                                goal.verbFor(leg(state), NOW).map(Verb::name).orElse("·")))
                .isEqualTo("""
                                 held       held for more  carrying, unseen  carrying, seen  carrying more  gone
                    PENDING      RESERVE    RESERVE        RESERVE           RESERVE         RESERVE        RELEASE
                    RESERVED     ·          MODIFY         ACTIVATE          ACTIVATE        MODIFY         RELEASE
                    ACTIVE       ·          MODIFY         READ_BACK         ·               MODIFY         RELEASE
                    RELEASING    ·          ·              ·                 ·               ·              RELEASE
                    RELEASED     ·          ·              ·                 ·               ·              READ_BACK
                    REFUSED      ·          ·              ·                 ·               ·              ·
                    """);
    }

    @Test
    void everyAnswerHasOneMeaning() {
        Map<String, Answer> answers = new LinkedHashMap<>();
        answers.put("held", new Answer.Done(new Order(Standing.HELD, 100, "HELD", "o-1")));
        answers.put("in service", new Answer.Done(new Order(Standing.IN_SERVICE, 100, "IN_SERVICE", "o-1")));
        answers.put("other rate", new Answer.Done(new Order(Standing.IN_SERVICE, 40, "IN_SERVICE", "o-1")));
        answers.put("ceased", new Answer.Done(new Order(Standing.CEASED, 100, "CEASED", "o-1")));
        answers.put("missing", new Answer.Missing());
        answers.put("refused", new Answer.Refused("NO_CAPACITY", "full"));
        answers.put("unknown", new Answer.Unknown("no answer"));

        // A + is a failure that lengthens the wait, a ! is drift that is told.
        assertThat(picture(Verb.values(), answers, LegTableTest::outcome)).isEqualTo("""
                                 held       in service  other rate  ceased     missing    refused    unknown
                    RESERVE      RESERVED   ACTIVE      ACTIVE      RELEASED   PENDING+   REFUSED    PENDING+
                    ACTIVATE     RESERVED+  ACTIVE      ACTIVE      RELEASED   PENDING+!  RESERVED   RESERVED+
                    MODIFY       RESERVED   ACTIVE      ACTIVE+     RELEASED   PENDING+!  ACTIVE     ACTIVE+
                    RELEASE      RELEASING+ RELEASING+  RELEASING+  RELEASED   RELEASED   RELEASING+ RELEASING+
                    READ_BACK    RESERVED+! ACTIVE      ACTIVE+!    RELEASED+! PENDING+!  ACTIVE+    ACTIVE+
                    """);
    }

    @Test
    void backOffIsRandomBoundedAndDoubles() {
        List<Long> longestMillis = new ArrayList<>();
        for (int failures : List.of(1, 2, 3, 9, 40, 1000)) {
            long longest = 0;
            for (int i = 0; i < 2000; i++) {
                long wait = Duration.between(NOW, PACE.retryTime(failures, NOW)).toMillis();
                assertThat(wait).isGreaterThanOrEqualTo(0);
                longest = Math.max(longest, wait);
            }
            longestMillis.add(longest);
        }
        List<Long> bounds = List.of(100L, 200L, 400L, 25_600L, 30_000L, 30_000L);
        for (int i = 0; i < bounds.size(); i++) {
            assertThat(longestMillis.get(i)).isBetween(bounds.get(i) * 9 / 10, bounds.get(i));
        }
    }

    @Test
    void anOppositeCommandWaitsUntilTheLateOneHasExpired() {
        Command reserve = command(Verb.RESERVE, 100);
        Leg asked = leg(LegState.PENDING).asked(reserve, NOW, PACE);
        Instant expired = NOW.plusSeconds(8);
        assertThat(asked.earliest(Verb.RELEASE, 100, NOW)).isEqualTo(expired);
        assertThat(asked.earliest(Verb.RESERVE, 100, NOW)).isEqualTo(Instant.EPOCH);
        assertThat(asked.earliest(Verb.RELEASE, 100, expired)).isEqualTo(Instant.EPOCH);

        Leg modifying = leg(LegState.ACTIVE).asked(command(Verb.MODIFY, 200), NOW, PACE);
        assertThat(modifying.earliest(Verb.MODIFY, 100, NOW)).isEqualTo(expired);
        assertThat(modifying.earliest(Verb.MODIFY, 200, NOW)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aRefusalAfterATryWithoutAnAnswerIsSettledByARelease() {
        Leg twice = leg(LegState.PENDING)
                .asked(command(Verb.RESERVE, 100), NOW, PACE)
                .asked(command(Verb.RESERVE, 100), NOW.plusSeconds(1), PACE);
        assertThat(twice.refused(Verb.RESERVE, "full").state()).isEqualTo(LegState.RELEASING);
    }

    private static String outcome(Verb verb, Answer answer) {
        LegState before =
                switch (verb) {
                    case RESERVE -> LegState.PENDING;
                    case ACTIVATE -> LegState.RESERVED;
                    case MODIFY, READ_BACK -> LegState.ACTIVE;
                    case RELEASE -> LegState.RELEASING;
                };
        Command command = command(verb, 100);
        Leg asked = leg(before).asked(command, NOW, PACE);
        return switch (asked.hear(command, answer, NOW, PACE)) {
            case Heard.Over() -> "gone";
            case Heard.Refused(var reason) ->
                asked.refused(verb, reason).state().name();
            case Heard.Kept(var leg, var drift) ->
                leg.state() + (leg.trial().attemptCount() > 0 ? "+" : "") + (drift.isPresent() ? "!" : "");
        };
    }

    private static Command command(Verb verb, long bandwidthBps) {
        return new Command(verb, "acme.web.1.1", ROUTE, bandwidthBps, 7, NOW.plusSeconds(6));
    }

    private static Leg leg(LegState state) {
        return new Leg(
                "acme.web.1.1",
                ROUTE,
                7,
                new Sight(state, 100, 7, "", ""),
                Trial.FRESH,
                NOW.plusSeconds(30),
                Optional.empty());
    }

    private static <R extends Enum<R>, C> String picture(
            R[] rows, Map<String, C> columns, BiFunction<R, C, String> cell) {
        StringBuilder text = new StringBuilder(" ".repeat(13));
        List<String> lines = new ArrayList<>();
        int[] widths = columns.keySet().stream()
                .mapToInt(it -> Math.max(it.length() + 2, 11))
                .toArray();
        int column = 0;
        for (String name : columns.keySet()) {
            text.append(pad(name, widths[column++]));
        }
        lines.add(text.toString().stripTrailing());
        for (R row : rows) {
            StringBuilder line = new StringBuilder(pad(row.name(), 13));
            column = 0;
            for (C value : columns.values()) {
                line.append(pad(cell.apply(row, value), widths[column++]));
            }
            lines.add(line.toString().stripTrailing());
        }
        return String.join("\n", lines) + "\n";
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
