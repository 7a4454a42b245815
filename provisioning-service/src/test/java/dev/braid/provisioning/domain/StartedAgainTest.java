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
import org.junit.jupiter.api.Test;

/** A process that has just started looks at an order before it changes it: while it was away, others may have. */
class StartedAgainTest {
    private final RolloutPlay play = new RolloutPlay();
    private boolean modified;

    @Test
    void anotherBandwidthIsAskedForOnceTheOrderIsSeen() {
        play.want(plan(1, 100, "atlas", "borea"));
        play.play(play::obey);
        startAgain();
        play.want(plan(2, 200, "atlas", "borea"));
        assertThat(play.play(command -> carrying(command, 100))).isEqualTo("""
                READ_BACK 1 atlas 100, READ_BACK 2 borea 100
                MODIFY 1 atlas 200, MODIFY 2 borea 200
                READ_BACK 1 atlas 200, READ_BACK 2 borea 200
                -> Activated 2 after 1
                -> OldLegsReleased 2
                """);
    }

    @Test
    void whatIsNotWantedAnyMoreIsLetGoOnceItIsSeen() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        startAgain();
        play.want(Optional.empty(), true);
        assertThat(play.play(play::obey)).isEqualTo("""
                READ_BACK 1 atlas 100
                RELEASE 1 atlas 100
                READ_BACK 1 atlas 100
                -> Released 1
                """);
    }

    @Test
    void nothingIsChangedWhileTheProviderDoesNotSayHowItStands() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        startAgain();
        play.want(plan(2, 200, "atlas"));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            play.step(_ -> new Answer.Unknown("no answer"), lines);
            play.now = play.now.plusSeconds(30);
        }
        assertThat(lines).hasSize(20).allMatch("READ_BACK 1 atlas 100"::equals);
        assertThat(play.play(command -> carrying(command, 100))).startsWith("""
                READ_BACK 1 atlas 100
                MODIFY 1 atlas 200
                """);
    }

    @Test
    void whatAnotherChangedMeanwhileIsToldAndRepaired() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        startAgain();
        play.want(plan(2, 200, "atlas"));
        assertThat(play.play(command -> carrying(command, 50))).startsWith("""
                READ_BACK 1 atlas 100
                -> DriftFound 2: Wanted ACTIVE at 100 bit/s, found IN_SERVICE at 50 bit/s
                MODIFY 1 atlas 200
                """);
    }

    /** The activation was carried out, and nobody was left to hear of it: that is no news. */
    @Test
    void anActivationOfOursIsRepeatedAndNoDrift() {
        play.want(plan(1, 100, "atlas"));
        assertThat(lost(play::obey)).containsExactly("RESERVE 1 atlas 100");
        assertThat(lost(play::obey)).containsExactly("RESERVE 1 atlas 100");
        play.step(play::obey, new ArrayList<>());
        assertThat(lost(play::obey)).containsExactly("ACTIVATE 1 atlas 100");
        assertThat(play.play(play::obey)).isEqualTo("""
                READ_BACK 1 atlas 100
                ACTIVATE 1 atlas 100
                READ_BACK 1 atlas 100
                -> Activated 1 after 0
                -> OldLegsReleased 1
                """);
    }

    @Test
    void aModificationOfOursIsRepeatedAndNoDrift() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(plan(2, 200, "atlas"));
        assertThat(lost(play::obey)).containsExactly("MODIFY 1 atlas 200");
        assertThat(play.play(play::obey)).isEqualTo("""
                READ_BACK 1 atlas 100
                MODIFY 1 atlas 200
                READ_BACK 1 atlas 200
                -> Activated 2 after 1
                -> OldLegsReleased 2
                """);
    }

    @Test
    void whatOursDidIsNoDriftEitherWhenSomethingElseIsWantedSince() {
        play.want(plan(1, 100, "atlas"));
        play.step(play::obey, new ArrayList<>());
        assertThat(lost(play::obey)).containsExactly("ACTIVATE 1 atlas 100");
        play.want(plan(2, 200, "atlas"));
        assertThat(lost(play::obey)).containsExactly("READ_BACK 1 atlas 100");
        play.step(play::obey, new ArrayList<>());
        assertThat(lost(play::obey)).containsExactly("MODIFY 1 atlas 200");
        play.want(plan(3, 300, "atlas"));
        // Until the lost one can no longer arrive.
        assertThat(play.play(play::obey)).isEqualTo("-> UnusedPlansReleased 2 but [3]\n");
        assertThat(play.after(Duration.ofSeconds(8), command -> carrying(command, 200)))
                .isEqualTo("""
                READ_BACK 1 atlas 100
                MODIFY 1 atlas 300
                ACTIVATE 1 atlas 300
                READ_BACK 1 atlas 300
                -> Activated 3 after 0
                -> OldLegsReleased 3
                """);
    }

    @Test
    void whatEndedMeanwhileAndIsNotWantedAnyMoreIsOver() {
        for (Answer gone :
                List.of(new Answer.Missing(), new Answer.Done(new Order(Standing.CEASED, 100, "CEASED", "o")))) {
            RolloutPlay again = new RolloutPlay();
            again.want(plan(1, 100, "atlas"));
            again.play(again::obey);
            again.now = again.now.plusMillis(1);
            again.caution = new Caution(Instant.EPOCH, again.now, _ -> true);
            again.want(Optional.empty(), true);
            assertThat(again.play(_ -> gone)).isEqualTo("""
                    READ_BACK 1 atlas 100
                    READ_BACK 1 atlas 100
                    -> Released 1
                    """);
        }
    }

    /** An order that cannot be read would be paid for ever. */
    @Test
    void whatIsNotWantedAnyMoreIsLetGoInTheEndThoughNobodySaysHowItStands() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        startAgain();
        play.want(Optional.empty(), true);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            play.step(_ -> new Answer.Unknown("garbage"), lines);
            play.now = play.now.plusSeconds(60);
        }
        assertThat(lines)
                .containsExactly(
                        "READ_BACK 1 atlas 100",
                        "READ_BACK 1 atlas 100",
                        "READ_BACK 1 atlas 100",
                        "RELEASE 1 atlas 100");
    }

    @Test
    void whatAnotherChangedIsToldAlsoWhenTheFirstLookHadNoAnswer() {
        play.want(plan(1, 100, "atlas"));
        play.step(play::obey, new ArrayList<>());
        startAgain();
        List<String> lines = new ArrayList<>();
        play.step(_ -> new Answer.Unknown("no answer"), lines);
        play.now = play.now.plusSeconds(60);
        play.step(_ -> new Answer.Done(new Order(Standing.HELD, 50, "HELD", "o")), lines);
        assertThat(lines)
                .containsExactly(
                        "READ_BACK 1 atlas 100",
                        "READ_BACK 1 atlas 100",
                        "-> DriftFound 1: Wanted RESERVED at 100 bit/s, found HELD at 50 bit/s");
    }

    /** Our change was made, and then somebody took it out of service: that was not us. */
    @Test
    void whatIsOutOfServiceIsDriftThoughOurChangeWasMade() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(plan(2, 200, "atlas"));
        lost(play::obey);
        List<String> lines = new ArrayList<>();
        play.step(_ -> new Answer.Done(new Order(Standing.HELD, 200, "HELD", "o")), lines);
        assertThat(lines)
                .containsExactly(
                        "READ_BACK 1 atlas 100",
                        "-> DriftFound 2: Wanted ACTIVE at 100 bit/s, found HELD at 200 bit/s");
    }

    @Test
    void whatWasSeenSinceTheStartIsNotLookedAtAgain() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        startAgain();
        play.after(Duration.ofSeconds(31), play::obey);
        play.want(plan(2, 200, "atlas"));
        assertThat(play.play(play::obey)).startsWith("MODIFY 1 atlas 200\n");
    }

    private void startAgain() {
        play.now = play.now.plusMillis(1);
        play.caution = new Caution(Instant.EPOCH, play.now, _ -> false);
    }

    /** The commands are stored, sent and carried out; and the process is gone before it hears of it. */
    private List<String> lost(Function<Command, Answer> provider) {
        Decision decision = play.rollout.decide(true, play.now, play.pace, play.caution);
        decision.commands()
                .forEach(command -> assertThat(provider.apply(command)).isInstanceOf(Answer.Done.class));
        play.rollout = decision.rollout();
        startAgain();
        return decision.commands().stream().map(RolloutPlay::line).toList();
    }

    /** Carries so much until it is told otherwise. */
    private Answer carrying(Command command, long bps) {
        if (command.verb() == Verb.MODIFY) {
            modified = true;
        }
        return command.verb() == Verb.READ_BACK && !modified
                ? new Answer.Done(new Order(Standing.IN_SERVICE, bps, "IN_SERVICE", "o"))
                : play.obey(command);
    }

    private static Plan plan(long revision, long bps, String... providers) {
        List<Route> routes = Arrays.stream(providers)
                .map(provider -> new Route(provider, List.of(provider + "-link")))
                .toList();
        return new Plan(revision, revision, bps, routes, 5, "USD");
    }
}
