package dev.braid.provisioning.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.provisioning.domain.Command.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A carrier moves an order to other links, or hands it over elsewhere than was agreed on. */
class AstrayTest {
    private static final String DRIFT =
            "DriftFound %d: Wanted ACTIVE at 100 bit/s, found IN_SERVICE at 100 bit/s, links [x] and not [y]";

    private final RolloutPlay play = new RolloutPlay();
    /** The leg that the carrier has elsewhere. */
    private String astray = "";
    /** Whether the carrier leaves it there. */
    private boolean stubborn;

    @Test
    void itIsToldAndActivatedAgain() {
        carry(plan(1, "atlas"));
        astray = "acme.web.1.1";
        assertThat(aPeriodLater()).isEqualTo("""
                READ_BACK 1 atlas 100
                -> %s
                ACTIVATE 1 atlas 100
                READ_BACK 1 atlas 100
                """.formatted(DRIFT.formatted(1)));
        assertThat(play.rollout.legs()).extracting(Leg::state).containsExactly(LegState.ACTIVE);
    }

    @Test
    void aCarrierThatLeavesItThereIsToldOnceInEachPeriodAndAskedEverSlower() {
        carry(plan(1, "atlas"));
        astray = "acme.web.1.1";
        stubborn = true;
        List<String> lines = new ArrayList<>();
        Instant end = play.now.plus(Duration.ofHours(1));
        while (play.now.isBefore(end)) {
            play.step(this::carriers, lines);
            Instant due =
                    play.rollout.decide(true, play.now, play.pace, play.caution).dueTime();
            play.now = due.isAfter(play.now) ? due : play.now.plusMillis(1);
        }
        assertThat(lines).filteredOn(("-> " + DRIFT.formatted(1))::equals).hasSizeBetween(3600 / 60, 3600 / 15);
        assertThat(lines).filteredOn("ACTIVATE 1 atlas 100"::equals).hasSizeBetween(3600 / 30, 3600 / 10);
        assertThat(lines).hasSizeLessThan(3600 / 15 + 3600 / 10 + 2);
    }

    @Test
    void theNextPlanThatKeepsItGoesOn() {
        carry(plan(1, "atlas", "borea"));
        astray = "acme.web.1.1";
        stubborn = true;
        aPeriodLater();
        play.want(plan(2, "atlas", "cirrus"));
        assertThat(play.play(this::carriers) + aPeriodLater())
                .containsSubsequence("RESERVE 3 cirrus 100", "-> Activated 2 after 1", "RELEASE 2 borea 100")
                .contains("-> OldLegsReleased 2");
        assertThat(play.rollout.living(route("atlas")).orElseThrow().state()).isEqualTo(LegState.ASTRAY);
    }

    @Test
    void theNextPlanThatKeepsItAtAnotherBandwidthGoesOnToo() {
        carry(plan(1, "atlas"));
        astray = "acme.web.1.1";
        stubborn = true;
        aPeriodLater();
        play.want(new Plan(2, 1, 200, List.of(route("atlas")), 5, "USD"));
        assertThat(play.play(this::carriers)).contains("MODIFY 1 atlas 200").contains("-> Activated 2 after 1");
    }

    @Test
    void theNextPlanThatDoesWithoutItLetsItGo() {
        carry(plan(1, "atlas"));
        astray = "acme.web.1.1";
        stubborn = true;
        aPeriodLater();
        play.want(plan(2, "borea"));
        assertThat(play.play(this::carriers) + aPeriodLater())
                .containsSubsequence("-> Activated 2 after 1", "RELEASE 1 atlas 100", "-> OldLegsReleased 2");
    }

