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
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The order of commands and reports, as scripts that a planner can read. */
class RolloutTest {
    private static final Optional<PendingOn> PEOPLE =
            Optional.of(new PendingOn("cirrus", "a splice", Instant.parse("2026-01-01T00:00:00Z"), Optional.empty()));

    private final RolloutPlay play = new RolloutPlay();
    private Optional<PendingOn> people = PEOPLE;

    @Test
    void aPlanIsReservedActivatedAndReadBackBeforeItIsActive() {
        play.want(plan(1, 100, "atlas", "borea"));
        assertThat(play.play(play::obey)).isEqualTo("""
                RESERVE 1 atlas 100, RESERVE 2 borea 100
                ACTIVATE 1 atlas 100, ACTIVATE 2 borea 100
                READ_BACK 1 atlas 100, READ_BACK 2 borea 100
                -> Activated 1 after 0
                -> OldLegsReleased 1
                """);
    }

    @Test
    void theNextPlanIsMadeBeforeTheOldOneIsBroken() {
        play.want(plan(1, 100, "atlas", "borea"));
        play.play(play::obey);
        play.want(plan(2, 100, "borea", "cirrus"));
        assertThat(play.play(play::obey)).isEqualTo("""
                RESERVE 3 cirrus 100
                READ_BACK 2 borea 100, ACTIVATE 3 cirrus 100
                READ_BACK 3 cirrus 100
                -> Activated 2 after 1
                """);
        assertThat(play.after(play.pace.soak(), play::obey)).endsWith("""
                RELEASE 1 atlas 100
                READ_BACK 1 atlas 100
                -> OldLegsReleased 2
                """);
    }

