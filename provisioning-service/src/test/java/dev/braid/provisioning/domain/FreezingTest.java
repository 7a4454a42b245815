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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a change that is not ours, where it is to be left as it is. */
class FreezingTest {
    private static final Caution FREEZE_ATLAS = new Caution(Instant.EPOCH, Instant.EPOCH, "atlas"::equals);
    private static final Caution FREEZE_NOTHING = new Caution(Instant.EPOCH, Instant.EPOCH, _ -> false);
    private static final Answer SLOWER = done(Standing.IN_SERVICE, 40, Optional.empty());
    private static final PendingOn PEOPLE =
            new PendingOn("atlas", "a splice", Instant.parse("2026-01-01T00:00:00Z"), Optional.empty());
    private static final String NOTHING = "";

    private final RolloutPlay play = new RolloutPlay();
    /** What a look at atlas shows instead of what was commanded. */
    private Optional<Answer> seen = Optional.empty();

    @BeforeEach
    void bothCarry() {
        play.caution = FREEZE_ATLAS;
        play.want(plan(1, 100, "atlas", "borea"));
        assertThat(play.play(this::provider)).contains("-> Activated 1");
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of(SLOWER, LegState.ACTIVE, 40),
                Arguments.of(done(Standing.IN_SERVICE, 400, Optional.empty()), LegState.ACTIVE, 400),
                Arguments.of(done(Standing.HELD, 100, Optional.empty()), LegState.RESERVED, 100),
                Arguments.of(done(Standing.PENDING, 100, Optional.of(PEOPLE)), LegState.WAITING, 100),
                Arguments.of(done(Standing.CEASED, 0, Optional.empty()), LegState.RELEASED, 0),
                Arguments.of(new Answer.Missing(), LegState.RELEASED, 0));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeThatIsNotOursIsLeftAsItIsAndToldOnce(Answer answer, LegState state, long bandwidthBps) {
        seen = Optional.of(answer);
        String first = hours(1);
        assertThat(first.lines().filter(it -> it.startsWith("->")))
                .singleElement()
                .asString()
                .startsWith("-> Frozen 1: Wanted ACTIVE at 100 bit/s, found ");
        Instant since = atlas().sight().frozen().orElseThrow().sinceTime();
        String then = hours(1);
        assertThat(then.lines()).hasSizeBetween(50, 250).containsOnly("READ_BACK 1 atlas 100", "READ_BACK 2 borea 100");
        assertThat(atlas().sight().frozen()).contains(new Frozen(since, state, bandwidthBps));
        assertThat(atlas().bandwidthBps()).isEqualTo(100);
        assertThat(atlas().trial().attemptCount()).isZero();
        assertThat(play.rollout.active()).contains(plan(1, 100, "atlas", "borea"));
    }

    /** cirrus takes the ports of atlas: traffic that has to come back goes before what somebody has changed. */
    @Test
    void whereTrafficHasToComeBackItIsActivatedAgain() {
        freeze();
        play.want(plan(2, 100, "cirrus", "dune"));
        String told = play.after(
                Duration.ofMinutes(1),
                command -> command.route().providerId().equals("dune") && command.verb() != Verb.RESERVE
                        ? done(Standing.HELD, 100, Optional.of(PEOPLE))
                        : provider(command));
        assertThat(told).contains("ACTIVATE 3 cirrus 100, ACTIVATE 4 dune 100", "ACTIVATE 1 atlas 100");
        assertThat(atlas().sight().frozen()).isEmpty();
    }

    @Test
    void whatIsAsWantedAgainIsNotFrozenAnyMore() {
        freeze();
        seen = Optional.empty();
        assertThat(hours(1)).doesNotContain("->");
        assertThat(atlas().sight().frozen()).isEmpty();
        assertThat(atlas().trial()).isEqualTo(Trial.FRESH);
    }

