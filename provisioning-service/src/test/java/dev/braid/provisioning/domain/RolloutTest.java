package dev.braid.provisioning.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.provisioning.domain.Command.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The order of commands and reports, as scripts that a planner can read. */
class RolloutTest {
    private final RolloutPlay play = new RolloutPlay();

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
        play.caution = new Caution(quietEnd, Instant.EPOCH, _ -> false);
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
        play.caution = new Caution(play.now.plusSeconds(20), Instant.EPOCH, _ -> false);
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
            Decision quiet = unwanted.decide(
                    true, play.now, play.pace, new Caution(play.now.plusNanos(1), Instant.EPOCH, _ -> false));
            assertThat(quiet.commands()).extracting(Command::verb).doesNotContain(Verb.RELEASE);
            Decision after =
                    unwanted.decide(true, play.now, play.pace, new Caution(play.now, Instant.EPOCH, _ -> false));
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

    private static Plan plan(long revision, long bandwidthBps, String... providers) {
        List<Route> routes = Arrays.stream(providers)
                .map(it -> new Route(it, List.of(it + "-link")))
                .toList();
        return new Plan(revision, 1, bandwidthBps, routes, 5, "USD");
    }
}
