package dev.braid.provisioning.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new leg that its carrier moves elsewhere in its soak is no better than a lost one: what was ordered is not there. */
class AstraySoakTest {
    private static final String ELSEWHERE = "found IN_SERVICE at 100 bit/s, links [x] and not [y]";

    private final RolloutPlay play = new RolloutPlay();
    private final Duration aThird = play.pace.soak().dividedBy(3);
    /** The carriers that have their order elsewhere, and those of them that leave it there. */
    private final Set<String> astray = new HashSet<>();

    private final Set<String> stubborn = new HashSet<>();
    /** The carriers that know of no order when they are asked how it stands, and else say nothing. */
    private final Set<String> forgetful = new HashSet<>();

    private final Set<String> silent = new HashSet<>();

    @BeforeEach
    void switchFromAtlasToBoreaAndCirrus() {
        play.want(plan(1, "atlas", "shared"));
        play.play(this::carriers);
        play.want(plan(2, "shared", "borea", "cirrus"));
        assertThat(play.play(this::carriers)).endsWith("-> Activated 2 after 1\n");
    }

    @Test
    void theOldLegsCarryAgainAndTheNewOnesAreReleased() {
        astray.add("borea");
        stubborn.add("borea");
        assertThat(play.after(aThird, this::carriers)).contains("""
                -> DriftFound 2: Wanted ACTIVE at 100 bit/s, %s
                -> Failed 2 at borea: In the soak: Wanted ACTIVE at 100 bit/s, %s; back to 1
                ACTIVATE 1 atlas 100
                READ_BACK 1 atlas 100
                -> Activated 1 after 2
                """.formatted(ELSEWHERE, ELSEWHERE));
        assertThat(play.rollout.active()).contains(plan(1, "atlas", "shared"));
        assertThat(play.rollout.legs())
                .extracting(it -> it.route().providerId())
                .containsExactly("atlas", "shared");
    }

    @Test
    void theLastLookOfTheSoakIsEarlyEnough() {
        assertThat(play.after(aThird, this::carriers) + play.after(aThird, this::carriers))
                .doesNotContain("->", "RELEASE");
        astray.add("cirrus");
        assertThat(play.after(aThird, this::carriers))
                .contains("-> Failed 2 at cirrus: In the soak: ", "-> Activated 1 after 2")
                .doesNotContain("OldLegsReleased", "RELEASE 1");
    }

    @Test
    void aLegOfBothPlansIsPlacedAgainAndTheSoakGoesOn() {
        astray.add("shared");
        play.now = play.now.plus(aThird);
        play.rollout = play.rollout.hinted("acme.web.1.2");
        assertThat(play.play(this::carriers))
                .contains("-> DriftFound 2: Wanted ACTIVE at 100 bit/s, " + ELSEWHERE, "ACTIVATE 2 shared 100")
                .doesNotContain("Failed", "RELEASE");
        assertThat(play.after(aThird.multipliedBy(2), this::carriers)).contains("-> OldLegsReleased 2");
    }

    @Test
    void theReturnWaitsForNobodyWhoLeavesALegOfBothPlansElsewhere() {
        astray.addAll(List.of("borea", "shared"));
        stubborn.add("shared");
        play.now = play.now.plus(aThird);
        play.rollout = play.rollout.hinted("acme.web.1.2");
        assertThat(play.play(this::carriers) + play.after(Duration.ofSeconds(60), this::carriers))
                .containsOnlyOnce("; back to 1")
                .containsSubsequence("ACTIVATE 1 atlas 100", "-> Activated 1 after 2", "RELEASE 3 borea");
    }

    @Test
    void anOldLegThatIsElsewhereByThenIsPlacedAsOrderedBeforeTheReturnIsTold() {
        astray.addAll(List.of("borea", "atlas"));
        stubborn.add("atlas");
        assertThat(play.after(aThird, this::carriers) + play.after(Duration.ofSeconds(60), this::carriers))
                .contains("; back to 1\nACTIVATE 1 atlas 100\n")
                .containsSubsequence("ACTIVATE 1 atlas 100", "ACTIVATE 1 atlas 100", "ACTIVATE 1 atlas 100")
                .containsOnlyOnce("-> Activated 1 after 2")
                .containsOnlyOnce("RELEASE 3 borea");
    }

