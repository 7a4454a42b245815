package dev.braid.provisioning.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.provisioning.domain.Command.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A provider that waits for people, and what the others do meanwhile. */
class ManualProviderTest {
    private static final Optional<PendingOn> PEOPLE =
            Optional.of(new PendingOn("cirrus", "a splice", Instant.parse("2026-01-01T00:00:00Z"), Optional.empty()));

    private final RolloutPlay play = new RolloutPlay();
    private Optional<PendingOn> people = PEOPLE;

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
                READ_BACK 1 atlas 100, READ_BACK 3 borea 100
                -> Activated 2 after 0
                -> OldLegsReleased 2
                """);
    }

    /** As of a carrier that changes no living order, so that all it can be asked is to activate. */
    @Test
    void anActivationThatWaitsIsLookedAtAndAskedForAgainAndNoChangeIs() {
        play.want(plan(1, 100, "atlas", "cirrus"));
        Function<Command, Answer> cirrus = command -> {
            if (!command.route().providerId().equals("cirrus") || people.isEmpty()) {
                return command.verb() == Verb.MODIFY ? new Answer.Refused("UNSUPPORTED", "never") : play.obey(command);
            }
            return switch (command.verb()) {
                case MODIFY -> new Answer.Refused("UNSUPPORTED", "never");
                case RESERVE -> play.obey(command);
                case ACTIVATE, READ_BACK, RELEASE ->
                    new Answer.Done(new Order(Order.Standing.HELD, 100, "waiting", "o", people));
            };
        };
        assertThat(play.play(cirrus)).contains("ACTIVATE 2 cirrus 100").doesNotContain("MODIFY", "->");
        assertThat(play.after(Duration.ofSeconds(6), cirrus))
                .contains("READ_BACK 2 cirrus 100")
                .doesNotContain("MODIFY", "ACTIVATE", "->");
        people = Optional.empty();
        assertThat(play.after(Duration.ofSeconds(20), cirrus))
                .contains("READ_BACK 2 cirrus 100", "ACTIVATE 2 cirrus 100", "-> Activated 1 after 0")
                .doesNotContain("MODIFY", "Drift", "Failed");
    }

    @Test
    void aChangeThatIsTakenBackIsAskedForUntilNobodyHasItInHand() {
        play.want(plan(1, 100, "cirrus"));
        play.play(play::obey);
        Function<Command, Answer> waiting = command -> command.verb() == Verb.MODIFY
                ? new Answer.Done(new Order(Order.Standing.IN_SERVICE, 100, "changing", "o", people))
                : play.obey(command);
        play.want(plan(2, 200, "cirrus"));
        play.play(waiting);
        play.want(plan(3, 100, "cirrus"));
        assertThat(play.after(Duration.ofSeconds(20), waiting)).contains("MODIFY 1 cirrus 100");
        assertThat(play.after(Duration.ofSeconds(60), waiting)).contains("MODIFY 1 cirrus 100");
        people = Optional.empty();
        assertThat(play.after(Duration.ofMinutes(5), play::obey))
                .contains("MODIFY 1 cirrus 100", "-> Activated 3 after 1");
    }

    @Test
    void itsOwnWorksHoldUpNoPlan() {
        Function<Command, Answer> working = command ->
                command.verb() == Verb.READ_BACK && command.route().providerId().equals("cirrus")
                        ? new Answer.Done(new Order(Order.Standing.IN_SERVICE, 100, "works", "o", people))
                        : play.obey(command);
        play.want(plan(1, 100, "cirrus", "atlas"));
        play.play(working);
        play.want(plan(2, 100, "cirrus", "borea"));
        assertThat(play.play(working)).contains("-> Activated 2 after 1");
        assertThat(play.after(Duration.ofSeconds(40), working)).contains("-> OldLegsReleased 2");
    }

    /** It changes no order. */
    @Test
    void aRefusedChangeDuringItsOwnWorksIsForgotten() {
        Function<Command, Answer> working = command -> command.verb() == Verb.MODIFY
                ? new Answer.Refused("UNSUPPORTED", "never")
                : command.verb() == Verb.READ_BACK
                        ? new Answer.Done(new Order(Order.Standing.IN_SERVICE, 100, "works", "o", people))
                        : play.obey(command);
        play.want(plan(1, 100, "cirrus"));
        play.play(play::obey);
        play.after(Duration.ofMinutes(6), working);
        play.want(plan(2, 200, "cirrus"));
        assertThat(play.play(working)).contains("-> Failed 2 at cirrus");
        assertThat(play.after(Duration.ofHours(1), working))
                .doesNotContain("MODIFY")
                .contains("READ_BACK 1 cirrus 100");
        play.want(plan(3, 100, "cirrus", "atlas"));
        assertThat(play.play(working)).contains("-> Activated 3 after 1").doesNotContain("MODIFY");
    }

    @Test
    void aChangeThatIsDoneCountsAlsoDuringItsOwnWorks() {
        Function<Command, Answer> working = command -> switch (command.verb()) {
            case MODIFY, READ_BACK ->
                new Answer.Done(new Order(Order.Standing.IN_SERVICE, command.bandwidthBps(), "works", "o", people));
            case RESERVE, ACTIVATE, RELEASE -> play.obey(command);
        };
        play.want(plan(1, 100, "cirrus"));
        play.play(play::obey);
        play.after(Duration.ofMinutes(6), working);
        play.want(plan(2, 200, "cirrus"));
        assertThat(play.play(working)).contains("MODIFY 1 cirrus 200").contains("-> Activated 2 after 1");
    }

    /** Its own works, say. */
    @Test
    void aCarrierThatWaitsForSomebodyWithoutBeingAskedIsLookedAtAsBefore() {
        play.want(plan(1, 100, "cirrus"));
        play.play(play::obey);
        Function<Command, Answer> working = command -> switch (command.verb()) {
            case MODIFY -> new Answer.Refused("UNSUPPORTED", "never");
            case READ_BACK -> new Answer.Done(new Order(Order.Standing.IN_SERVICE, 100, "works", "o", people));
            case RESERVE, ACTIVATE, RELEASE -> play.obey(command);
        };
        String told = "";
        for (int i = 0; i < 5; i++) {
            told += play.after(Duration.ofSeconds(60), working);
        }
        assertThat(told)
                .isEqualTo(
                        "READ_BACK 1 cirrus 100\n".repeat(told.lines().toList().size()));
        assertThat(told.lines().count()).isGreaterThan(3);
        assertThat(play.after(
                        Duration.ofSeconds(60),
                        command -> command.verb() == Verb.READ_BACK ? new Answer.Missing() : play.obey(command)))
                .contains("-> DriftFound 1");
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