    @Test
    void anOperatorEndsItAndWhatIsFoundThenIsRepaired() {
        freeze();
        play.rollout = play.rollout.thawed("acme.web.1.2");
        assertThat(atlas().sight().frozen()).isPresent();
        play.rollout = play.rollout.thawed("acme.web.1.1");
        assertThat(play.play(this::provider)).isEqualTo("""
                READ_BACK 1 atlas 100
                -> DriftFound 1: Wanted ACTIVE at 100 bit/s, found IN_SERVICE at 40 bit/s
                MODIFY 1 atlas 100
                READ_BACK 1 atlas 100
                """);
        assertThat(atlas().sight().frozen()).isEmpty();
    }

    @Test
    void aLegThatIsLostInItsSoakIsNotFrozenWhileThereIsAWayBack() {
        play.caution = new Caution(Instant.EPOCH, Instant.EPOCH, _ -> true);
        play.want(plan(2, 100, "borea", "cirrus"));
        assertThat(play.play(play::obey)).contains("-> Activated 2 after 1");
        assertThat(play.after(
                        Duration.ofSeconds(10),
                        command -> command.verb() == Command.Verb.READ_BACK
                                        && command.route().providerId().equals("cirrus")
                                ? new Answer.Missing()
                                : play.obey(command)))
                .contains("-> Failed 2 at cirrus: In the soak", "back to 1", "-> Activated 1 after 2")
                .doesNotContain("Frozen");
    }

    @Test
    void anotherPolicyEndsIt() {
        freeze();
        play.caution = FREEZE_NOTHING;
        assertThat(play.play(this::provider)).contains("-> DriftFound 1", "MODIFY 1 atlas 100");
    }

    @Test
    void anotherBandwidthEndsIt() {
        freeze();
        play.want(plan(2, 200, "atlas", "borea"));
        assertThat(play.play(this::provider)).isEqualTo("""
                MODIFY 1 atlas 200, MODIFY 2 borea 200
                READ_BACK 1 atlas 200, READ_BACK 2 borea 200
                -> Activated 2 after 1
                -> OldLegsReleased 2
                """);
    }

    @Test
    void theEndOfTheConnectionEndsIt() {
        freeze();
        play.want(Optional.empty(), true);
        assertThat(play.play(play::obey)).isEqualTo("""
                RELEASE 1 atlas 100, RELEASE 2 borea 100
                READ_BACK 1 atlas 100, READ_BACK 2 borea 100
                -> Released 1
                """);
    }

