package dev.braid.provisioning.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of plans that were refused, overtaken or given up, and of orders that end. */
class UnusedPlanTest {
    private final RolloutPlay play = new RolloutPlay();

    @Test
    void aLegHeldForLessIsEnlargedBeforeTheGateOpens() {
        play.gateOpen = false;
        play.want(plan(1, 100, "atlas", "borea"));
        play.play(play::obey);
        play.want(plan(2, 200, "atlas", "borea"));
        assertThat(play.rollout.atGate()).isFalse();
        assertThat(play.play(play::readsHeld)).isEqualTo("""
                -> UnusedPlansReleased 1 but [2]
                MODIFY 1 atlas 200, MODIFY 2 borea 200
                READ_BACK 1 atlas 200, READ_BACK 2 borea 200
                """);
        assertThat(play.rollout.atGate()).isTrue();
        play.gateOpen = true;
        assertThat(play.play(play::obey)).isEqualTo("""
                ACTIVATE 1 atlas 200, ACTIVATE 2 borea 200
                READ_BACK 1 atlas 200, READ_BACK 2 borea 200
                -> Activated 2 after 0
                -> OldLegsReleased 2
                """);
    }

    @Test
    void aLegThatCannotBeEnlargedEndsThePlanBeforeAnythingCarriesTraffic() {
        play.gateOpen = false;
        play.want(plan(1, 100, "atlas", "borea"));
        play.play(play::obey);
        play.gateOpen = true;
        play.want(plan(2, 200, "atlas", "borea"));
        assertThat(play.play(command -> command.verb() == Verb.MODIFY
                                && command.route().providerId().equals("borea")
                        ? new Answer.Refused("NO_CAPACITY", "full")
                        : play.obey(command)))
                .isEqualTo("""
                -> UnusedPlansReleased 1 but [2]
                MODIFY 1 atlas 200, MODIFY 2 borea 200
                -> Failed 2 at borea: NO_CAPACITY: full
                RELEASE 1 atlas 200, RELEASE 2 borea 100
                READ_BACK 1 atlas 200, READ_BACK 2 borea 100
                """);
    }

    @Test
    void theEndOfARefusedPlanIsReportedWhileTheNextOneWaits() {
        play.gateOpen = false;
        play.want(plan(1, 100, "atlas", "borea"));
        play.play(command -> command.route().providerId().equals("borea")
                ? new Answer.Refused("NO_CAPACITY", "full")
                : play.obey(command));
        play.want(plan(2, 100, "cirrus"));
        assertThat(play.play(play::obey)).isEqualTo("""
                -> UnusedPlansReleased 1 but [2]
                RESERVE 3 cirrus 100
                """);
        play.gateOpen = true;
        assertThat(play.play(play::obey)).isEqualTo("""
                ACTIVATE 3 cirrus 100
                READ_BACK 3 cirrus 100
                -> Activated 2 after 0
                -> OldLegsReleased 2
                """);
    }

