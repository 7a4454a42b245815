package dev.braid.provisioning.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After a switch the old legs stay held until the new ones have soaked, and are taken into use again if those are lost. */
class SoakTest {
    private final RolloutPlay play = new RolloutPlay();
    private final Duration aThird = play.pace.soak().dividedBy(3);

    @BeforeEach
    void switchFromAtlasToBoreaAndCirrus() {
        play.want(plan(1, 100, "atlas", "shared"));
        play.play(play::obey);
        play.want(plan(2, 100, "shared", "borea", "cirrus"));
        assertThat(play.play(play::obey)).endsWith("-> Activated 2 after 1\n");
    }

    @Test
    void theNewLegsAreFoundInServiceThreeTimesBeforeTheOldOnesAreReleased() {
        Instant activated = play.now;
        for (int look = 1; look < 3; look++) {
            assertThat(play.after(aThird, play::obey))
                    .contains("READ_BACK 3 borea 100", "READ_BACK 4 cirrus 100")
                    .doesNotContain("RELEASE");
        }
        assertThat(play.after(aThird, play::obey))
                .contains("READ_BACK 3 borea 100")
                .endsWith("""
                RELEASE 1 atlas 100
                READ_BACK 1 atlas 100
                -> OldLegsReleased 2
                """);
        assertThat(play.now).isAfterOrEqualTo(activated.plus(play.pace.soak()));
    }

    @Test
    void eachLookAndTheEndAreDueInTime() {
        Instant soakEndTime = play.rollout.spare().orElseThrow().soakEndTime();
        List<Duration> looks = new ArrayList<>();
        Decision decision = play.rollout.decide(true, play.now, play.pace, play.caution);
        while (!decision.commands().isEmpty() || decision.rollout().spare().isPresent()) {
            if (decision.commands().stream().anyMatch(it -> it.legId().endsWith(".3"))) {
                looks.add(Duration.between(play.now, soakEndTime));
            }
            if (!play.step(play::obey, new ArrayList<>())) {
                assertThat(decision.dueTime()).isAfter(play.now);
                play.now = decision.dueTime();
            }
            decision = play.rollout.decide(true, play.now, play.pace, play.caution);
        }
        assertThat(looks).containsExactly(aThird.multipliedBy(2), aThird, Duration.ZERO);
        assertThat(play.now).isEqualTo(soakEndTime);
    }

    @Test
    void silenceNeitherReturnsNorEndsTheSoak() {
        Function<Command, Answer> silent = command ->
                command.verb() == Verb.READ_BACK ? new Answer.Unknown("no answer within 2 s") : play.obey(command);
        for (int i = 0; i < 20; i++) {
            assertThat(play.after(aThird, silent)).doesNotContain("RELEASE", "->");
        }
        assertThat(play.after(aThird.multipliedBy(4), play::obey)).endsWith("-> OldLegsReleased 2\n");
    }

    /** What a carrier may say of a leg that it has lost. */
    private enum Loss {
        MISSING(new Answer.Missing(), "no order"),
        HELD(done(Standing.HELD), "HELD at 100 bit/s"),
        CEASED(done(Standing.CEASED), "CEASED");

        private final Answer answer;
        private final String found;

        Loss(Answer answer, String found) {
            this.answer = answer;
            this.found = found;
        }

