package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.path.v1.WaitingMove;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Priority;
import dev.braid.path.guard.Mode;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who moves off a slow link next where a budget does not let all of them go. */
class WaitingMovesTest {
    private static final String PARIS = "atlas-gb-lon-fr-par";
    private static final String FRANKFURT = "atlas-gb-lon-de-fra";

    private final Map<String, Demand> demands = new HashMap<>();
    private PlayedPlanner played;

    private void play(Map<String, String> budgets) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "braid.path.guard.slow.in-flight-ratio", "1.0",
                "braid.path.guard.slow.per-minute", "1000",
                "braid.path.guard.slow.per-link-per-minute", "1000",
                "braid.path.guard.slow.per-provider-per-minute", "1000",
                "braid.path.guard.slow.per-metro-per-minute", "1000"));
        settings.put("braid.path.guard.suspect-within", "0s");
        budgets.forEach((key, value) -> settings.put("braid.path.guard.slow." + key, value));
        World world = new World()
                .line("atlas", "gb-lon", "fr-par", 4_000, 100, 100)
                .line("nordic", "gb-lon", "fr-par", 5_000, 100, 100)
                .line("atlas", "gb-lon", "de-fra", 4_000, 100, 100)
                .line("nordic", "gb-lon", "de-fra", 5_000, 100, 100)
                .line("atlas", "gb-lon", "nl-ams", 4_000, 100, 100)
                .line("atlas", "gb-lon", "es-mad", 4_000, 100, 100);
        played = new PlayedPlanner(world, Mode.AUTOMATIC, settings);
    }

    private void activate(String intent, String to, double gbps, int priority) {
        Demand demand =
                within(10_000, demand("gb-lon", to, gbps)).withPriority(new Priority(priority, priority, false));
        demands.put("acme." + intent + ".1", demand);
        played.scenario.request(intent, 1, demand);
        played.scenario.activate(intent + ".1");
    }

    private void slow(String... linkIds) {
        for (String linkId : linkIds) {
            played.measure(linkId, 30_000);
        }
    }

    /** Who comes first, worked out from what was asked alone. */
    private List<String> byImportance() {
        return demands.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Demand>>comparingInt(
                                each -> each.getValue().priority().setup())
                        .thenComparing(each -> -each.getValue().bandwidthBps())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isInTrouble(String connectionId) {
        return played.plan(connectionId.substring("acme.".length())).revision() == 1;
    }

    private Received judged(String connectionId) {
        return played.judged(connectionId.substring("acme.".length()), HealthState.BROKEN, 30_000);
    }

    /** Telemetry judges each of those in trouble every five seconds, at a time of its own, and in any order at a time. */
    private void run(Duration time, Random random) {
        Map<String, Integer> parts = new HashMap<>();
        List<String> all = new ArrayList<>(demands.keySet());
        Collections.sort(all);
        all.forEach(id -> parts.put(id, random.nextInt(20)));
        int steps = (int) (time.toMillis() / 250);
        for (int step = 0; step < steps; step++) {
            played.now = played.now.plusMillis(250);
            int part = step % 20;
            List<String> judged = new ArrayList<>(all.stream()
                    .filter(id -> parts.get(id) == part && isInTrouble(id))
                    .toList());
            Collections.shuffle(judged, random);
            // One batch of all, or each in its own.
            if (random.nextBoolean()) {
                played.turn(judged.stream().map(this::judged).toArray(Received[]::new));
            } else {
                judged.forEach(id -> played.turn(judged(id)));
            }
            played.idle();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void fiftyThatWaitForOneMoveAtATimeGoInTheOrderOfTheirImportance(long seed) {
        Random random = new Random(seed);
        play(Map.of("per-minute", "1"));
        // Takes the first minute, in which all others come to be known.
        activate("a", "fr-par", 1, 7);
        for (int i = 0; i < 50; i++) {
            activate("c" + random.nextInt(100_000), "fr-par", 0.1 + random.nextInt(10) / 10.0, random.nextInt(8));
        }
        slow(PARIS);
        played.turn(judged("acme.a.1"));
        assertThat(played.moved).containsExactly("acme.a.1");
        demands.remove("acme.a.1");

        run(Duration.ofMinutes(demands.size() + 2), random);

        assertThat(played.moved.subList(1, played.moved.size())).isEqualTo(byImportance());
        assertThat(played.waiting()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void whoWaitsForTheBudgetOfOneLinkDoesNotHoldUpThoseOfAnother(long seed) {
        Random random = new Random(seed);
        play(Map.of("per-link-per-minute", "1"));
        activate("a", "fr-par", 1, 7);
        activate("b", "de-fra", 1, 7);
        for (int i = 0; i < 12; i++) {
            activate("p" + i, "fr-par", 0.1, random.nextInt(4));
            activate("f" + i, "de-fra", 0.1, 4 + random.nextInt(4));
        }
        slow(PARIS, FRANKFURT);
        played.turn(judged("acme.a.1"), judged("acme.b.1"));
        assertThat(played.moved).hasSize(2);
        demands.keySet().removeAll(played.moved);

        run(Duration.ofMinutes(14), random);

        List<String> rest = played.moved.subList(2, played.moved.size());
        for (String group : List.of("acme.p", "acme.f")) {
            assertThat(rest.stream().filter(id -> id.startsWith(group)).toList())
                    .isEqualTo(byImportance().stream()
                            .filter(id -> id.startsWith(group))
                            .toList());
        }
        assertThat(rest.subList(0, 4)).as("both from the beginning").anyMatch(id -> id.startsWith("acme.f"));
    }

    @Test
    void whoCannotMoveForAnotherReasonHoldsNobodyUp() {
        play(Map.of("per-minute", "1"));
        activate("a", "fr-par", 1, 7);
        activate("huge", "fr-par", 95, 0);
        activate("other", "fr-par", 0.1, 5);
        slow(PARIS);
        played.turn(judged("acme.a.1"));
        played.scenario.request("full", 1, demand("gb-lon", "fr-par", 50));
        demands.remove("acme.a.1");
        run(Duration.ofSeconds(50), new Random(1));
        assertThat(played.waiting())
                .extracting(WaitingMove::getConnectionId)
                .containsExactly("acme.huge.1", "acme.other.1");
        assertThat(played.waiting()).extracting(WaitingMove::getPlace).containsExactly(1, 2);

        run(Duration.ofSeconds(15), new Random(1));
        assertThat(played.moved).containsExactly("acme.a.1", "acme.other.1");
        assertThat(played.waiting()).extracting(WaitingMove::getConnectionId).doesNotContain("acme.other.1");
    }

    @Test
    void aLessImportantOneThatIsJudgedWhenThereIsRoomAgainDoesNotPass() {
        play(Map.of("per-minute", "1"));
        activate("a", "fr-par", 1, 7);
        activate("first", "fr-par", 0.1, 0);
        activate("last", "fr-par", 0.1, 7);
        slow(PARIS);
        played.turn(judged("acme.a.1"));
        played.now = played.now.plusMillis(59_500);
        played.turn(judged("acme.first.1"));
        assertThat(played.moved).hasSize(1);
        played.now = played.now.plusMillis(600);
        played.turn(judged("acme.last.1"));
        assertThat(played.moved).containsExactly("acme.a.1", "acme.first.1");
        assertThat(played.waiting()).singleElement().satisfies(each -> {
            assertThat(each.getConnectionId()).isEqualTo("acme.last.1");
            assertThat(each.getRail()).isEqualTo("budget");
        });
    }

    @Test
    void whyItWaitsIsToldWithHowManyGoBeforeIt() {
        play(Map.of("per-minute", "1"));
        activate("a", "fr-par", 1, 7);
        activate("first", "fr-par", 0.1, 0);
        activate("last", "fr-par", 0.1, 7);
        slow(PARIS);
        played.turn(judged("acme.a.1"));
        played.told();
        played.turn(judged("acme.last.1"), judged("acme.first.1"));
        assertThat(played.told())
                .extracting(event -> event.getDecided().getHeld().getReason())
                .containsExactly(
                        "Connection acme.first.1 waits: 1 moves a minute are allowed. Nobody goes before it.",
                        "Connection acme.last.1 waits: 1 moves a minute are allowed. 1 more important ones go before it.");
    }

    @Test
    void itLeavesWhenTheTroubleIsOverWhenItEndsAndWhenNobodyJudgesItAgain() {
        play(Map.of("per-minute", "1"));
        activate("a", "fr-par", 1, 7);
        for (String intent : List.of("well", "ended", "silent")) {
            activate(intent, "fr-par", 0.1, 3);
        }
        slow(PARIS);
        played.turn(judged("acme.a.1"));
        played.turn(judged("acme.well.1"), judged("acme.ended.1"), judged("acme.silent.1"));
        assertThat(played.waiting()).hasSize(3);

        played.now = played.now.plusSeconds(1);
        played.turn(played.judged("well.1", HealthState.MET, 4_000));
        played.scenario.terminate("ended", 2);
        assertThat(played.waiting()).extracting(WaitingMove::getConnectionId).containsExactly("acme.silent.1");

        played.now = played.now.plusSeconds(31);
        played.idle();
        assertThat(played.waiting()).isEmpty();
        played.now = played.now.plusSeconds(60);
        played.idle();
        assertThat(played.moved).containsExactly("acme.a.1");
    }

    @Test
    void aProcessThatStartsFillsItAgainFromTheNextJudgements() {
        play(Map.of("per-minute", "1"));
        activate("a", "fr-par", 1, 7);
        activate("first", "fr-par", 0.1, 0);
        activate("last", "fr-par", 0.1, 7);
        slow(PARIS);
        played.turn(judged("acme.a.1"));
        played.turn(judged("acme.last.1"), judged("acme.first.1"));
        played.restart();
        assertThat(played.waiting()).isEmpty();
        demands.remove("acme.a.1");
        run(Duration.ofSeconds(6), new Random(1));
        assertThat(played.waiting())
                .extracting(WaitingMove::getConnectionId)
                .containsExactly("acme.first.1", "acme.last.1");
    }
}
