package dev.braid.provisioning.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A provider that says no may hold the order all the same: when it took an earlier try, or had shown it. */
class DoubtTest {
    private static final Answer FULL = new Answer.Refused("NO_CAPACITY", "full");
    private static final Answer SILENCE = new Answer.Unknown("no answer");
    private static final Handoff JOINT = new Handoff("joint", 17);
    private static final Plan PLAN = new Plan(
            1, 1, 100, List.of(new Route("atlas", List.of("link"), Handoff.atCustomer("port"), JOINT)), 5, "USD");

    private final RolloutPlay play = new RolloutPlay();

    @Test
    void anOrderThatOneReadBackDidNotShowIsLetGoWhenItIsRefused() {
        play.want(PLAN);
        assertThat(playOut(first(Verb.READ_BACK, new Answer.Missing(), second(Verb.RESERVE, FULL, play::obey))))
                .isEqualTo("""
                RESERVE 1 atlas 100
                ACTIVATE 1 atlas 100
                READ_BACK 1 atlas 100
                -> DriftFound 1: Wanted ACTIVE at 100 bit/s, found no order
                RESERVE 1 atlas 100
                -> Failed 1 at atlas: NO_CAPACITY: full
                RELEASE 1 atlas 100
                READ_BACK 1 atlas 100
                """);
    }

    @Test
    void anOrderThatAnActivationDidNotFindIsLetGoWhenItIsRefused() {
        play.want(PLAN);
        assertThat(playOut(first(Verb.ACTIVATE, new Answer.Missing(), second(Verb.RESERVE, FULL, play::obey))))
                .isEqualTo("""
                RESERVE 1 atlas 100
                ACTIVATE 1 atlas 100
                -> DriftFound 1: Wanted RESERVED at 100 bit/s, found no order
                RESERVE 1 atlas 100
                -> Failed 1 at atlas: NO_CAPACITY: full
                RELEASE 1 atlas 100
                READ_BACK 1 atlas 100
                """);
    }

    /** The second try is answered with a lie, and the first one arrives just before it expires. */
    @Test
    void aReservationThatMayStillArriveIsNotForgottenForTheAnswerToAnother() {
        play.want(PLAN);
        List<String> lines = new ArrayList<>();
        play.step(_ -> SILENCE, lines);
        play.now = play.now.plusSeconds(1);
        play.step(play::readsHeld, lines);
        play.want(Optional.empty(), true);
        for (int second = 2; second < 6; second++) {
            play.step(_ -> new Answer.Missing(), lines);
            play.now = play.now.plusSeconds(1);
        }
        assertThat(play.rollout.legs()).isNotEmpty();
        assertThat(play.after(Duration.ofSeconds(10), play::obey)).contains("RELEASE 1 atlas 100", "-> Released 1");
        assertThat(play.rollout.legs()).isEmpty();
    }

    @Test
    void anOrderThatMayHaveBeenTakenInSilenceIsLetGoWhenItIsRefusedHoweverLateThatIs() {
        play.want(PLAN);
        play.step(_ -> SILENCE, new ArrayList<>());
        play.now = play.now.plus(Duration.ofHours(1));
        assertThat(playOut(first(Verb.RESERVE, FULL, play::obey))).isEqualTo("""
                RESERVE 1 atlas 100
                -> Failed 1 at atlas: NO_CAPACITY: full
                RELEASE 1 atlas 100
                READ_BACK 1 atlas 100
                """);
    }

    @Test
    void itsNumberStaysTakenUntilTheProviderShowsThatItIsGone() {
        play.want(PLAN);
        play.step(_ -> SILENCE, new ArrayList<>());
        play.now = play.now.plus(Duration.ofHours(1));
        Function<Command, Answer> keeping = command -> command.verb() == Verb.READ_BACK ? SILENCE : play.obey(command);
        for (int i = 0; i < 20; i++) {
            play.step(first(Verb.RESERVE, FULL, keeping), new ArrayList<>());
            play.now = play.now.plusSeconds(31);
            assertThat(play.rollout.heldNumbers()).containsExactly(JOINT);
        }
        assertThat(play.rollout.refusedRevision()).isEqualTo(1);
        play.play(play::obey);
        assertThat(play.rollout.heldNumbers()).isEmpty();
    }

    @Test
    void aRefusalOfTheOnlyTryIsBelieved() {
        play.want(PLAN);
        assertThat(play.play(_ -> FULL)).isEqualTo("""
                RESERVE 1 atlas 100
                -> Failed 1 at atlas: NO_CAPACITY: full
                """);
        assertThat(play.rollout.heldNumbers()).isEmpty();
    }

    @Test
    void anOrderThatWaitsIsNotOverForOneReadBackThatSaysSo() {
        Order waiting = new Order(
                Standing.PENDING,
                100,
                "acknowledged",
                "o",
                Optional.of(new PendingOn("atlas", "a splice", Instant.EPOCH, Optional.empty())));
        Answer over = new Answer.Done(new Order(Standing.CEASED, 100, "rejected", "o"));
        play.want(PLAN);
        Function<Command, Answer> provider = first(
                Verb.READ_BACK,
                over,
                first(
                        Verb.READ_BACK,
                        new Answer.Done(waiting),
                        command -> command.verb() == Verb.RESERVE ? new Answer.Done(waiting) : play.obey(command)));
        play.play(provider);
        play.now = play.now.plus(Duration.ofMinutes(6));
        assertThat(play.play(provider)).isEqualTo("""
                READ_BACK 1 atlas 100
                -> Failed 1 at atlas: rejected
                READ_BACK 1 atlas 100
                RELEASE 1 atlas 100
                READ_BACK 1 atlas 100
                """);
    }

    /** Until also what may still be on its way has expired. */
    private String playOut(Function<Command, Answer> provider) {
        String begin = play.play(provider);
        play.now = play.now.plus(Duration.ofSeconds(8));
        return begin + play.play(provider);
    }

    /** Answers the first such command so, and all others as the provider does. */
    private Function<Command, Answer> first(Verb verb, Answer answer, Function<Command, Answer> provider) {
        return nth(1, verb, answer, provider);
    }

    private Function<Command, Answer> second(Verb verb, Answer answer, Function<Command, Answer> provider) {
        return nth(2, verb, answer, provider);
    }

    private Function<Command, Answer> nth(int number, Verb verb, Answer answer, Function<Command, Answer> provider) {
        int[] count = {0};
        return command -> {
            if (command.verb() != verb) {
                return provider.apply(command);
            }
            count[0]++;
            return count[0] == number ? answer : provider.apply(command);
        };
    }
}
