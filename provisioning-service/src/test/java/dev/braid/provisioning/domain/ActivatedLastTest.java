package dev.braid.provisioning.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** At a port the order that was activated last has the traffic: that an order is in service does not say that it has it. */
class ActivatedLastTest {
    private final RolloutPlay play = new RolloutPlay();

    @Test
    void whatWasToBeLetGoAndIsWantedAgainIsActivatedAgain() {
        moveAwayFromAtlasWhichIsNotLetGoYet();
        play.want(plan(3, 100, "atlas"));
        assertThat(play.play(play::obey)).startsWith("""
                ACTIVATE 1 atlas 100
                READ_BACK 1 atlas 100
                -> Activated 3 after 2
                """);
    }

    @Test
    void alsoWhenNothingWasWantedInBetween() {
        moveAwayFromAtlasWhichIsNotLetGoYet();
        play.want(Optional.empty(), true);
        play.play(play::obey);
        play.want(plan(3, 100, "atlas"));
        assertThat(play.play(play::obey)).contains("ACTIVATE 1 atlas 100").contains("-> Activated 3 after 0");
    }

    @Test
    void alsoWhenItsBandwidthIsChangedFirst() {
        moveAwayFromAtlasWhichIsNotLetGoYet();
        play.want(plan(3, 200, "atlas"));
        assertThat(play.play(play::obey)).startsWith("""
                MODIFY 1 atlas 200
                ACTIVATE 1 atlas 200
                READ_BACK 1 atlas 200
                -> Activated 3 after 2
                """);
    }

    @Test
    void whatIsFoundInServiceThoughNobodyActivatedItIsActivatedAllTheSame() {
        play.gateOpen = false;
        play.want(plan(1, 100, "atlas"));
        List<String> lines = new ArrayList<>();
        play.step(play::obey, lines);
        play.now = play.now.plusSeconds(60);
        play.step(command -> done(command, Standing.IN_SERVICE), lines);
        play.gateOpen = true;
        assertThat(lines)
                .containsExactly(
                        "RESERVE 1 atlas 100",
                        "READ_BACK 1 atlas 100",
                        "-> DriftFound 1: Wanted RESERVED at 100 bit/s, found IN_SERVICE at 100 bit/s");
        assertThat(play.play(play::obey)).startsWith("ACTIVATE 1 atlas 100\n");
    }