    @Test
    void whereThereIsNoWayBackItIsPlacedAgain() {
        forgetful.add("shared");
        play.rollout = play.rollout.hinted("acme.web.1.2");
        List<String> lines = new ArrayList<>();
        play.step(this::carriers, lines);
        astray.add("borea");
        for (int i = 0; i < 5; i++) {
            play.now = play.now.plus(aThird);
            play.step(this::carriers, lines);
        }
        assertThat(lines)
                .anyMatch(it -> it.contains("ACTIVATE 3 borea 100"))
                .noneMatch(it -> it.startsWith("-> Failed"));
        assertThat(play.rollout.active()).contains(plan(2, "shared", "borea", "cirrus"));
    }

    /** At a customer's port the order that was activated last has the traffic: no old and new leg may be at the same time. */
    @Test
    void aNewPlanThatWantsTheLegsThatWereLeftActivatesAllOfThemAgainAfterTheReturn() {
        play.want(new Plan(3, 1, 200, plan(2, "shared", "borea", "cirrus").routes(), 5, "USD"));
        astray.add("borea");
        String script = play.play(this::carriers);
        assertThat(script)
                .containsSubsequence(
                        "-> Failed 2 at borea: In the soak: ", "ACTIVATE 1 atlas 100", "-> Activated 1 after 2")
                .endsWith("-> Activated 3 after 1\n")
                .containsOnlyOnce("ACTIVATE 3 borea")
                .containsOnlyOnce("ACTIVATE 4 cirrus")
                .doesNotContain("RELEASE");
        assertThat(script.indexOf("Activated 1")).isLessThan(script.indexOf("ACTIVATE 4"));
        assertThat(play.after(aThird.multipliedBy(3), this::carriers)).contains("RELEASE 1 atlas", "OldLegsReleased 3");
    }

    @Test
    void aNewPlanDoesNotWaitForAnOldCarrierThatDoesNotAnswer() {
        astray.add("borea");
        silent.add("atlas");
        play.now = play.now.plus(aThird);
        List<String> lines = new ArrayList<>();
        play.step(this::carriers, lines);
        play.want(plan(3, "shared", "dione"));
        for (int i = 0; i < 40; i++) {
            play.now = play.now.plusSeconds(1);
            play.step(this::carriers, lines);
        }
        String script = String.join("\n", lines);
        assertThat(script)
                .containsSubsequence("; back to 1", "-> Activated 3 after 2")
                .doesNotContain("Activated 1");
        assertThat(script.split("ACTIVATE 1 atlas 100", -1))
                .as("tries before that")
                .hasSizeGreaterThan(3);
        silent.clear();
        assertThat(play.after(Duration.ofSeconds(60), this::carriers)).endsWith("-> OldLegsReleased 3\n");
    }

    /** Places an order as ordered when it is activated, unless its carrier is stubborn. */
    private Answer carriers(Command command) {
        String carrier = command.route().providerId();
        if (silent.contains(carrier)) {
            return new Answer.Unknown("no answer");
        }
        if (forgetful.contains(carrier)) {
            return command.verb() == Verb.READ_BACK ? new Answer.Missing() : new Answer.Unknown("no answer");
        }
        if (command.verb() == Verb.ACTIVATE && !stubborn.contains(carrier)) {
            astray.remove(carrier);
        }
        return play.obey(command) instanceof Answer.Done(var order)
                        && astray.contains(carrier)
                        && order.standing() == Standing.IN_SERVICE
                ? new Answer.Done(order.astray("links [x] and not [y]"))
                : play.obey(command);
    }

    private static Plan plan(long revision, String... providers) {
        List<Route> routes = Arrays.stream(providers)
                .map(it -> new Route(it, List.of(it + "-link")))
                .toList();
        return new Plan(revision, 1, 100, routes, 5, "USD");
    }
}