    @Test
    void anotherBandwidthIsAModificationOfTheSameLegs() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(plan(2, 200, "atlas"));
        assertThat(play.play(play::obey)).isEqualTo("""
                MODIFY 1 atlas 200
                READ_BACK 1 atlas 200
                -> Activated 2 after 1
                -> OldLegsReleased 2
                """);
    }

    @Test
    void aPlanOfTheSameLegsIsAtRestAsSoonAsItIsSeen() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(plan(2, 100, "atlas"));
        assertThat(play.play(play::obey)).isEqualTo("""
                READ_BACK 1 atlas 100
                -> Activated 2 after 1
                -> OldLegsReleased 2
                """);
    }

    @Test
    void aRefusalReleasesWhatThePlanGotAndLeavesTheActivePlanAlone() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(plan(2, 200, "atlas", "borea", "cirrus"));
        assertThat(play.play(command -> command.route().providerId().equals("cirrus")
                        ? new Answer.Refused("NO_CAPACITY", "full")
                        : play.obey(command)))
                .isEqualTo("""
                RESERVE 2 borea 200, RESERVE 3 cirrus 200
                -> Failed 2 at cirrus: NO_CAPACITY: full
                RELEASE 2 borea 200
                READ_BACK 2 borea 200
                """);
        assertThat(play.rollout.active()).contains(plan(1, 100, "atlas"));
    }

    @Test
    void aRefusedModificationIsTakenBack() {
        play.want(plan(1, 100, "atlas", "borea"));
        play.play(play::obey);
        play.want(plan(2, 200, "atlas", "borea"));
        assertThat(play.play(command -> command.verb() == Verb.MODIFY
                                && command.route().providerId().equals("borea")
                                && command.bandwidthBps() == 200
                        ? new Answer.Refused("NO_CAPACITY", "full")
                        : play.obey(command)))
                .isEqualTo("""
                MODIFY 1 atlas 200, MODIFY 2 borea 200
                -> Failed 2 at borea: NO_CAPACITY: full
                MODIFY 1 atlas 100
                READ_BACK 1 atlas 100
                """);
    }

    @Test
    void nothingIsActivatedBeforeTheGateOpens() {
        play.gateOpen = false;
        play.want(plan(1, 100, "atlas"));
        assertThat(play.play(play::obey)).isEqualTo("RESERVE 1 atlas 100\n");
        assertThat(play.rollout.atGate()).isTrue();
        play.gateOpen = true;
        assertThat(play.play(play::obey)).isEqualTo("""
                ACTIVATE 1 atlas 100
                READ_BACK 1 atlas 100
                -> Activated 1 after 0
                -> OldLegsReleased 1
                """);
    }

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

    private List<String> steps(int count, Function<Command, Answer> provider) {
        List<String> lines = new ArrayList<>();
        for (int step = 0; step < count; step++) {
            play.step(provider, lines);
        }
        return lines;
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

    @Test
    void anEndIsReportedAlsoWhenANewerPlanIsWantedAlready() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(Optional.empty(), true);
        play.want(plan(2, 100, "borea"));
        assertThat(play.play(play::obey)).isEqualTo("""
                RELEASE 1 atlas 100, RESERVE 2 borea 100
                READ_BACK 1 atlas 100, ACTIVATE 2 borea 100
                -> Released 1
                READ_BACK 2 borea 100
                -> Activated 2 after 0
                -> OldLegsReleased 2
                """);
    }

    @Test
    void anEndIsReportedAtOnceWhenTheNewerPlanTakesAllLegsOver() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.want(Optional.empty(), true);
        play.want(plan(2, 100, "atlas"));
        assertThat(play.play(play::obey)).isEqualTo("""
                -> Released 1
                READ_BACK 1 atlas 100
                -> Activated 2 after 0
                -> OldLegsReleased 2
                """);
    }

    @Test
    void aReleaseIsReportedOnceNothingIsHeld() {
        play.want(plan(1, 100, "atlas", "borea"));
        play.play(play::obey);
        play.want(Optional.empty(), true);
        assertThat(play.play(play::obey)).isEqualTo("""
                RELEASE 1 atlas 100, RELEASE 2 borea 100
                READ_BACK 1 atlas 100, READ_BACK 2 borea 100
                -> Released 1
                """);
    }

    @Test
    void aReleaseOfNothingIsReportedAtOnceAndARejectionNever() {
        play.want(Optional.empty(), true);
        assertThat(play.play(play::obey)).isEqualTo("-> Released 0\n");
        play.want(Optional.empty(), false);
        assertThat(play.play(play::obey)).isEmpty();
    }

    @Test
    void afterAStartNobodyIsAskedToLetGoAndAllElseGoesOn() {
        play.want(plan(1, 100, "atlas", "borea"));
        play.play(play::obey);
        Instant quietEnd = play.now.plusSeconds(120);
        play.caution = new Caution(quietEnd, _ -> false);
        play.want(plan(2, 200, "borea", "cirrus"));
        assertThat(play.play(play::obey)).isEqualTo("""
                RESERVE 3 cirrus 200
                MODIFY 2 borea 200, ACTIVATE 3 cirrus 200
                READ_BACK 2 borea 200, READ_BACK 3 cirrus 200
                -> Activated 2 after 1
                """);
        play.after(play.pace.soak(), play::obey);
        Decision rest = play.rollout.decide(true, play.now, play.pace, play.caution);
        assertThat(rest.heldBack()).containsExactly("acme.web.1.1");
        assertThat(rest.dueTime()).isBeforeOrEqualTo(quietEnd);

        play.now = quietEnd;
        assertThat(play.play(play::obey)).contains("RELEASE 1 atlas 100").endsWith("-> OldLegsReleased 2\n");
    }

    @Test
    void aWishThatComesBackInTheQuietTimeAfterAStartCostsNothing() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.caution = new Caution(play.now.plusSeconds(20), _ -> false);
        play.want(Optional.empty(), true);
        assertThat(play.play(play::obey)).isEmpty();
        assertThat(play.rollout.legs()).extracting(Leg::state).containsExactly(LegState.ACTIVE);
        play.want(plan(2, 100, "atlas"));
        assertThat(play.play(play::obey)).isEqualTo("""
                -> Released 1
                READ_BACK 1 atlas 100
                -> Activated 2 after 0
                -> OldLegsReleased 2
                """);
    }

    /** In whatever state a start finds it: a carrier may hold it. */
    @Test
    void noStateOfALegIsReleasedInTheQuietTime() {
        for (LegState state : LegState.values()) {
            Leg leg = new Leg(
                    "acme.web.1.1",
                    plan(1, 100, "atlas").routes().getFirst(),
                    1,
                    new Sight(state, 100, 1, "", "", Optional.empty()),
                    Trial.FRESH,
                    Instant.EPOCH,
                    Optional.empty());
            Rollout unwanted = new Rollout(
                    "acme.web.1",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    1,
                    1,
                    0,
                    0,
                    0,
                    OptionalLong.of(1),
                    1,
                    List.of(leg));
            Decision quiet = unwanted.decide(true, play.now, play.pace, new Caution(play.now.plusNanos(1), _ -> false));
            assertThat(quiet.commands()).extracting(Command::verb).doesNotContain(Verb.RELEASE);
            Decision after = unwanted.decide(true, play.now, play.pace, new Caution(play.now, _ -> false));
            boolean mayBeHeld = state.living() || state == LegState.RELEASING;
            assertThat(after.commands())
                    .filteredOn(it -> it.verb() == Verb.RELEASE)
                    .as("%s", state)
                    .hasSize(mayBeHeld ? 1 : 0);
            assertThat(quiet.heldBack()).hasSize(mayBeHeld ? 1 : 0);
        }
    }

    @Test
    void aLostOrderIsOrderedAgainUnderTheSameReference() {
        play.want(plan(1, 100, "atlas"));
        play.play(play::obey);
        play.now = play.now.plusSeconds(60);
        boolean[] lost = {true};
        assertThat(play.play(command -> {
                    if (lost[0] && command.verb() == Verb.READ_BACK) {
                        lost[0] = false;
                        return new Answer.Missing();
                    }
                    return play.obey(command);
                }))
                .isEqualTo("""
                READ_BACK 1 atlas 100
                -> DriftFound 1: Wanted ACTIVE at 100 bit/s, found no order
                RESERVE 1 atlas 100
                ACTIVATE 1 atlas 100
                READ_BACK 1 atlas 100
                """);
    }

    @Test
    void silenceIsNeverAFailure() {
        play.want(plan(1, 100, "atlas"));
        for (int i = 0; i < 50; i++) {
            play.step(_ -> new Answer.Unknown("no answer within 2 s"), new ArrayList<>());
            play.now = play.now.plusSeconds(31);
        }
        assertThat(play.rollout.refusedRevision()).isZero();
        assertThat(play.rollout.legs().getFirst().trial().attemptCount()).isEqualTo(50);
        assertThat(play.play(play::obey)).contains("-> Activated 1 after 0");
    }

    @Test
    void theOthersHoldWhileOneProviderWaitsForSomebody() {
        Instant soon = play.now.plusSeconds(2);
        play.want(plan(1, 100, "atlas", "borea", "cirrus"));
        assertThat(play.play(this::manualCirrus)).isEqualTo("""
                RESERVE 1 atlas 100, RESERVE 2 borea 100, RESERVE 3 cirrus 100
                """);
        assertThat(play.rollout.ready()).isFalse();
        Decision rest = play.rollout.decide(true, soon, play.pace, play.caution);
        assertThat(rest.commands()).isEmpty();
        assertThat(rest.dueTime()).isBefore(play.now.plusSeconds(6));
        play.now = play.now.plusSeconds(6);
        assertThat(play.play(this::manualCirrus)).isEqualTo("READ_BACK 3 cirrus 100\n");
        people = Optional.empty();
        play.now = play.now.plusSeconds(6);
        assertThat(play.play(this::manualCirrus)).isEqualTo("""
                READ_BACK 3 cirrus 100
                ACTIVATE 1 atlas 100, ACTIVATE 2 borea 100, ACTIVATE 3 cirrus 100
                READ_BACK 1 atlas 100, READ_BACK 2 borea 100, READ_BACK 3 cirrus 100
                -> Activated 1 after 0
                -> OldLegsReleased 1
                """);
    }

    @Test
    void daysOfWaitingCostFewLooksAndAreNoFailure() {
        people = Optional.of(new PendingOn("cirrus", "a splice", play.now, Optional.of(play.now.plusSeconds(86_400))));
        play.want(plan(1, 100, "atlas", "cirrus"));
        play.play(this::manualCirrus);
        int looks = 0;
        Instant end = play.now.plus(Duration.ofDays(30));
        while (play.now.isBefore(end)) {
            Decision decision = play.rollout.decide(true, play.now, play.pace, play.caution);
            looks += (int) decision.commands().stream()
                    .filter(it -> it.route().providerId().equals("cirrus"))
                    .count();
            play.rollout = decision.rollout();
            play.rollout = play.rollout
                    .hear(
                            decision.commands().stream()
                                    .map(it -> new Reply(it, manualCirrus(it)))
                                    .toList(),
                            play.now,
                            play.pace,
                            play.caution)
                    .rollout();
            play.now =
                    play.rollout.decide(true, play.now, play.pace, play.caution).dueTime();
        }
        assertThat(looks).isBetween(30 * 24 * 12, 30 * 24 * 24 + 100);
        assertThat(play.rollout.refusedRevision()).isZero();
        assertThat(play.rollout.legs()).allMatch(it -> it.trial().attemptCount() == 0);
    }

    @Test
    void aProviderThatRejectsAtLastEndsThePlanInItsWords() {
        play.want(plan(1, 100, "atlas", "cirrus"));
        play.play(this::manualCirrus);
        play.now = play.now.plusSeconds(6);
        assertThat(play.play(command -> command.route().providerId().equals("cirrus")
                        ? new Answer.Done(new Order(Order.Standing.CEASED, 100, "rejected: no duct", "o"))
                        : play.obey(command)))
                .isEqualTo("""
                READ_BACK 2 cirrus 100
                -> Failed 1 at cirrus: rejected: no duct
                RELEASE 1 atlas 100, READ_BACK 2 cirrus 100
                READ_BACK 1 atlas 100
                """);
        assertThat(play.rollout.legs()).isEmpty();
    }

    @Test
    void anOrderThatWaitsIsReleasedAtOnceWhenNothingIsWanted() {
        play.want(plan(1, 100, "atlas", "cirrus"));
        play.play(this::manualCirrus);
        play.want(Optional.empty(), true);
        assertThat(play.play(play::obey)).isEqualTo("""
                RELEASE 1 atlas 100, RELEASE 2 cirrus 100
                READ_BACK 1 atlas 100, READ_BACK 2 cirrus 100
                -> Released 1
                """);
    }

    @Test
    void anOrderThatWaitsKeepsItsPlaceWhenOnlyTheBandwidthChanges() {
        play.want(plan(1, 100, "cirrus"));
        play.play(this::manualCirrus);
        play.want(plan(2, 200, "cirrus"));
        assertThat(play.play(this::manualCirrus)).doesNotContain("RESERVE", "MODIFY", "RELEASE");
        people = Optional.empty();
        play.now = play.now.plusSeconds(6);
        assertThat(play.play(this::manualCirrus)).isEqualTo("""
                READ_BACK 1 cirrus 100
                MODIFY 1 cirrus 200
                ACTIVATE 1 cirrus 200
                READ_BACK 1 cirrus 200
                -> Activated 2 after 0
                -> OldLegsReleased 2
                """);
    }

    @Test
    void anOrderThatWaitsIsReleasedWhenThePlanGoesElsewhere() {
        play.want(plan(1, 100, "atlas", "cirrus"));
        play.play(this::manualCirrus);
        play.want(plan(2, 100, "atlas", "borea"));
        assertThat(play.play(play::obey)).isEqualTo("""
                RELEASE 2 cirrus 100, RESERVE 3 borea 100
                ACTIVATE 1 atlas 100, READ_BACK 2 cirrus 100, ACTIVATE 3 borea 100
                -> UnusedPlansReleased 1 but [2]
                READ_BACK 1 atlas 100, READ_BACK 3 borea 100
                -> Activated 2 after 0
                -> OldLegsReleased 2
                """);
    }

    @Test
    void aHintIsLookedAtAtOnce() {
        play.want(plan(1, 100, "cirrus"));
        play.play(this::manualCirrus);
        people = Optional.empty();
        play.rollout = play.rollout.hinted("acme.web.1.1");
        assertThat(play.play(this::manualCirrus)).startsWith("READ_BACK 1 cirrus 100\nACTIVATE 1 cirrus 100\n");
    }

    @Test
    void aChangeThatWaitsForSomebodyLeavesWhatIsHeldAsItIs() {
        people = Optional.empty();
        play.want(plan(1, 100, "cirrus"));
        play.play(this::manualCirrus);
        people = PEOPLE;
        play.want(plan(2, 200, "cirrus"));
        assertThat(play.play(this::manualCirrus)).isEqualTo("MODIFY 1 cirrus 200\n");
        assertThat(play.rollout.active()).contains(plan(1, 100, "cirrus"));
        assertThat(play.rollout.legs().getFirst().trial().attemptCount()).isZero();
        people = Optional.empty();
        play.now = play.now.plusSeconds(6);
        assertThat(play.play(this::manualCirrus)).isEqualTo("""
                MODIFY 1 cirrus 200
                READ_BACK 1 cirrus 200
                -> Activated 2 after 1
                -> OldLegsReleased 2
                """);
    }

    /** Obeys, except that orders and changes at cirrus wait while there are people to wait for. */
    private Answer manualCirrus(Command command) {
        boolean waits = command.route().providerId().equals("cirrus") && people.isPresent();
        return switch (command.verb()) {
            case RESERVE, READ_BACK ->
                waits
                        ? new Answer.Done(
                                new Order(Order.Standing.PENDING, command.bandwidthBps(), "acknowledged", "o", people))
                        : play.readsHeld(command);
            case MODIFY ->
                waits
                        ? new Answer.Done(new Order(Order.Standing.IN_SERVICE, 100, "inProgress", "o", people))
                        : play.obey(command);
            case ACTIVATE, RELEASE -> play.obey(command);
        };
    }

    private static Plan plan(long revision, long bandwidthBps, String... providers) {
        List<Route> routes = Arrays.stream(providers)
                .map(it -> new Route(it, List.of(it + "-link")))
                .toList();
        return new Plan(revision, 1, bandwidthBps, routes, 5, "USD");
    }
}
