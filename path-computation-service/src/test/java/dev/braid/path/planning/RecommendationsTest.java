package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.path.v1.Recommendation;
import dev.braid.path.control.Order;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.route.Priority;
import dev.braid.path.guard.Mode;
import dev.braid.path.guard.MoveId;
import dev.braid.path.scenario.World;
import dev.braid.platform.proto.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is recommended in mode RECOMMEND, and for how long. */
class RecommendationsTest {
    private static final String NORTH = "nordic-gb-lon-nl-ams";

    private final PlayedPlanner played = new PlayedPlanner(World.europe(), Mode.RECOMMEND, Map.of());

    @BeforeEach
    void aConnectionIsOnASlowLink() {
        played.scenario.request("web", 1, within(10_000, demand("gb-lon", "de-fra", 1)));
        played.scenario.activate("web.1");
        played.measure(NORTH, 30_000);
    }

    private void judged() {
        played.turn(played.judged("web.1", HealthState.BROKEN, 33_600));
    }

    private void pass(Duration time) {
        played.now = played.now.plus(time);
    }

    @Test
    void aMoveThatWouldBeMadeIsRecommendedWithItsFiguresAndIsNotMade() {
        judged();

        Recommendation only = played.onlyRecommended();
        assertThat(only.getRecommendationId()).matches("acme\\.web\\.1/1/[0-9a-f]{16}");
        assertThat(only.getConnectionId()).isEqualTo("acme.web.1");
        assertThat(only.getTenantId()).isEqualTo("acme");
        assertThat(only.getIntentKey()).isEqualTo("acme.web");
        assertThat(only.getJudgement().getBreaches(0).getMeasuredUs()).isEqualTo(33_600);
        assertThat(only.getCurrent().getLinkIdsList()).contains(NORTH);
        assertThat(only.getProposed().getLinkIdsList()).containsExactly("atlas-gb-lon-fr-par", "atlas-fr-par-de-fra");
        assertThat(only.getProposed().getExpectedLatencyUs()).isEqualTo(9_000);
        assertThat(only.getPriceChangeMicrosPerHour())
                .isEqualTo(only.getProposed().getPriceMicrosPerHour()
                        - only.getCurrent().getPriceMicrosPerHour())
                .isNegative();
        assertThat(Times.instant(only.getCreateTime())).isEqualTo(played.now);
        assertThat(Times.instant(only.getExpireTime())).isEqualTo(played.now.plusSeconds(30));
        assertThat(played.moved).isEmpty();
    }

    @Test
    void oneOfAConnectionAndTheSameMoveKeepsItsNameAndItsTimeAlsoAfterARestart() {
        judged();
        Recommendation first = played.onlyRecommended();
        Instant created = played.now;
        pass(Duration.ofSeconds(5));
        judged();
        assertThat(played.onlyRecommended().getRecommendationId()).isEqualTo(first.getRecommendationId());
        assertThat(Times.instant(played.onlyRecommended().getCreateTime())).isEqualTo(created);

        played.restart();
        assertThat(played.recommended()).isEmpty();
        pass(Duration.ofSeconds(5));
        judged();
        assertThat(played.onlyRecommended().getRecommendationId()).isEqualTo(first.getRecommendationId());
    }

    @Test
    void anotherBestPathTakesThePlaceOfTheOneBefore() {
        judged();
        String first = played.onlyRecommended().getRecommendationId();
        played.measure("atlas-gb-lon-fr-par", 40_000);
        played.measure("atlas-gb-lon-nl-ams", 4_000);
        judged();

        Recommendation only = played.onlyRecommended();
        assertThat(only.getRecommendationId()).isNotEqualTo(first);
        assertThat(only.getProposed().getLinkIdsList()).contains("atlas-gb-lon-nl-ams");
    }

