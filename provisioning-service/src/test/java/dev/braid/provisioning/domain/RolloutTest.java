package dev.braid.provisioning.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of commands and reports, as scripts that a planner can read. */
class RolloutTest {
    private static final Pace PACE = new Pace(
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            Duration.ofSeconds(6),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            new SplittableRandom(7));

    private static final Set<String> RELEASED = new HashSet<>();

    private Rollout rollout = Rollout.unknown("acme.web.1");
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private boolean gateOpen = true;
    private long sequence;

    @Test
    void aPlanIsReservedActivatedAndReadBackBeforeItIsActive() {
        want(plan(1, 100, "atlas", "borea"));
        assertThat(play(RolloutTest::obey)).isEqualTo("""
                RESERVE 1 atlas 100, RESERVE 2 borea 100
                ACTIVATE 1 atlas 100, ACTIVATE 2 borea 100
                READ_BACK 1 atlas 100, READ_BACK 2 borea 100
                -> Activated 1 after 0
                -> OldLegsReleased 1
                """);
    }

    @Test
    void theNextPlanIsMadeBeforeTheOldOneIsBroken() {
        want(plan(1, 100, "atlas", "borea"));
        play(RolloutTest::obey);
        want(plan(2, 100, "borea", "cirrus"));
        assertThat(play(RolloutTest::obey)).isEqualTo("""
                RESERVE 3 cirrus 100
                READ_BACK 2 borea 100, ACTIVATE 3 cirrus 100
                READ_BACK 3 cirrus 100
                -> Activated 2 after 1
                RELEASE 1 atlas 100
                READ_BACK 1 atlas 100
                -> OldLegsReleased 2
                """);
    }

    @Test
    void anotherBandwidthIsAModificationOfTheSameLegs() {
        want(plan(1, 100, "atlas"));
        play(RolloutTest::obey);
        want(plan(2, 200, "atlas"));
        assertThat(play(RolloutTest::obey)).isEqualTo("""
                MODIFY 1 atlas 200
                READ_BACK 1 atlas 200
                -> Activated 2 after 1
                -> OldLegsReleased 2
                """);
    }

    @Test
    void aPlanOfTheSameLegsIsAtRestAsSoonAsItIsSeen() {
        want(plan(1, 100, "atlas"));
        play(RolloutTest::obey);
        want(plan(2, 100, "atlas"));
        assertThat(play(RolloutTest::obey)).isEqualTo("""
                READ_BACK 1 atlas 100
                -> Activated 2 after 1
                -> OldLegsReleased 2
                """);
    }

    @Test
    void aRefusalReleasesWhatThePlanGotAndLeavesTheActivePlanAlone() {
        want(plan(1, 100, "atlas"));
        play(RolloutTest::obey);
        want(plan(2, 200, "atlas", "borea", "cirrus"));
        assertThat(play(command -> command.route().providerId().equals("cirrus")
                        ? new Answer.Refused("NO_CAPACITY", "full")
                        : obey(command)))
                .isEqualTo("""
                RESERVE 2 borea 200, RESERVE 3 cirrus 200
                -> Failed 2 at cirrus: NO_CAPACITY: full
                RELEASE 2 borea 200
                READ_BACK 2 borea 200
                """);
        assertThat(rollout.active()).contains(plan(1, 100, "atlas"));
    }

    @Test
    void aRefusedModificationIsTakenBack() {
        want(plan(1, 100, "atlas", "borea"));
        play(RolloutTest::obey);
        want(plan(2, 200, "atlas", "borea"));
        assertThat(play(command -> command.verb() == Verb.MODIFY
                                && command.route().providerId().equals("borea")
                                && command.bandwidthBps() == 200
                        ? new Answer.Refused("NO_CAPACITY", "full")
                        : obey(command)))
                .isEqualTo("""
                MODIFY 1 atlas 200, MODIFY 2 borea 200
                -> Failed 2 at borea: NO_CAPACITY: full
                MODIFY 1 atlas 100
                READ_BACK 1 atlas 100
                """);
    }

    @Test
    void nothingIsActivatedBeforeTheGateOpens() {
        gateOpen = false;
        want(plan(1, 100, "atlas"));
        assertThat(play(RolloutTest::obey)).isEqualTo("RESERVE 1 atlas 100\n");
        assertThat(rollout.atGate()).isTrue();
        gateOpen = true;
        assertThat(play(RolloutTest::obey)).isEqualTo("""
                ACTIVATE 1 atlas 100
                READ_BACK 1 atlas 100
                -> Activated 1 after 0
                -> OldLegsReleased 1
                """);
    }

