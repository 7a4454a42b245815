package dev.braid.path.guard;

import static dev.braid.path.guard.Policies.MANY;
import static dev.braid.path.guard.Policies.NO_BUDGET;
import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten connections are in trouble at once; without a budget all of them move, with one only so many. */
class BudgetRailsTest {
    private static final int ALL = 10;
    private static final int ALLOWED = 3;
    private static final String SLOW_LINK = "nordic-gb-lon-nl-ams";
    private static final Budget FEW = new Budget(ALLOWED, MANY, 1, MANY, MANY, MANY, MANY);

    private final Scenario europe = new Scenario(World.europe());
    private final List<String> connections =
            IntStream.rangeClosed(1, ALL).mapToObj("c%02d.1"::formatted).toList();

    static List<Arguments> budgets() {
        return List.of(
                Arguments.of("budget", FEW),
                Arguments.of("budget-in-flight", new Budget(MANY, MANY, 0, ALLOWED, MANY, MANY, MANY)),
                Arguments.of("budget-in-flight", new Budget(MANY, MANY, ALLOWED / (double) ALL, 0, MANY, MANY, MANY)),
                Arguments.of("budget-link", new Budget(MANY, MANY, 1, MANY, ALLOWED, MANY, MANY)),
                Arguments.of("budget-provider", new Budget(MANY, MANY, 1, MANY, MANY, ALLOWED, MANY)),
                Arguments.of("budget-metro", new Budget(MANY, MANY, 1, MANY, MANY, MANY, ALLOWED)));
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void whatIsSlowMovesWithinTheBudget(String rail, Budget budget) {
        europe.guardedBy(Policies.only(budget, NO_BUDGET));
        activeOnTheNorthernWay();
        europe.measure(SLOW_LINK, 30_000);

        assertMove(rail, HealthState.BROKEN);
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void whatIsDownHasABudgetOfItsOwn(String rail, Budget budget) {
        europe.guardedBy(Policies.only(NO_BUDGET, budget));
        activeOnTheNorthernWay();
        europe.cut(SLOW_LINK);

        assertMove(rail, HealthState.BROKEN);
    }

    private void assertMove(String rail, HealthState state) {
        List<Decision> decisions = connections.stream()
                .map(connection -> europe.judge(connection, state, 33_600))
                .toList();
        assertThat(decisions.subList(0, ALLOWED)).allMatch(Decision.Changed.class::isInstance);
        assertThat(decisions.subList(ALLOWED, ALL))
                .allSatisfy(decision -> assertThat(decision)
                        .isInstanceOfSatisfying(
                                Decision.Ignored.class,
                                ignored -> assertThat(ignored.kind()).isEqualTo(rail)));
    }

    @Test
    void withoutABudgetAllMoveAtOnce() {
        europe.guardedBy(Policies.only(NO_BUDGET, NO_BUDGET));
        activeOnTheNorthernWay();
        europe.measure(SLOW_LINK, 30_000);

        assertThat(connections).allSatisfy(connection -> assertMoves(connection, HealthState.BROKEN));
    }

    @Test
    void movesOffSlowLinksLeaveTheBudgetOfFailuresAlone() {
        europe.guardedBy(Policies.only(FEW, FEW));
        activeOnTheNorthernWay();
        europe.measure(SLOW_LINK, 30_000);
        connections.subList(0, ALLOWED).forEach(connection -> assertMoves(connection, HealthState.BROKEN));
        europe.wait(Duration.ofSeconds(1)).cut(SLOW_LINK);

        connections.subList(ALLOWED, 2 * ALLOWED).forEach(connection -> assertMoves(connection, HealthState.BROKEN));
        assertStays("budget", connections.getLast());
    }

    @Test
    void aMinuteLaterThereIsRoomAgain() {
        europe.guardedBy(Policies.only(FEW, NO_BUDGET));
        activeOnTheNorthernWay();
        europe.measure(SLOW_LINK, 30_000);
        connections.subList(0, ALLOWED).forEach(connection -> assertMoves(connection, HealthState.BROKEN));

        assertStays("budget", connections.getLast());
        europe.wait(Duration.ofSeconds(59));
        assertStays("budget", connections.getLast());
        europe.wait(Duration.ofSeconds(1));
        assertMoves(connections.getLast(), HealthState.BROKEN);
    }

    @Test
    void whoHasArrivedIsNotOnTheWayAnyMore() {
        europe.guardedBy(Policies.only(new Budget(MANY, MANY, 0, 1, MANY, MANY, MANY), NO_BUDGET));
        activeOnTheNorthernWay();
        europe.measure(SLOW_LINK, 30_000);
        assertMoves(connections.getFirst(), HealthState.BROKEN);

        assertStays("budget-in-flight", connections.getLast());
        europe.activate(connections.getFirst());
        assertMoves(connections.getLast(), HealthState.BROKEN);
    }

    @Test
    void aConnectionIsMovedSoOftenInAnHour() {
        europe.guardedBy(Policies.only(new Budget(MANY, 2, 1, MANY, MANY, MANY, MANY), NO_BUDGET));
        activeOnTheNorthernWay();
        String restless = connections.getFirst();
        backAndForth(restless, 2);

        europe.wait(Duration.ofSeconds(1)).measure(SLOW_LINK, 30_000).measure("atlas-gb-lon-fr-par", 4_000);
        assertStays("budget-connection", restless);
        assertMoves(connections.getLast(), HealthState.BROKEN);
        europe.wait(Duration.ofHours(1));
        europe.measure(SLOW_LINK, 30_000);
        assertMoves(restless, HealthState.BROKEN);
    }

    @Test
    void movesOffFailedLinksLeaveThoseOffSlowOnesAlone() {
        Budget two = new Budget(MANY, 2, 1, MANY, MANY, MANY, MANY);
        europe.guardedBy(Policies.only(two, two));
        activeOnTheNorthernWay();
        String restless = connections.getFirst();
        for (int move = 0; move < 2; move++) {
            boolean north = SLOW_LINK.equals(europe.way(restless).getFirst());
            String other = north ? "atlas-gb-lon-fr-par" : SLOW_LINK;
            europe.wait(Duration.ofSeconds(1)).measure(other, 3_500);
            europe.wait(Duration.ofMinutes(1)).measure(other, 3_500);
            europe.cut(north ? SLOW_LINK : "atlas-gb-lon-fr-par");
            assertMoves(restless, HealthState.BROKEN);
            europe.activate(restless);
        }
        europe.wait(Duration.ofSeconds(1)).cut(SLOW_LINK);
        assertStays("budget-connection", restless);

        europe.wait(Duration.ofSeconds(1)).measure(SLOW_LINK, 30_000).measure("atlas-gb-lon-fr-par", 4_000);
        assertMoves(restless, HealthState.BROKEN);
    }

    @Test
    void withoutThatBudgetItMovesAsOftenAsItIsInTrouble() {
        europe.guardedBy(Policies.only(NO_BUDGET, NO_BUDGET));
        activeOnTheNorthernWay();

        backAndForth(connections.getFirst(), 20);
    }

    /** Moves off the link that is slow at the time, to and fro. */
    private void backAndForth(String connection, int moves) {
        for (int move = 0; move < moves; move++) {
            europe.wait(Duration.ofSeconds(1));
            String used = europe.way(connection).getFirst();
            europe.measure(SLOW_LINK, SLOW_LINK.equals(used) ? 30_000 : 3_500);
            europe.measure("atlas-gb-lon-fr-par", SLOW_LINK.equals(used) ? 4_000 : 30_000);
            assertMoves(connection, HealthState.BROKEN);
            europe.activate(connection);
        }
    }

    private void activeOnTheNorthernWay() {
        for (String connection : connections) {
            europe.request(connection.substring(0, 3), 1, within(10_000, demand("gb-lon", "de-fra", 0.1)));
            europe.activate(connection);
            assertThat(europe.way(connection)).startsWith(SLOW_LINK);
        }
    }

    private void assertMoves(String connection, HealthState state) {
        assertThat(europe.judge(connection, state, 33_600)).isInstanceOf(Decision.Changed.class);
    }

    private void assertStays(String rail, String connection) {
        assertThat(europe.judge(connection, HealthState.BROKEN, 33_600))
                .isInstanceOfSatisfying(
                        Decision.Ignored.class,
                        ignored -> assertThat(ignored.kind()).isEqualTo(rail));
    }
}