        private static Answer done(Standing standing) {
            return new Answer.Done(new Order(standing, 100, standing.name(), "o"));
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void aLegThatIsLostInTheSoakBringsTheOldOnesBackAtOnce(Loss loss) {
        play.now = play.now.plus(aThird);
        String script = play.play(once("cirrus", Verb.READ_BACK, loss.answer));
        assertThat(script)
                .contains("-> DriftFound 2: Wanted ACTIVE at 100 bit/s, found " + loss.found)
                .contains("-> Failed 2 at cirrus: In the soak: Wanted ACTIVE at 100 bit/s, found %s; back to 1"
                        .formatted(loss.found))
                .contains("ACTIVATE 1 atlas 100", "-> Activated 1 after 2")
                .doesNotContain("RESERVE", "ACTIVATE 3", "ACTIVATE 4", "RELEASE 1", "RELEASE 2", "OldLegsReleased");
        assertThat(script.indexOf("ACTIVATE 1")).isLessThan(script.indexOf("RELEASE 3"));
        assertThat(script.indexOf("Activated 1")).isLessThan(script.indexOf("RELEASE 3"));
        assertThat(play.rollout.active()).contains(plan(1, 100, "atlas", "shared"));
        assertThat(play.rollout.spare()).isEmpty();
        assertThat(play.rollout.legs())
                .extracting(it -> it.route().providerId())
                .containsExactly("atlas", "shared");
    }

    @Test
    void whatStillCarriesIsReleasedOnlyWhenTheOldLegsAreSeenToCarryAgain() {
        play.now = play.now.plus(aThird);
        assertThat(play.play(once("cirrus", Verb.READ_BACK, new Answer.Missing())))
                .endsWith("""
                -> Failed 2 at cirrus: In the soak: Wanted ACTIVE at 100 bit/s, found no order; back to 1
                ACTIVATE 1 atlas 100
                READ_BACK 1 atlas 100
                -> Activated 1 after 2
                RELEASE 3 borea 100
                READ_BACK 3 borea 100
                RELEASE 4 cirrus 100
                READ_BACK 4 cirrus 100
                """);
    }

    @Test
    void theReturnIsToldOnceHoweverMuchIsLost() {
        play.now = play.now.plus(aThird);
        String script = play.play(command -> command.verb() == Verb.READ_BACK
                        && !command.route().providerId().equals("atlas")
                ? new Answer.Missing()
                : play.obey(command));
        assertThat(script).containsOnlyOnce("Failed").containsOnlyOnce("-> Activated 1 after 2");
    }

    @Test
    void anOldLegThatIsGoneTooIsOrderedAgainAndNothingGoesForwardAgain() {
        play.now = play.now.plus(aThird);
        Function<Command, Answer> lost = once("cirrus", Verb.READ_BACK, Loss.HELD.answer);
        boolean[] gone = {true};
        String script = play.play(command -> {
            if (gone[0] && command.verb() == Verb.ACTIVATE) {
                gone[0] = false;
                return new Answer.Missing();
            }
            return lost.apply(command);
        });
        assertThat(script).containsOnlyOnce("Failed").contains("""
                ACTIVATE 1 atlas 100
                -> DriftFound 2: Wanted RESERVED at 100 bit/s, found no order
                RESERVE 1 atlas 100
                ACTIVATE 1 atlas 100
                READ_BACK 1 atlas 100
                -> Activated 1 after 2
                RELEASE 3 borea 100, RELEASE 4 cirrus 100
                """);
    }

    @Test
    void whereALegOfBothIsLostTooThereIsNoWayBack() {
        play.rollout = play.rollout.hinted("acme.web.1.2").hinted("acme.web.1.3");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            play.step(
                    command -> switch (command.verb()) {
                        case READ_BACK -> new Answer.Missing();
                        case RESERVE, ACTIVATE, MODIFY, RELEASE -> new Answer.Unknown("no answer");
                    },
                    lines);
            play.now = play.now.plusSeconds(1);
        }
        assertThat(lines)
                .anyMatch(it -> it.startsWith("RESERVE 2 shared 100, RESERVE 3 borea 100"))
                .noneMatch(it -> it.startsWith("-> Failed"));
        assertThat(play.rollout.active()).contains(plan(2, 100, "shared", "borea", "cirrus"));
    }

    @Test
    void aBandwidthThatIsNotGivenAnyMoreBringsTheOldLegsBackWhenTheRepairIsRefused() {
        play.now = play.now.plus(aThird);
        Answer slower = new Answer.Done(new Order(Standing.IN_SERVICE, 40, "IN_SERVICE", "o"));
        Answer no = new Answer.Refused("NO_CAPACITY", "full");
        Function<Command, Answer> lookedAt = once("cirrus", Verb.READ_BACK, slower);
        assertThat(play.play(command -> command.verb() == Verb.MODIFY ? no : lookedAt.apply(command)))
                .contains("-> DriftFound 2: Wanted ACTIVE at 100 bit/s, found IN_SERVICE at 40 bit/s")
                .contains("MODIFY 4 cirrus 100\n-> Failed 2 at cirrus: In the soak: NO_CAPACITY: full; back to 1")
                .contains("-> Activated 1 after 2");
    }

    @Test
    void aBandwidthThatIsGivenAgainIsNoReasonToReturn() {
        play.now = play.now.plus(aThird);
        Answer slower = new Answer.Done(new Order(Standing.IN_SERVICE, 40, "IN_SERVICE", "o"));
        assertThat(play.play(once("cirrus", Verb.READ_BACK, slower)))
                .contains("MODIFY 4")
                .doesNotContain("Failed");
        assertThat(play.after(aThird.multipliedBy(2), play::obey)).endsWith("-> OldLegsReleased 2\n");
    }