    @Test
    void noTrafficIsMovedToANewLegWhileItIsAstray() {
        carry(plan(1, "atlas"));
        play.want(plan(2, "borea"));
        astray = "acme.web.1.2";
        stubborn = true;
        Function<Command, Answer> second = command -> {
            Answer answer = carriers(command);
            stubborn &= command.verb() != Verb.ACTIVATE || !command.legId().equals(astray);
            return answer;
        };
        assertThat(play.play(second))
                .containsSubsequence(
                        "ACTIVATE 2 borea 100",
                        "-> DriftFound 2: Wanted RESERVED at 100 bit/s, found IN_SERVICE at 100 bit/s, links [x] and not [y]",
                        "ACTIVATE 2 borea 100",
                        "-> Activated 2 after 1");
    }

    /** Nobody has sent traffic there yet: the plan fails and says why, and what is held is let go. */
    @Test
    void aReservationThatIsHeldElsewhereIsARefusal() {
        play.want(plan(1, "atlas", "borea"));
        Function<Command, Answer> carriers = command -> command.legId().equals("acme.web.1.1")
                        && command.verb() == Verb.RESERVE
                        && play.readsHeld(command) instanceof Answer.Done(var order)
                ? new Answer.Done(order.astray("z_end own as 9 and not y as 17"))
                : play.readsHeld(command);
        assertThat(play.play(carriers) + play.play(carriers))
                .contains("Not held as it was ordered: HELD at 100 bit/s, z_end own as 9 and not y as 17")
                .contains("RELEASE 1 atlas 100", "RELEASE 2 borea 100")
                .doesNotContain("ACTIVATE");
        assertThat(play.rollout.legs()).isEmpty();
    }

    /** It may have been placed while its people thought about it. */
    @Test
    void soIsOneThatWasPlacedElsewhereWhileItWaited() {
        Optional<PendingOn> people = Optional.of(new PendingOn("atlas", "a splice", play.now, Optional.empty()));
        play.want(plan(1, "atlas", "borea"));
        Function<Command, Answer> waiting = command -> command.legId().equals("acme.web.1.1")
                ? new Answer.Done(new Order(Order.Standing.PENDING, 100, "PENDING", "o", people))
                : play.readsHeld(command);
        assertThat(play.play(waiting)).doesNotContain("->");
        Function<Command, Answer> placed = command -> command.legId().equals("acme.web.1.1")
                        && command.verb() == Verb.READ_BACK
                        && play.readsHeld(command) instanceof Answer.Done(var order)
                        && order.standing() == Order.Standing.HELD
                ? new Answer.Done(order.astray("z_end own as 9 and not y as 17"))
                : play.readsHeld(command);
        assertThat(play.after(Duration.ofSeconds(6), placed))
                .contains("Not held as it was ordered: HELD at 100 bit/s, z_end own as 9 and not y as 17")
                .contains("RELEASE 1 atlas 100", "RELEASE 2 borea 100")
                .doesNotContain("ACTIVATE");
        assertThat(play.rollout.legs()).isEmpty();
    }

    @Test
    void silenceAfterThatEndsNoPlan() {
        carry(plan(1, "atlas"));
        play.want(plan(2, "borea"));
        astray = "acme.web.1.2";
        stubborn = true;
        List<String> lines = new ArrayList<>();
        play.step(this::carriers, lines);
        play.step(this::carriers, lines);
        for (int i = 0; i < 20; i++) {
            play.now = play.now.plusSeconds(31);
            play.step(_ -> new Answer.Unknown("no answer"), lines);
        }
        assertThat(lines).noneMatch(it -> it.contains("Failed"));
        stubborn = false;
        play.now = play.now.plusSeconds(31);
        assertThat(play.play(this::carriers)).contains("-> Activated 2 after 1");
    }

    @Test
    void aNewOneThatStaysThereIsGivenUpAndTheOldPathStays() {
        carry(plan(1, "atlas"));
        play.want(plan(2, "borea"));
        astray = "acme.web.1.2";
        stubborn = true;
        String told = play.play(this::carriers);
        for (int i = 0; i < 4; i++) {
            told += aPeriodLater();
        }
        assertThat(told)
                .contains(
                        "-> Failed 2 at borea: Stays elsewhere than it was ordered: Wanted ACTIVE at 100 bit/s, found ")
                .contains("RELEASE 2 borea 100")
                .doesNotContain("-> Activated", "RELEASE 1 atlas");
        assertThat(play.rollout.active()).contains(plan(1, "atlas"));
        assertThat(play.rollout.legs()).extracting(Leg::state).containsExactly(LegState.ACTIVE);
    }