    @Test
    void itIsGoneWhenTheTroubleIsOverOrNobodyJudgesItAgainOrTheConnectionEnds() {
        judged();
        played.turn(played.judged("web.1", HealthState.MET, 7_100));
        assertThat(played.recommended()).isEmpty();

        judged();
        pass(Duration.ofSeconds(30));
        assertThat(played.recommended()).isEmpty();

        judged();
        assertThat(played.recommended()).hasSize(1);
        played.scenario.terminate("web", 2);
        assertThat(played.recommended()).isEmpty();
    }

    @Test
    void nothingIsRecommendedInAnotherModeNorWhileAllIsStopped() {
        played.order(new Order.SetMode("ann", Optional.of("acme"), Mode.OBSERVE, "trial"));
        judged();
        assertThat(played.recommended()).isEmpty();

        played.restart();
        played.order(new Order.Engage("ann", "storm"));
        judged();
        assertThat(played.recommended()).isEmpty();
    }

    @Test
    void whatWasDeclinedIsNotRecommendedForAWhileAndAnotherMoveIs() {
        judged();
        MoveId move = MoveId.parse(played.onlyRecommended().getRecommendationId());
        played.told();
        played.order(new Order.DeclineMove("ann", move, "acme", "not before the release", Duration.ofMinutes(30)));
        pass(Duration.ofSeconds(5));
        judged();
        judged();
        assertThat(played.recommended()).isEmpty();
        assertThat(played.told()).singleElement().satisfies(event -> {
            assertThat(event.getDecided().getHeld().getRail()).isEqualTo("declined");
            assertThat(event.getDecided().getHeld().getReason())
                    .contains("ann declined this move", "not before the release");
        });

        played.measure("atlas-gb-lon-fr-par", 40_000);
        played.measure("atlas-gb-lon-nl-ams", 4_000);
        judged();
        assertThat(played.recommended()).hasSize(1);
        played.measure("atlas-gb-lon-fr-par", 4_000);
        played.measure("atlas-gb-lon-nl-ams", 6_000);

        pass(Duration.ofMinutes(30));
        played.measure("atlas-gb-lon-fr-par", 4_000);
        played.measure(NORTH, 30_000);
        judged();
        assertThat(played.onlyRecommended().getRecommendationId()).isEqualTo(move.toString());
    }

    @Test
    void theMostImportantComeFirstAndPagesGoOnWhereTheLastOneEnded() {
        pass(Duration.ofSeconds(1));
        played.measure(NORTH, 3_500);
        for (int i = 0; i < 7; i++) {
            played.scenario.request(
                    "x" + i,
                    1,
                    within(10_000, demand("gb-lon", "de-fra", 0.1))
                            .withPriority(new Priority(i * 3 % 8, i * 3 % 8, false)));
        }
        for (int i = 0; i < 7; i++) {
            played.scenario.activate("x" + i + ".1");
        }
        pass(Duration.ofSeconds(1));
        played.measure(NORTH, 30_000);
        for (int i = 0; i < 7; i++) {
            played.turn(played.judged("x" + i + ".1", HealthState.BROKEN, 33_600));
        }
        List<String> all = played.recommended().stream()
                .map(Recommendation::getConnectionId)
                .toList();
        assertThat(all).hasSize(7);
        List<String> sorted = all.stream()
                .sorted(java.util.Comparator.comparing(
                        id -> played.state.book().find(id).orElseThrow(),
                        dev.braid.path.domain.decision.StrandedConnections.IMPORTANCE))
                .toList();
        assertThat(all).isEqualTo(sorted);

        MoveDesk.Page<Recommendation> first =
                played.desk().recommendations(Optional.of("acme"), Optional.empty(), 2, played.now);
        Optional<Rank> after = first.last().map(rank -> Rank.parse(rank.toString()));
        MoveDesk.Page<Recommendation> rest = played.desk().recommendations(Optional.of("acme"), after, 100, played.now);
        assertThat(first.messages()).hasSize(2);
        assertThat(rest.messages()).extracting(Recommendation::getConnectionId).isEqualTo(all.subList(2, all.size()));
        assertThat(rest.last()).isEmpty();
        assertThat(played.desk()
                        .recommendations(Optional.of("globex"), Optional.empty(), 2, played.now)
                        .messages())
                .isEmpty();
    }
}