    @Test
    void theEndOfAnOvertakenPlanIsReportedOnceNothingOfItIsHeld() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(plan(2, 200, "atlas", "borea", "cirrus"));
        seconds(5, silentAt("cirrus"));
        play.want(plan(3, 200, "atlas", "cirrus", "delta"));
        assertThat(seconds(5, silentAt("borea", "cirrus")))
                .contains("RELEASE 2 borea 200")
                .noneMatch(line -> line.contains("Unused"));
        assertThat(seconds(60, silentAt("cirrus")))
                .contains("-> UnusedPlansReleased 2 but [1, 3]")
                .noneMatch(line -> line.contains("Activated"));
    }

    @Test
    void whatPeopleMayStillAddIsNotToldToBeGone() {
        PendingOn people = new PendingOn("cirrus", "a splice", play.now, Optional.empty());
        long[] heldBps = {100};
        Optional<?>[] waiting = {Optional.of(people)};
        play.gateOpen = false;
        play.want(plan(1, 100, "cirrus"));
        play.play(play::readsHeld);
        play.want(plan(2, 200, "cirrus"));
        Function<Command, Answer> manual = command -> new Answer.Done(
                new Order(Standing.HELD, heldBps[0], "held", "o", waiting[0].map(PendingOn.class::cast)));
        assertThat(seconds(5, manual)).contains("MODIFY 1 cirrus 200");
        play.want(plan(3, 100, "cirrus"));
        assertThat(seconds(60, manual)).noneMatch(line -> line.contains("Unused"));
        heldBps[0] = 200;
        waiting[0] = Optional.empty();
        List<String> lines = seconds(60, command -> {
            heldBps[0] = command.verb() == Verb.MODIFY ? command.bandwidthBps() : heldBps[0];
            return manual.apply(command);
        });
        assertThat(lines)
                .containsSubsequence(
                        "MODIFY 1 cirrus 100", "READ_BACK 1 cirrus 100", "-> UnusedPlansReleased 2 but [3]");
    }

    @Test
    void aPlanThatIsGivenUpWhileItIsActivatedKeepsItsLegsUntilTheOldOnesAreActivatedAgain() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(plan(2, 100, "borea", "cirrus"));
        assertThat(steps(2, play::obey))
                .containsExactly(
                        "RESERVE 2 borea 100, RESERVE 3 cirrus 100", "ACTIVATE 2 borea 100, ACTIVATE 3 cirrus 100");
        play.want(plan(3, 100, "atlas"));
        assertThat(play.play(play::obey)).isEqualTo("""
                ACTIVATE 1 atlas 100
                READ_BACK 1 atlas 100
                -> Activated 3 after 1
                RELEASE 2 borea 100, RELEASE 3 cirrus 100
                READ_BACK 2 borea 100, READ_BACK 3 cirrus 100
                -> OldLegsReleased 3
                """);
    }

    @Test
    void aPlanThatIsRefusedWhileItIsActivatedKeepsItsLegsUntilTheOldOnesAreActivatedAgain() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(plan(2, 100, "borea", "cirrus"));
        assertThat(play.play(command -> command.verb() == Verb.ACTIVATE
                                && command.route().providerId().equals("cirrus")
                        ? new Answer.Refused("NO_WAY", "no probe came back")
                        : play.obey(command)))
                .isEqualTo("""
                RESERVE 2 borea 100, RESERVE 3 cirrus 100
                ACTIVATE 2 borea 100, ACTIVATE 3 cirrus 100
                -> Failed 2 at cirrus: NO_WAY: no probe came back
                ACTIVATE 1 atlas 100
                READ_BACK 1 atlas 100
                RELEASE 2 borea 100, RELEASE 3 cirrus 100
                READ_BACK 2 borea 100, READ_BACK 3 cirrus 100
                """);
        assertThat(play.rollout.active()).contains(plan(1, 100, "atlas"));
    }

    @Test
    void theEndsOfARestAndOfARefusedPlanAreBothReported() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.gateOpen = false;
        play.want(Optional.empty(), true);
        play.want(plan(2, 100, "borea"));
        Function<Command, Answer> slow = command -> command.verb() == Verb.RELEASE
                ? new Answer.Unknown("SILENT")
                : command.verb() == Verb.RESERVE && command.route().providerId().equals("borea")
                        ? new Answer.Refused("NO_CAPACITY", "full")
                        : play.readsHeld(command);
        assertThat(seconds(5, slow)).contains("-> Failed 2 at borea: NO_CAPACITY: full");
        play.want(plan(3, 100, "cirrus"));
        assertThat(seconds(5, slow)).noneMatch(line -> line.contains("Released"));
        assertThat(seconds(90, play::readsHeld))
                .containsSubsequence("-> Released 1", "-> UnusedPlansReleased 2 but [3]")
                .noneMatch(line -> line.contains("Activated"));
    }

    @ParameterizedTest
    @EnumSource(names = {"RESERVE", "ACTIVATE"})
    void aProviderThatEndsANewOrderRefusesThePlan(Verb verb) {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(plan(2, 100, "borea", "cirrus"));
        assertThat(play.play(command ->
                        command.verb() == verb && command.route().providerId().equals("cirrus")
                                ? new Answer.Done(new Order(Standing.CEASED, 100, "cancelled", "o"))
                                : play.obey(command)))
                .contains("-> Failed 2 at cirrus: The order ended: cancelled")
                .containsOnlyOnce(verb + " 3 cirrus 100")
                .doesNotContain("Activated 2");
        assertThat(play.rollout.active()).contains(plan(1, 100, "atlas"));
    }

    @Test
    void aProviderThatEndsOneOrderAfterTheOtherIsAskedEverMoreSeldom() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        List<String> lines = seconds(
                600,
                command -> command.verb() == Verb.RELEASE || command.verb() == Verb.RESERVE
                        ? play.obey(command)
                        : new Answer.Done(new Order(Standing.CEASED, 100, "cancelled", "o")));
        assertThat(lines).filteredOn(line -> line.contains("RESERVE")).hasSizeBetween(10, 80);
    }

    @Test
    void whoIsSilentAboutTheEndOfAnOrderIsAskedForTheNextAtOnce() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(Optional.empty(), true);
        assertThat(seconds(120, silentAt("atlas"))).contains("RELEASE 1 atlas 100");
        play.want(plan(2, 100, "atlas"));
        assertThat(seconds(2, silentAt("atlas"))).anyMatch(line -> line.contains("RESERVE 2 atlas 100"));
    }

    private List<String> steps(int count, Function<Command, Answer> provider) {
        List<String> lines = new ArrayList<>();
        for (int step = 0; step < count; step++) {
            play.step(provider, lines);
        }
        return lines;
    }

    private List<String> seconds(int count, Function<Command, Answer> provider) {
        List<String> lines = new ArrayList<>();
        for (int second = 0; second < count; second++) {
            play.step(provider, lines);
            play.now = play.now.plusSeconds(1);
        }
        return lines;
    }

    private Function<Command, Answer> silentAt(String... providerIds) {
        return command -> List.of(providerIds).contains(command.route().providerId())
                ? new Answer.Unknown("SILENT")
                : play.readsHeld(command);
    }

    private static Plan plan(long revision, long bandwidthBps, String... providers) {
        List<Route> routes = Arrays.stream(providers)
                .map(it -> new Route(it, List.of(it + "-link")))
                .toList();
        return new Plan(revision, 1, bandwidthBps, routes, 5, "USD");
    }
}