    @Test
    void aHeldOneIsToldAndNotActivatedBeforeItsTime() {
        play.gateOpen = false;
        play.want(plan(1, "atlas"));
        play.play(this::carriers);
        astray = "acme.web.1.1";
        assertThat(aPeriodLater()).isEqualTo("""
                READ_BACK 1 atlas 100
                -> DriftFound 1: Wanted RESERVED at 100 bit/s, found HELD at 100 bit/s, links [x] and not [y]
                """);
        play.gateOpen = true;
        assertThat(play.play(this::carriers)).isEqualTo("""
                ACTIVATE 1 atlas 100
                READ_BACK 1 atlas 100
                -> Activated 1 after 0
                -> OldLegsReleased 1
                """);
    }

    /** An order that was never in service is not put right by an activation: it may have somebody else's number. */
    @Test
    void whatIsHeldElsewhereInPlaceOfALostOrderIsLetGoAndOrderedAnew() {
        carry(plan(1, "atlas"));
        List<String> held = new ArrayList<>(List.of("acme.web.1.2"));
        Function<Command, Answer> lost = command -> command.legId().equals("acme.web.1.1")
                ? command.verb() == Verb.RESERVE ? elsewhere(command) : new Answer.Missing()
                : held.remove(command.legId()) ? elsewhere(command) : play.readsHeld(command);
        play.now = play.now.plusSeconds(46);
        assertThat(play.play(lost))
                .contains("RELEASE 1 atlas 100", "RELEASE 2 atlas 100", "RESERVE 3 atlas 100", "ACTIVATE 3 atlas 100")
                .doesNotContain("ACTIVATE 1 atlas", "ACTIVATE 2 atlas", "Failed");
        assertThat(play.rollout.legs()).extracting(Leg::legId).containsExactly("acme.web.1.3");
    }

    @Test
    void whoHoldsEveryOrderElsewhereIsNotGivenMoreAndMoreWhileNothingMayBeLetGo() {
        carry(plan(1, "atlas"));
        play.caution = new Caution(Instant.MAX, Instant.EPOCH, _ -> false);
        Function<Command, Answer> always =
                command -> command.verb() == Verb.RESERVE ? elsewhere(command) : new Answer.Missing();
        for (int i = 0; i < 200; i++) {
            play.now = play.now.plusSeconds(20);
            play.step(always, new ArrayList<>());
        }
        assertThat(play.rollout.legs()).hasSizeLessThan(19);
    }

    private static Answer elsewhere(Command command) {
        return new Answer.Done(
                new Order(Order.Standing.HELD, command.bandwidthBps(), "HELD", "o").astray("number 7 and not 5"));
    }

    private void carry(Plan plan) {
        play.want(plan);
        assertThat(play.play(this::carriers)).contains("-> Activated 1 after 0");
    }

    private String aPeriodLater() {
        play.now = play.now.plusSeconds(46);
        return play.play(this::carriers);
    }

    /** Places an order as ordered when it is activated, unless it is stubborn. */
    private Answer carriers(Command command) {
        if (command.verb() == Verb.ACTIVATE && !stubborn) {
            astray = "";
        }
        boolean elsewhere = command.legId().equals(astray) && command.verb() != Verb.RESERVE;
        return play.readsHeld(command) instanceof Answer.Done(var order)
                        && elsewhere
                        && order.standing() != Order.Standing.CEASED
                ? new Answer.Done(order.astray("links [x] and not [y]"))
                : play.readsHeld(command);
    }

    private static Plan plan(long revision, String... providers) {
        return new Plan(
                revision,
                1,
                100,
                Arrays.stream(providers).map(AstrayTest::route).toList(),
                5,
                "USD");
    }

    private static Route route(String provider) {
        return new Route(provider, List.of(provider + "-link"));
    }
}