    @Test
    void aLegOfBothPlansIsRepairedAsEver() {
        Function<Command, Answer> lost = once("shared", Verb.READ_BACK, new Answer.Missing());
        play.now = play.now.plus(aThird);
        play.rollout = play.rollout.hinted("acme.web.1.2");
        assertThat(play.play(lost))
                .contains("found no order", "RESERVE 2 shared 100", "ACTIVATE 2 shared 100")
                .doesNotContain("Failed", "RELEASE");
        assertThat(play.after(aThird.multipliedBy(2), lost)).contains("RELEASE 1 atlas 100", "-> OldLegsReleased 2");
    }

    @Test
    void whatIsStillBeingReleasedOfAnEarlierOrderIsNoPartOfThePlan() {
        play.after(aThird.multipliedBy(3), play::obey);
        play.want(plan(3, 100, "shared", "dione"));
        Function<Command, Answer> mute = command ->
                command.verb() == Verb.RELEASE || command.route().providerId().equals("dione")
                        ? new Answer.Unknown("no answer")
                        : play.obey(command);
        play.step(mute, new ArrayList<>());
        play.want(plan(4, 100, "shared", "elara"));
        play.now = play.now.plusSeconds(10);
        play.step(mute, new ArrayList<>());
        play.want(plan(5, 100, "shared", "dione"));
        Function<Command, Answer> muteToOne =
                command -> command.legId().endsWith(".5") ? mute.apply(command) : play.obey(command);
        assertThat(play.play(muteToOne)).contains("RELEASE 5 dione", "-> Activated 5 after 2");
        assertThat(play.after(aThird.multipliedBy(3), muteToOne))
                .contains("RELEASE 3 borea")
                .doesNotContain("Failed", "OldLegsReleased");
        assertThat(play.after(aThird.multipliedBy(3), play::obey))
                .contains("RELEASE 5 dione")
                .contains("-> OldLegsReleased 5");
    }

    @Test
    void pathComputationGetsTheOldRouteBackByUsingItAgain() {
        play.want(plan(3, 100, "atlas", "shared"));
        assertThat(play.play(play::obey)).isEqualTo("""
                ACTIVATE 1 atlas 100, READ_BACK 2 shared 100
                READ_BACK 1 atlas 100
                -> Activated 3 after 2
                """);
        assertThat(play.after(aThird.multipliedBy(3), play::obey))
                .contains("READ_BACK 1 atlas 100")
                .endsWith("""
                RELEASE 3 borea 100, RELEASE 4 cirrus 100
                READ_BACK 3 borea 100, READ_BACK 4 cirrus 100
                -> OldLegsReleased 3
                """);
    }

    @Test
    void whatPathComputationSaysToTheReturnFindsTheOldLegsInUse() {
        play.now = play.now.plus(aThird);
        play.play(once("cirrus", Verb.READ_BACK, new Answer.Missing()));
        play.want(plan(3, 100, "atlas", "shared"));
        assertThat(play.play(play::obey)).isEqualTo("""
                -> UnusedPlansReleased 2 but [1, 3]
                READ_BACK 1 atlas 100, READ_BACK 2 shared 100
                -> Activated 3 after 1
                -> OldLegsReleased 3
                """);
    }

    @Test
    void anAnswerToTheReturnThatComesBeforeItIsSeenIsToldAfterIt() {
        play.now = play.now.plus(aThird);
        play.step(once("cirrus", Verb.READ_BACK, new Answer.Missing()), new ArrayList<>());
        play.want(plan(3, 100, "atlas", "shared"));
        assertThat(play.play(play::obey)).startsWith("""
                ACTIVATE 1 atlas 100
                READ_BACK 1 atlas 100
                -> Activated 1 after 2
                READ_BACK 2 shared 100, RELEASE 3 borea 100
                -> Activated 3 after 1
                """);
    }

    @Test
    void aThirdWayReleasesTheOldestLegsAndKeepsThoseOfThePlanBefore() {
        play.want(plan(3, 100, "shared", "dione"));
        assertThat(play.play(play::obey)).endsWith("""
                -> Activated 3 after 2
                RELEASE 1 atlas 100
                READ_BACK 1 atlas 100
                """);
        assertThat(play.after(aThird.multipliedBy(3), play::obey)).endsWith("""
                RELEASE 3 borea 100, RELEASE 4 cirrus 100
                READ_BACK 3 borea 100, READ_BACK 4 cirrus 100
                -> OldLegsReleased 3
                """);
    }

