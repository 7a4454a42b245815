package dev.braid.provisioning.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NumberingTest {
    private static final Plan NEXT = plan(2, route("a", "x"), route("b", "x", "y"), route("c", "y", ""));

    @Test
    void aLegThatStaysTellsItsNumberToTheOneBesideIt() {
        Leg stays = leg(1, route("b", "x", "y").numbered(Map.of("x", 5, "y", 6)));

        Plan kept = Numbering.keeping(NEXT, List.of(stays), Optional.empty());

        assertThat(kept.routes()).extracting(Route::zEnd).startsWith(new Handoff("x", 5), new Handoff("y", 6));
        assertThat(kept.has(stays.route())).isTrue();
        assertThat(Numbering.missing(kept)).isEmpty();
    }

    @Test
    void ofTwoLegsUnderDifferentNumbersTheOneThatCarriesTrafficStays() {
        Leg held = leg(1, route("a", "x").numbered(Map.of("x", 5)));
        Leg carrying = leg(2, route("b", "x", "y").numbered(Map.of("x", 7, "y", 6)));
        Plan active = plan(1, carrying.route());

        Plan kept = Numbering.keeping(NEXT, List.of(held, carrying), Optional.of(active));

        assertThat(kept.has(carrying.route())).isTrue();
        assertThat(kept.has(held.route())).isFalse();
        assertThat(kept.routes().getFirst().zEnd()).isEqualTo(new Handoff("x", 7));
    }

    @Test
    void aNumberIsHeldUntilNoProviderMayHoldTheLeg() {
        Route route = route("a", "x").numbered(Map.of("x", 5));
        Leg leg = leg(1, route);
        for (LegState state : LegState.values()) {
            Leg seen = new Leg(
                    "i.1",
                    route,
                    1,
                    leg.sight().in(state),
                    Trial.FRESH,
                    leg.auditTime(),
                    leg.seenTime(),
                    Optional.empty());
            assertThat(Numbering.held(List.of(seen), Stream.empty()).isEmpty())
                    .as(state.name())
                    .isEqualTo(state == LegState.REFUSED);
        }
        assertThat(Numbering.held(List.of(), Stream.of(plan(1, route)))).containsExactly(new Handoff("x", 5));
    }

    @Test
    void aSpareLegIsActivatedAgainForAPlanWhoseNumbersAreYetToBeDrawn() {
        RolloutPlay play = new RolloutPlay();
        Route there = route("a", "x");
        Route other = route("d", "y");
        want(play, plan(1, there, route("b", "x", "")), Map.of("x", 5));
        play.play(play::obey);
        want(play, plan(2, other, route("c", "y", "")), Map.of("y", 6));
        assertThat(play.play(play::obey)).endsWith("-> Activated 2 after 1\n");

        want(play, plan(3, there, route("b", "x", "")), Map.of());

        assertThat(play.play(play::obey)).isEqualTo("""
                ACTIVATE 1 a 100, ACTIVATE 2 b 100
                READ_BACK 1 a 100, READ_BACK 2 b 100
                -> Activated 3 after 2
                """);
    }

    private static void want(RolloutPlay play, Plan plan, Map<String, Integer> drawn) {
        play.want(plan);
        play.rollout = play.rollout.keepingNumbers().numbered(drawn);
        assertThat(play.rollout.unnumbered()).isEmpty();
    }

    private static Leg leg(int number, Route route) {
        return Leg.pending("i." + number, route, 100, 1);
    }

    private static Plan plan(long revision, Route... routes) {
        return new Plan(revision, 1, 100, List.of(routes), 1, "USD");
    }

    private static Route route(String provider, String z) {
        return new Route(provider, List.of(provider), Handoff.atCustomer("port"), Handoff.between(z));
    }

    private static Route route(String provider, String a, String z) {
        return new Route(
                provider,
                List.of(provider),
                Handoff.between(a),
                z.isEmpty() ? Handoff.atCustomer("port") : Handoff.between(z));
    }
}
