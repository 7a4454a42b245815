package dev.braid.provisioning.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