    @Test
    void aPlanThatIsRefusedInTheSoakLeavesItAsItIs() {
        play.want(plan(3, 100, "atlas", "dione"));
        Answer no = new Answer.Refused("NO_CAPACITY", "full");
        assertThat(play.play(once("dione", Verb.RESERVE, no)))
                .isEqualTo("RESERVE 5 dione 100\n-> Failed 3 at dione: NO_CAPACITY: full\n");
        play.now = play.now.plus(aThird);
        assertThat(play.play(once("borea", Verb.READ_BACK, new Answer.Missing())))
                .contains("; back to 1\nACTIVATE 1 atlas 100");
    }

    @Test
    void anEndInTheSoakReleasesEverythingAtOnce() {
        play.want(Optional.empty(), true);
        assertThat(play.play(play::obey)).isEqualTo("""
                RELEASE 1 atlas 100, RELEASE 2 shared 100, RELEASE 3 borea 100, RELEASE 4 cirrus 100
                READ_BACK 1 atlas 100, READ_BACK 2 shared 100, READ_BACK 3 borea 100, READ_BACK 4 cirrus 100
                -> Released 2
                """);
    }

    @Test
    void anotherBandwidthInTheSoakIsGivenAtOnceAndTheSoakGoesOn() {
        play.now = play.now.plus(aThird);
        play.want(plan(3, 200, "shared", "borea", "cirrus"));
        assertThat(play.play(play::obey)).isEqualTo("""
                MODIFY 2 shared 200, MODIFY 3 borea 200, MODIFY 4 cirrus 200
                READ_BACK 2 shared 200, READ_BACK 3 borea 200, READ_BACK 4 cirrus 200
                -> Activated 3 after 2
                """);
        play.now = play.now.plus(aThird);
        assertThat(play.play(once("borea", Verb.READ_BACK, new Answer.Missing())))
                .contains("-> Failed 3 at borea")
                .contains("; back to 1\nACTIVATE 1 atlas 100, MODIFY 2 shared 100\n")
                .contains("-> Activated 1 after 3");
    }

    @Test
    void aPlanWithoutNewLegsOrWithoutOldOnesHasNothingToSoak() {
        play.after(aThird.multipliedBy(3), play::obey);
        play.want(plan(3, 200, "shared", "borea", "cirrus"));
        assertThat(play.play(play::obey)).endsWith("-> OldLegsReleased 3\n");
        play.want(plan(4, 200, "shared", "borea"));
        assertThat(play.play(play::obey)).endsWith("-> OldLegsReleased 4\n");
        play.want(plan(5, 200, "shared", "borea", "dione"));
        assertThat(play.play(play::obey)).endsWith("-> OldLegsReleased 5\n");
    }

    @Test
    void oldLegsThatDoNotCarryAreNotWaitedFor() {
        play.after(aThird.multipliedBy(3), play::obey);
        play.now = play.now.plusSeconds(60);
        Function<Command, Answer> lost = command -> switch (command.route().providerId()) {
            case "cirrus" ->
                command.verb() == Verb.READ_BACK || command.verb() == Verb.RELEASE
                        ? new Answer.Missing()
                        : new Answer.Unknown("no answer");
            default -> play.obey(command);
        };
        play.step(lost, new ArrayList<>());
        play.want(plan(3, 100, "shared", "dione"));
        assertThat(play.play(lost))
                .contains("-> Activated 3 after 2\nRELEASE 3 borea 100")
                .endsWith("Released 3\n");
    }

    private Function<Command, Answer> once(String providerId, Verb verb, Answer answer) {
        boolean[] said = {false};
        return command -> {
            boolean now = !said[0]
                    && command.verb() == verb
                    && command.route().providerId().equals(providerId);
            said[0] |= now;
            return now ? answer : play.obey(command);
        };
    }

    private static Plan plan(long revision, long bandwidthBps, String... providers) {
        List<Route> routes = Arrays.stream(providers)
                .map(it -> new Route(it, List.of(it + "-link")))
                .toList();
        return new Plan(revision, 1, bandwidthBps, routes, 5, "USD");
    }
}
