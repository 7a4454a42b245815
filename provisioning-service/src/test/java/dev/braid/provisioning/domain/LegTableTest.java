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
    private static final PendingOn PEOPLE = new PendingOn("the carrier", "an engineer", NOW, Optional.empty());
    private static final Pace PACE = new Pace(
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            Duration.ofSeconds(6),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            new SplittableRandom(1));

    @Test
    void everyStateAndGoalHasOneVerb() {
        Map<String, Goal> goals = new LinkedHashMap<>();
        goals.put("held", new Goal.Held(100));
        goals.put("held for more", new Goal.Held(200));
        goals.put("carrying, unseen", new Goal.Carrying(100, 8));
        goals.put("carrying, seen", new Goal.Carrying(100, 7));
        goals.put("carrying more", new Goal.Carrying(200, 8));
        goals.put("spared", new Goal.Spared());
        goals.put("gone", new Goal.Gone());

        assertThat(picture(
                        LegState.values(),
                        goals,
                        (state, goal) ->
                                goal.verbFor(leg(state), NOW).map(Verb::name).orElse("·")))
                .isEqualTo("""
                                 held       held for more  carrying, unseen  carrying, seen  carrying more  spared     gone
                    PENDING      RESERVE    RESERVE        RESERVE           RESERVE         RESERVE        ·          RELEASE
                    WAITING      READ_BACK  READ_BACK      READ_BACK         READ_BACK       READ_BACK      ·          RELEASE
                    RESERVED     ·          MODIFY         ACTIVATE          ACTIVATE        MODIFY         ·          RELEASE
                    ACTIVE       ·          MODIFY         READ_BACK         ·               MODIFY         ·          RELEASE
                    ASTRAY       ·          MODIFY         ACTIVATE          ACTIVATE        MODIFY         ·          RELEASE
                    RELEASING    ·          ·              ·                 ·               ·              ·          RELEASE
                    RELEASED     ·          ·              ·                 ·               ·              ·          READ_BACK
                    REFUSED      ·          ·              ·                 ·               ·              ·          ·
                    """);
    }

    /** What was asked of a leg in which state. */
    private enum Asked {
        RESERVE(Verb.RESERVE, LegState.PENDING),
        ACTIVATE(Verb.ACTIVATE, LegState.RESERVED),
        MODIFY(Verb.MODIFY, LegState.ACTIVE),
        RELEASE(Verb.RELEASE, LegState.RELEASING),
        READ_WAITING(Verb.READ_BACK, LegState.WAITING),
        READ_HELD(Verb.READ_BACK, LegState.RESERVED),
        READ_ACTIVE(Verb.READ_BACK, LegState.ACTIVE),
        READ_ASTRAY(Verb.READ_BACK, LegState.ASTRAY);

        private final Verb verb;
        private final LegState before;

        Asked(Verb verb, LegState before) {
            this.verb = verb;
            this.before = before;
        }
    }

    @Test
    void everyAnswerHasOneMeaning() {
        Map<String, Answer> answers = new LinkedHashMap<>();
        answers.put("pending", done(Standing.PENDING, 100, Optional.of(PEOPLE)));
        answers.put("held", done(Standing.HELD, 100, Optional.empty()));
        answers.put("in service", done(Standing.IN_SERVICE, 100, Optional.empty()));
        answers.put("other rate", done(Standing.IN_SERVICE, 40, Optional.empty()));
        answers.put(
                "astray",
                new Answer.Done(
                        order(Standing.IN_SERVICE, 100, Optional.empty()).astray("elsewhere")));
        answers.put("changing", done(Standing.IN_SERVICE, 40, Optional.of(PEOPLE)));
        answers.put("ceased", done(Standing.CEASED, 100, Optional.empty()));
        answers.put("missing", new Answer.Missing());
        answers.put("refused", new Answer.Refused("NO_CAPACITY", "full"));
        answers.put("unknown", new Answer.Unknown("no answer"));

        // A + is a failure that lengthens the wait, a ! is drift that is told, a ~ is asked again in the slow rhythm.
        assertThat(picture(Asked.values(), answers, LegTableTest::outcome)).isEqualTo("""
                             pending    held       in service  other rate  astray     changing   ceased     missing    refused    unknown
                RESERVE      WAITING~   RESERVED   RESERVED    RESERVED    ASTRAY     RESERVED~  RELEASED   PENDING+   REFUSED    PENDING+
                ACTIVATE     WAITING~   RESERVED+  ACTIVE      ACTIVE      ASTRAY+!   ACTIVE~    RELEASED   PENDING+!  RESERVED   RESERVED+
                MODIFY       WAITING~   RESERVED   ACTIVE      ACTIVE+     ASTRAY+!   ACTIVE~    RELEASED   PENDING+!  ACTIVE     ACTIVE+
                RELEASE      RELEASING~ RELEASING+ RELEASING+  RELEASING+  RELEASING+ RELEASING~ RELEASED   RELEASED   RELEASING+ RELEASING+
                READ_WAITING WAITING~   RESERVED   RESERVED    RESERVED    ASTRAY     RESERVED~  RELEASED   PENDING+!  RELEASING  WAITING+
                READ_HELD    WAITING+!  RESERVED   RESERVED+!  RESERVED+!  ASTRAY+!   RESERVED+! RELEASED+! PENDING+!  RESERVED+  RESERVED+
                READ_ACTIVE  WAITING+!  RESERVED+! ACTIVE      ACTIVE+!    ASTRAY+!   ACTIVE+!   RELEASED+! PENDING+!  ACTIVE+    ACTIVE+
                READ_ASTRAY  WAITING+!  RESERVED+! RESERVED    RESERVED+!  ASTRAY!    RESERVED+! RELEASED+! PENDING+!  ASTRAY+    ASTRAY+
                """);
    }

    @Test
    void theLongerAnOrderWaitsTheSlowerItIsLookedAt() {
        Instant ordered = NOW;
        PendingOn people = new PendingOn("the carrier", "an engineer", ordered, Optional.empty());
        List<Long> waited = List.of(0L, 60L, 600L, 86_400L);
        List<Long> bounds = List.of(5_000L, 6_000L, 60_000L, 300_000L);
        for (int i = 0; i < waited.size(); i++) {
            Instant now = ordered.plusSeconds(waited.get(i));
            for (int n = 0; n < 1000; n++) {
                assertThat(Duration.between(now, PACE.lookTime(people, now)).toMillis())
                        .isBetween(bounds.get(i) / 2, bounds.get(i));
            }
        }
        // What a provider says of the past or the future can slow us down or speed us up no further.
        for (Instant said : List.of(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z"))) {
            PendingOn odd = new PendingOn("", "", said, Optional.of(said));
            assertThat(Duration.between(NOW, PACE.lookTime(odd, NOW)))
                    .isBetween(Duration.ofMillis(2500), Duration.ofMinutes(5));
        }
        PendingOn promised = new PendingOn("", "", NOW.minusSeconds(86_400), Optional.of(NOW.plusSeconds(9)));
        assertThat(PACE.lookTime(promised, NOW)).isEqualTo(NOW.plusSeconds(9));
        PendingOn putOff = new PendingOn("", "", NOW, Optional.of(NOW.plusMillis(1)));
        assertThat(PACE.lookTime(putOff, NOW)).isEqualTo(NOW.plusMillis(2500));
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

    @Test
    void aBandwidthIsNotHeldWhileAnUnheardChangeMayHaveTakenEffect() {
        Command more = command(Verb.MODIFY, 200);
        Command back = command(Verb.MODIFY, 100);
        Leg unheard = leg(LegState.RESERVED).asked(more, NOW, PACE);
        assertThat(unheard.holds(100)).isFalse();
        Leg twice = unheard.asked(back, NOW.plusSeconds(60), PACE);
        assertThat(twice.holds(100)).isFalse();
        Answer done = done(Standing.HELD, 100, Optional.empty());
        assertThat(twice.hear(back, done, NOW.plusSeconds(60), PACE))
                .isInstanceOfSatisfying(
                        Heard.Kept.class, it -> assertThat(it.leg().holds(100)).isTrue());
    }

    private static Answer done(Standing standing, long bandwidthBps, Optional<PendingOn> pendingOn) {
        return new Answer.Done(order(standing, bandwidthBps, pendingOn));
    }

    private static Order order(Standing standing, long bandwidthBps, Optional<PendingOn> pendingOn) {
        return new Order(standing, bandwidthBps, standing.name(), "o-1", pendingOn);
    }

    private static String outcome(Asked row, Answer answer) {
        Command command = command(row.verb, 100);
        Leg asked = leg(row.before).asked(command, NOW, PACE);
        return switch (asked.hear(command, answer, NOW, PACE)) {
            case Heard.Over() -> "gone";
            case Heard.Refused(var seen, var reason) ->
                seen.refused(row.verb, reason).state().name();
            case Heard.Kept(var leg, var drift) -> leg.state() + rhythm(leg) + (drift.isPresent() ? "!" : "");
        };
    }

    private static String rhythm(Leg leg) {
        if (leg.trial().attemptCount() > 0) {
            return "+";
        }
        boolean slow = leg.sight().pendingOn().isPresent()
                && Duration.between(NOW, leg.auditTime()).compareTo(Duration.ofSeconds(5)) <= 0
                && leg.auditTime().isAfter(NOW);
        return slow ? "~" : "";
    }

    private static Command command(Verb verb, long bandwidthBps) {
        return new Command(verb, "acme.web.1.1", ROUTE, bandwidthBps, 7, NOW.plusSeconds(6));
    }

    private static Leg leg(LegState state) {
        return new Leg(
                "acme.web.1.1",
                ROUTE,
                7,
                new Sight(state, 100, 7, "", "", Optional.empty()),
                Trial.FRESH,
                state == LegState.WAITING ? NOW : NOW.plusSeconds(30),
                NOW,
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