    /** Traffic was going back to atlas, which resists; what takes it on now would lose it again to an old activation. */
    @Test
    void whileANewPlanTakesTheTrafficOnTheOldOneDoesNotTakeItBack() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(plan(2, 100, "borea"));
        play.play(play::obey);
        Function<Command, Answer> boreaLostAndAtlasMute = command -> switch (command.route()
                .providerId()) {
            case "borea" -> new Answer.Missing();
            case "atlas" -> command.verb() == Verb.ACTIVATE ? new Answer.Unknown("no answer") : play.obey(command);
            default -> play.obey(command);
        };
        play.rollout.legs().forEach(leg -> play.rollout = play.rollout.hinted(leg.legId()));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            play.step(boreaLostAndAtlasMute, lines);
            play.now = play.now.plusSeconds(60);
        }
        assertThat(lines).contains("ACTIVATE 1 atlas 100");
        play.want(plan(3, 100, "cirrus"));
        String told = play.play(boreaLostAndAtlasMute);
        assertThat(told).contains("-> Activated 3");
        assertThat(told.substring(told.indexOf("ACTIVATE 3 cirrus"))).doesNotContain("ACTIVATE 1 atlas");
    }

    @Test
    void whileOneLegWaitsForPeopleToActivateItTheOldPathHasTheTraffic() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(plan(2, 100, "borea", "cirrus"));
        PendingOn people = new PendingOn("cirrus", "a splice", play.now, Optional.empty());
        Function<Command, Answer> cirrusWaits =
                command -> command.route().providerId().equals("cirrus") && command.verb() != Verb.RESERVE
                        ? new Answer.Done(new Order(Standing.HELD, 100, "held", "o", Optional.of(people)))
                        : play.obey(command);
        assertThat(play.play(cirrusWaits)).isEqualTo("""
                RESERVE 2 borea 100, RESERVE 3 cirrus 100
                ACTIVATE 2 borea 100, ACTIVATE 3 cirrus 100
                ACTIVATE 1 atlas 100
                READ_BACK 1 atlas 100
                """);
        assertThat(play.after(Duration.ofHours(2), cirrusWaits)).doesNotContain("ACTIVATE");
        assertThat(play.after(Duration.ofHours(2), play::obey))
                .contains("ACTIVATE 2 borea 100, ACTIVATE 3 cirrus 100")
                .contains("-> Activated 2 after 1")
                .doesNotContain("ACTIVATE 1 atlas");
    }

    /** Nobody has heard that borea took the port. */
    @Test
    void whoCrashesAfterHalfOfItBelievesNoLongerThatTheOldPathHasTheTraffic() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(plan(2, 100, "borea", "cirrus"));
        play.step(play::obey, new ArrayList<>());
        play.step(
                command -> command.route().providerId().equals("cirrus")
                        ? new Answer.Missing()
                        : new Answer.Unknown("no answer"),
                new ArrayList<>());
        play.want(plan(3, 100, "atlas"));
        assertThat(play.play(play::obey)).contains("ACTIVATE 1 atlas 100\n").contains("-> Activated 3 after 1");
    }

    @Test
    void whereTwoCarriersHavePeopleTheOldPathHasTheTrafficUntilTheLastHasActed() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(plan(2, 100, "borea", "cirrus"));
        Set<String> waiting = new HashSet<>(Set.of("borea", "cirrus"));
        Function<Command, Answer> people =
                command -> waiting.contains(command.route().providerId()) && command.verb() != Verb.RESERVE
                        ? pending(Standing.HELD)
                        : play.obey(command);
        assertThat(play.play(people)).contains("ACTIVATE 1 atlas 100");
        waiting.remove("cirrus");
        assertThat(play.after(Duration.ofHours(2), people))
                .contains("READ_BACK 3 cirrus 100", "ACTIVATE 1 atlas 100")
                .doesNotContain("ACTIVATE 3", "-> Activated");
        waiting.remove("borea");
        assertThat(play.after(Duration.ofHours(2), people))
                .contains("ACTIVATE 2 borea 100, ACTIVATE 3 cirrus 100", "-> Activated 2 after 1");
    }

    @Test
    void peopleWhoNeverActivateAreNotAskedForEver() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(plan(2, 100, "borea"));
        Function<Command, Answer> nobody =
                command -> !command.route().providerId().equals("borea")
                        ? play.obey(command)
                        : command.verb() == Verb.ACTIVATE
                                ? pending(Standing.HELD)
                                : command.verb() == Verb.READ_BACK ? done(command, Standing.HELD) : play.obey(command);
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            told.append(play.after(Duration.ofMinutes(6), nobody));
        }
        assertThat(told.toString())
                .contains("-> Failed 2 at borea: Is not activated: Nobody waits any more")
                .contains("RELEASE 2 borea 100");
        assertThat(told.toString().lines().filter(it -> it.contains("ACTIVATE 2")))
                .hasSizeLessThan(10);
        assertThat(play.rollout.active()).contains(plan(1, 100, "atlas"));
    }

    /** It may deliver in an hour, without anybody to wait for. */
    @Test
    void whoIsSlowToActivateIsNotGivenUp() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(plan(2, 100, "borea"));
        Function<Command, Answer> slow =
                command -> command.route().providerId().equals("borea") && command.verb() != Verb.RELEASE
                        ? done(command, Standing.HELD)
                        : play.obey(command);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            play.now = play.now.plusSeconds(31);
            play.step(slow, lines);
        }
        assertThat(lines).noneMatch(it -> it.contains("Failed"));
        assertThat(play.after(Duration.ofSeconds(31), play::obey)).contains("-> Activated 2 after 1");
    }

    private static Answer pending(Standing standing) {
        PendingOn people = new PendingOn("people", "a splice", Instant.parse("2026-01-01T00:00:00Z"), Optional.empty());
        return new Answer.Done(new Order(standing, 100, standing.name(), "o", Optional.of(people)));
    }

    private void moveAwayFromAtlasWhichIsNotLetGoYet() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.caution = new Caution(Instant.MAX, Instant.EPOCH, _ -> false);
        play.want(plan(2, 100, "borea"));
        play.play(play::obey);
        assertThat(play.after(play.pace.soak(), play::obey)).doesNotContain("RELEASE");
        assertThat(play.rollout.spare()).isEmpty();
    }

    private static Answer done(Command command, Standing standing) {
        return new Answer.Done(new Order(standing, command.bandwidthBps(), standing.name(), "o"));
    }

    private static Plan plan(long revision, long bps, String... providers) {
        List<Route> routes = Arrays.stream(providers)
                .map(provider -> new Route(provider, List.of(provider + "-link")))
                .toList();
        return new Plan(revision, revision, bps, routes, 5, "USD");
    }
}