    @Test
    void aReleaseIsReportedOnceNothingIsHeld() {
        want(plan(1, 100, "atlas", "borea"));
        play(RolloutTest::obey);
        want(Optional.empty(), true);
        assertThat(play(RolloutTest::obey)).isEqualTo("""
                RELEASE 1 atlas 100, RELEASE 2 borea 100
                READ_BACK 1 atlas 100, READ_BACK 2 borea 100
                -> Released 1
                """);
    }

    @Test
    void aReleaseOfNothingIsReportedAtOnceAndARejectionNever() {
        want(Optional.empty(), true);
        assertThat(play(RolloutTest::obey)).isEqualTo("-> Released 0\n");
        want(Optional.empty(), false);
        assertThat(play(RolloutTest::obey)).isEmpty();
    }

    @Test
    void aLostOrderIsOrderedAgainUnderTheSameReference() {
        want(plan(1, 100, "atlas"));
        play(RolloutTest::obey);
        now = now.plusSeconds(60);
        boolean[] lost = {true};
        assertThat(play(command -> {
                    if (lost[0] && command.verb() == Verb.READ_BACK) {
                        lost[0] = false;
                        return new Answer.Missing();
                    }
                    return obey(command);
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
        want(plan(1, 100, "atlas"));
        for (int i = 0; i < 50; i++) {
            step(_ -> new Answer.Unknown("no answer within 2 s"), new ArrayList<>());
            now = now.plusSeconds(31);
        }
        assertThat(rollout.refusedRevision()).isZero();
        assertThat(rollout.legs().getFirst().trial().attemptCount()).isEqualTo(50);
        assertThat(play(RolloutTest::obey)).contains("-> Activated 1 after 0");
    }

    private void want(Plan plan) {
        want(Optional.of(plan), false);
    }

    private void want(Optional<Plan> plan, boolean releaseAwaited) {
        rollout = rollout.accept(new Wish(++sequence, plan.map(Plan::generation).orElse(1L), plan, releaseAwaited));
    }

    /** Plays until nothing is left to do, a line for each step; waits out back-off. */
    private String play(Function<Command, Answer> provider) {
        List<String> lines = new ArrayList<>();
        int still = 0;
        while (still < 2) {
            still = step(provider, lines) ? 0 : still + 1;
            now = now.plusSeconds(still);
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private boolean step(Function<Command, Answer> provider, List<String> lines) {
        Decision decision = rollout.decide(gateOpen, now, PACE);
        tell(decision.reports(), lines);
        if (!decision.commands().isEmpty()) {
            lines.add(String.join(
                    ", ", decision.commands().stream().map(RolloutTest::line).toList()));
        }
        List<Reply> replies = decision.commands().stream()
                .map(command -> new Reply(command, provider.apply(command)))
                .toList();
        Decision heard = decision.rollout().hear(replies, now, PACE);
        tell(heard.reports(), lines);
        rollout = heard.rollout();
        return !decision.commands().isEmpty();
    }

    private static void tell(List<Report> reports, List<String> lines) {
        for (Report report : reports) {
            lines.add("-> "
                    + switch (report) {
                        case Report.Activated(var plan, var previous) ->
                            "Activated %d after %d".formatted(plan.revision(), previous);
                        case Report.Failed(var _, var revision, var route, var reason) ->
                            "Failed %d at %s: %s".formatted(revision, route.providerId(), reason);
                        case Report.OldLegsReleased(var _, var revision) -> "OldLegsReleased " + revision;
                        case Report.Released(var _, var revision) -> "Released " + revision;
                        case Report.DriftFound(var _, var revision, var _, var _, var difference) ->
                            "DriftFound %d: %s".formatted(revision, difference);
                    });
        }
    }

    private static String line(Command command) {
        String number = command.legId().substring(command.legId().lastIndexOf('.') + 1);
        return "%s %s %s %d".formatted(command.verb(), number, command.route().providerId(), command.bandwidthBps());
    }

    /** Does what it is told; a read-back of a released leg finds it ceased. */
    private static Answer obey(Command command) {
        Standing standing =
                switch (command.verb()) {
                    case RESERVE -> Standing.HELD;
                    case ACTIVATE, MODIFY, READ_BACK -> Standing.IN_SERVICE;
                    case RELEASE -> Standing.CEASED;
                };
        if (command.verb() == Verb.READ_BACK && RELEASED.contains(command.legId())) {
            standing = Standing.CEASED;
        }
        if (command.verb() == Verb.RELEASE) {
            RELEASED.add(command.legId());
        }
        return new Answer.Done(new Order(standing, command.bandwidthBps(), standing.name(), "o"));
    }

    @BeforeEach
    void forget() {
        RELEASED.clear();
    }

    private static Plan plan(long revision, long bandwidthBps, String... providers) {
        List<Route> routes = Arrays.stream(providers)
                .map(it -> new Route(it, List.of(it + "-link")))
                .toList();
        return new Plan(revision, 1, bandwidthBps, routes, 5, "USD");
    }
}
