package dev.braid.provisioning.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is only held, while a sibling waits for people, is looked at like what carries traffic. */
class HeldLegTest {
    private static final Plan PLAN = new Plan(
            1,
            1,
            100,
            List.of(new Route("atlas", List.of("atlas-link")), new Route("cirrus", List.of("cirrus-link"))),
            5,
            "USD");
    private static final Order WAITS = new Order(
            Standing.PENDING,
            100,
            "acknowledged",
            "o",
            Optional.of(new PendingOn("cirrus", "a splice", Instant.EPOCH, Optional.empty())));

    private final RolloutPlay play = new RolloutPlay();
    private final Set<String> released = new HashSet<>();
    private Answer atlas = held(Standing.HELD, 100);
    private Answer again = held(Standing.HELD, 100);

    @BeforeEach
    void oneHoldsAndTheOtherWaits() {
        play.want(PLAN);
        assertThat(play.play(this::carriers)).isEqualTo("RESERVE 1 atlas 100, RESERVE 2 cirrus 100\n");
    }

    @Test
    void itIsReadBackOnceInEachPeriod() {
        List<Instant> looks = new ArrayList<>();
        Instant end = play.now.plus(Duration.ofDays(2));
        while (play.now.isBefore(end)) {
            Decision decision = play.rollout.decide(true, play.now, play.pace, play.caution);
            List<Reply> replies = decision.commands().stream()
                    .map(command -> new Reply(command, carriers(command)))
                    .toList();
            replies.stream()
                    .map(Reply::command)
                    .filter(command -> command.route().providerId().equals("atlas"))
                    .forEach(command -> {
                        assertThat(command.verb()).isEqualTo(Verb.READ_BACK);
                        looks.add(play.now);
                    });
            Decision heard = decision.rollout().hear(replies, play.now, play.pace, play.caution);
            assertThat(heard.reports()).isEmpty();
            play.rollout = heard.rollout();
            play.now =
                    play.rollout.decide(true, play.now, play.pace, play.caution).dueTime();
        }
        assertThat(looks).hasSizeBetween(2 * 86_400 / 33, 2 * 86_400 / 27);
        for (int i = 1; i < looks.size(); i++) {
            assertThat(Duration.between(looks.get(i - 1), looks.get(i)))
                    .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(45));
        }
        assertThat(play.rollout.legs()).allMatch(it -> it.trial().attemptCount() == 0);
    }

    @Test
    void aLostHoldIsReservedAgain() {
        atlas = new Answer.Missing();
        assertThat(aPeriodLater()).isEqualTo("""
                READ_BACK 1 atlas 100
                -> DriftFound 1: Wanted RESERVED at 100 bit/s, found no order
                RESERVE 1 atlas 100
                """);
    }

    @Test
    void aLostHoldThatIsRefusedEndsThePlanAndIsLetGo() {
        atlas = new Answer.Missing();
        again = new Answer.Refused("NO_CAPACITY", "full");
        assertThat(aPeriodLater() + aPeriodLater()).isEqualTo("""
                READ_BACK 1 atlas 100
                -> DriftFound 1: Wanted RESERVED at 100 bit/s, found no order
                RESERVE 1 atlas 100
                -> Failed 1 at atlas: NO_CAPACITY: full
                RELEASE 2 cirrus 100
                READ_BACK 2 cirrus 100
                RELEASE 1 atlas 100
                READ_BACK 1 atlas 100
                """);
        assertThat(play.rollout.legs()).isEmpty();
    }

    @Test
    void aHoldThatIsOverIsOrderedAnew() {
        atlas = held(Standing.CEASED, 100);
        assertThat(aPeriodLater()).isEqualTo("""
                READ_BACK 1 atlas 100
                -> DriftFound 1: Wanted RESERVED at 100 bit/s, found CEASED
                READ_BACK 1 atlas 100, RESERVE 3 atlas 100
                """);
    }

    @Test
    void anOrderThatBeginsByItselfIsToldOnceAndLetGoWithThePlan() {
        atlas = held(Standing.IN_SERVICE, 100);
        assertThat(aPeriodLater()).isEqualTo("""
                READ_BACK 1 atlas 100
                -> DriftFound 1: Wanted RESERVED at 100 bit/s, found IN_SERVICE at 100 bit/s
                READ_BACK 1 atlas 100
                """);
        assertThat(aPeriodLater()).isEqualTo("READ_BACK 1 atlas 100\n");
        play.want(Optional.empty(), true);
        assertThat(play.play(play::obey)).startsWith("RELEASE 1 atlas 100, RELEASE 2 cirrus 100\n");
    }

    @Test
    void aHoldOfAnotherBandwidthIsChangedBack() {
        atlas = held(Standing.HELD, 50);
        assertThat(aPeriodLater()).isEqualTo("""
                READ_BACK 1 atlas 100
                -> DriftFound 1: Wanted RESERVED at 100 bit/s, found HELD at 50 bit/s
                MODIFY 1 atlas 100
                READ_BACK 1 atlas 100
                """);
    }

    @Test
    void aLegThatCarriedBeforeIsNotFoundToHaveBegunByItself() {
        atlas = held(Standing.IN_SERVICE, 100);
        Command look =
                new Command(Verb.READ_BACK, "acme.web.1.1", PLAN.routes().getFirst(), 100, 2, play.now.plusSeconds(6));
        Leg carrying =
                play.rollout.legs().getFirst().with(new Sight(LegState.ACTIVE, 100, 1, "", "", Optional.empty()));
        assertThat(carrying.spared().hear(look, atlas, play.now, play.pace))
                .isInstanceOfSatisfying(Heard.Kept.class, kept -> {
                    assertThat(kept.drift()).isEmpty();
                    assertThat(kept.leg().state()).isEqualTo(LegState.RESERVED);
                    assertThat(kept.leg().auditTime()).isAfter(play.now);
                });
    }

    private String aPeriodLater() {
        play.now = play.now.plusSeconds(46);
        return play.play(this::carriers);
    }

    /** Obeys, except that nobody decides at cirrus, and what atlas says of the order and of a second one is arranged. */
    private Answer carriers(Command command) {
        boolean cirrus = command.route().providerId().equals("cirrus");
        return switch (command.verb()) {
            case RESERVE -> cirrus ? new Answer.Done(WAITS) : again;
            case READ_BACK -> {
                Answer stands = cirrus ? new Answer.Done(WAITS) : atlas;
                yield released.contains(command.legId()) ? held(Standing.CEASED, 100) : stands;
            }
            case RELEASE -> {
                released.add(command.legId());
                yield play.obey(command);
            }
            case MODIFY -> atlas = held(Standing.HELD, command.bandwidthBps());
            case ACTIVATE -> play.obey(command);
        };
    }

    private static Answer held(Standing standing, long bandwidthBps) {
        return new Answer.Done(new Order(standing, bandwidthBps, standing.name(), "o"));
    }
}