    @Test
    void aPlanThatDoesNotNeedItEndsIt() {
        freeze();
        play.want(plan(2, 100, "cirrus", "borea"));
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
    void aPlanThatWantsTheSameOfItIsHeldAndGoesOnOnceItIsThawed() {
        freeze();
        play.want(plan(2, 100, "atlas", "cirrus"));
        assertThat(play.play(this::provider)).isEqualTo("RESERVE 3 cirrus 100\n");
        assertThat(hours(1).lines())
                .containsOnly("READ_BACK 1 atlas 100", "READ_BACK 2 borea 100", "READ_BACK 3 cirrus 100");
        assertThat(play.rollout.ready()).isFalse();

        play.rollout = play.rollout.thawed("acme.web.1.1");
        assertThat(play.play(this::provider))
                .contains("-> DriftFound 2", "MODIFY 1 atlas 100", "ACTIVATE 3 cirrus 100")
                .contains("-> Activated 2 after 1");
        assertThat(play.after(play.pace.soak(), this::provider)).contains("RELEASE 2 borea 100");
    }

    @Test
    void aLookWithoutAnAnswerFreezesNothingAndEndsNothing() {
        for (Answer none : List.of(new Answer.Unknown("no answer"), new Answer.Refused("CLOSED", "come back later"))) {
            seen = Optional.of(none);
            assertThat(hours(1)).doesNotContain("->");
            assertThat(atlas().sight().frozen()).isEmpty();
        }
        freeze();
        Optional<Frozen> frozen = atlas().sight().frozen();
        seen = Optional.of(new Answer.Unknown("no answer"));
        assertThat(hours(1).lines()).containsOnly("READ_BACK 1 atlas 100", "READ_BACK 2 borea 100");
        assertThat(atlas().sight().frozen()).isEqualTo(frozen).isPresent();
    }

    @Test
    void whatOurOwnCommandMayHaveDoneIsRepaired() {
        play.want(plan(2, 200, "atlas", "borea"));
        play.step(_ -> new Answer.Unknown("no answer"), new ArrayList<>());
        play.want(plan(3, 100, "atlas", "borea"));
        seen = Optional.of(done(Standing.IN_SERVICE, 200, Optional.empty()));
        assertThat(hours(1))
                .contains("-> DriftFound 3: Wanted ACTIVE at 100 bit/s, found IN_SERVICE at 200 bit/s")
                .contains("MODIFY 1 atlas 100")
                .doesNotContain("Frozen");

        // It was seen as wanted after that command had expired, so that what changes it now is not ours.
        freeze();
    }

    @Test
    void whatIsNotSeenInServiceAfterOurCommandIsNoChangeOfSomebodyElse() {
        play.want(plan(2, 200, "atlas", "borea"));
        seen = Optional.of(SLOWER);
        List<String> lines = new ArrayList<>();
        play.step(this::provider, lines);
        seen = Optional.of(SLOWER);
        play.step(this::provider, lines);
        assertThat(lines).contains("-> DriftFound 2: Wanted ACTIVE at 200 bit/s, found IN_SERVICE at 40 bit/s");
    }

    @Test
    void otherProvidersAreRepaired() {
        play.now = play.now.plusSeconds(60);
        boolean[] lost = {true};
        assertThat(play.play(command -> {
                    if (lost[0]
                            && command.verb() == Verb.READ_BACK
                            && command.legId().endsWith(".2")) {
                        lost[0] = false;
                        return new Answer.Missing();
                    }
                    return play.obey(command);
                }))
                .contains("-> DriftFound 1: Wanted ACTIVE at 100 bit/s, found no order", "RESERVE 2 borea 100");
    }

    @Test
    void driftIsToldAlsoWhenTheLookBeforeHadNoAnswer() {
        play.caution = FREEZE_NOTHING;
        seen = Optional.of(new Answer.Unknown("no answer"));
        hours(1);
        assertThat(atlas().trial().attemptCount()).isPositive();
        seen = Optional.of(SLOWER);
        assertThat(hours(1)).containsOnlyOnce("-> DriftFound 1");
    }

    private void freeze() {
        seen = Optional.of(SLOWER);
        assertThat(hours(1)).contains("-> Frozen " + play.rollout.highestRevision());
    }

    /** Time passes, and all is done that is due in it. */
    private String hours(int count) {
        List<String> lines = new ArrayList<>();
        Instant end = play.now.plusSeconds(3600L * count);
        Instant due = play.now;
        while (due.isBefore(end)) {
            play.now = due;
            while (play.step(this::provider, lines)) {
                // Until it rests.
            }
            due = play.rollout.decide(true, play.now, play.pace, play.caution).dueTime();
        }
        return lines.isEmpty() ? NOTHING : String.join("\n", lines) + "\n";
    }

    /** Does what it is told; a look at atlas shows something else until it is commanded anything. */
    private Answer provider(Command command) {
        if (!command.route().providerId().equals("atlas")) {
            return play.readsHeld(command);
        }
        if (command.verb() != Verb.READ_BACK) {
            seen = Optional.empty();
        }
        return seen.orElseGet(() -> play.obey(command));
    }

    private Leg atlas() {
        return play.rollout.legs().getFirst();
    }

    private static Answer done(Standing standing, long bandwidthBps, Optional<PendingOn> pendingOn) {
        return new Answer.Done(new Order(standing, bandwidthBps, standing.name(), "o-1", pendingOn));
    }

    private static Plan plan(long revision, long bandwidthBps, String... providers) {
        List<Route> routes = Arrays.stream(providers)
                .map(it -> new Route(it, List.of(it + "-link")))
                .toList();
        return new Plan(revision, 1, bandwidthBps, routes, 5, "USD");
    }
}
