package dev.braid.path.guard;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuspectSourceTest {
    private static final List<String> NORDIC =
            List.of("nordic-gb-lon-nl-ams", "nordic-nl-ams-gb-lon", "nordic-nl-ams-de-fra", "nordic-de-fra-nl-ams");
    private static final Evidence WARY =
            new Evidence(Duration.ofSeconds(30), Duration.ofSeconds(60), 0.8, 4, Duration.ofSeconds(10));
    /** Nordic, which has four links, is small by that. */
    private static final Evidence OF_FIVE =
            new Evidence(Duration.ofSeconds(30), Duration.ofSeconds(60), 0.8, 5, Duration.ofSeconds(10));

    private final Scenario europe = new Scenario(World.europe());

    @BeforeEach
    void aConnectionIsActiveOnTheLinksOfNordic() {
        europe.guardedBy(Policies.only(WARY));
        europe.request("web", 1, within(10_000, demand("gb-lon", "de-fra", 1)));
        europe.activate("web.1");
        assertThat(europe.way("web.1")).containsExactly(NORDIC.get(0), NORDIC.get(2));
        asUsual();
    }

    @Test
    void whereAllLinksOfAProviderTurnBadAtOnceNothingMoves() {
        allBad();

        assertThat(stopped())
                .isEqualTo(new Decision.Ignored(
                        "suspect-source",
                        "4 of the 4 links of nordic turned bad within 10 s, at 2026-03-01T12:00:01Z: "
                                + "its measuring is doubted."));
    }

    @Test
    void withoutThatRailTheLieMovesIt() {
        europe.guardedBy(Policies.only(Policies.GULLIBLE));
        allBad();

        assertThat(judge()).isInstanceOf(Decision.Changed.class);
    }

    @Test
    void allLinksDownAtOnceIsNoMoreBelieved() {
        europe.wait(Duration.ofSeconds(1));
        NORDIC.forEach(europe::cut);

        assertThat(stopped().kind()).isEqualTo("suspect-source");
    }

    @Test
    void itIsDoubtedForAsLongAsItSaysSo() {
        allBad();
        for (int minute = 0; minute < 60; minute++) {
            europe.wait(Duration.ofMinutes(1));
            NORDIC.forEach(link -> europe.measure(link, 30_000));
        }

        assertThat(stopped().kind()).isEqualTo("suspect-source");
    }

    @Test
    void onceItsLinksAreAsUsualForHalfAMinuteABadOneIsBelieved() {
        allBad();
        europe.wait(Duration.ofSeconds(1));
        asUsual();
        europe.wait(Duration.ofSeconds(30));
        asUsual();
        europe.wait(Duration.ofSeconds(1)).measure(NORDIC.getFirst(), 30_000);

        assertThat(judge()).isInstanceOf(Decision.Changed.class);
    }

    @Test
    void linksThatTurnBadOneAfterTheOtherAreBelieved() {
        for (String link : NORDIC) {
            europe.wait(Duration.ofSeconds(6)).measure(link, 30_000);
        }

        assertThat(judge()).isInstanceOf(Decision.Changed.class);
    }

    @Test
    void aCableWithSomeOfItsLinksIsBelieved() {
        europe.wait(Duration.ofSeconds(1));
        NORDIC.subList(0, 3).forEach(europe::cut);

        assertThat(judge()).isInstanceOf(Decision.Changed.class);
    }

    @Test
    void troubleOnTheLinksOfAnotherIsNotItsFault() {
        europe.wait(Duration.ofSeconds(1));
        List.of("atlas-gb-lon-fr-par", "atlas-fr-par-gb-lon", "atlas-gb-lon-nl-ams", "atlas-nl-ams-gb-lon")
                .forEach(link -> europe.measure(link, 4_100));
        europe.measure(NORDIC.getFirst(), 30_000);

        assertThat(judge()).isInstanceOf(Decision.Changed.class);
    }

    @Test
    void aForkDoubtsOnItsOwn() {
        allBad();

        assertThat(europe.state()
                        .fork()
                        .sources()
                        .turn("nordic", NORDIC.getFirst(), Duration.ofSeconds(10))
                        .badLinks())
                .isEqualTo(4);
        assertThat(europe.state().sources().isBad("nordic", NORDIC.getFirst())).isTrue();
    }

    @Test
    void aJudgementFromBeforeItsLinksWereAsUsualAgainIsStillDoubted() {
        allBad();
        europe.wait(Duration.ofSeconds(1));
        asUsual();

        assertThat(stopped().kind()).isEqualTo("suspect-source");
    }

    @Test
    void aLieThatIsOlderThanTheProcessIsDoubtedByWhatTheTopologyDeclares() {
        Scenario anew = new Scenario(World.europe()).guardedBy(Policies.only(WARY));
        NORDIC.forEach(link -> anew.measure(link, 30_000));
        anew.knows(europe.record("web.1"));

        assertThat(anew.judge("web.1", HealthState.BROKEN, 60_000))
                .isInstanceOfSatisfying(
                        Decision.Ignored.class, it -> assertThat(it.kind()).isEqualTo("suspect-source"));
    }

    @Test
    void whatPlansFromBeforeCountedOnIsUsualWhateverTheTopologyDeclares() {
        Scenario slow = new Scenario(World.europe()).guardedBy(Policies.only(WARY));
        NORDIC.forEach(link -> slow.measure(link, 9_000));
        slow.request("web", 1, within(20_000, demand("gb-lon", "de-fra", 1)));
        Scenario anew = new Scenario(World.europe()).guardedBy(Policies.only(WARY));
        anew.wait(Duration.ofSeconds(20));
        NORDIC.forEach(link -> anew.measure(link, 9_000));
        boolean before = anew.state().sources().isBad("nordic", NORDIC.getFirst());
        anew.knows(slow.record("web.1"));

        assertThat(before).isTrue();
        assertThat(anew.state().sources().isBad("nordic", slow.way("web.1").getFirst()))
                .isFalse();
    }

    @Test
    void aPlanThatWasMadeDuringTheLieMakesItNotUsual() {
        Scenario lied = new Scenario(World.europe());
        NORDIC.forEach(link -> lied.measure(link, 30_000));
        lied.measure("atlas-gb-lon-fr-par", 90_000).measure("atlas-gb-lon-nl-ams", 90_000);
        lied.request("late", 1, demand("gb-lon", "de-fra", 1));
        assertThat(lied.way("late.1")).contains(NORDIC.getFirst());
        Scenario anew = new Scenario(World.europe()).guardedBy(Policies.only(WARY));
        anew.wait(Duration.ofSeconds(20));
        NORDIC.forEach(link -> anew.measure(link, 30_000));

        anew.knows(lied.record("late.1")).knows(europe.record("web.1"));

        assertThat(anew.state().sources().isBad("nordic", NORDIC.getFirst())).isTrue();
    }

    @Test
    void aCarrierOfFewLinksIsDoubtedWhereAllOfThemTurnBadAtOnceButNotForEver() {
        europe.guardedBy(Policies.only(OF_FIVE));
        allBad();
        assertThat(stopped().kind()).isEqualTo("suspect-source");

        europe.wait(Duration.ofMinutes(10));

        assertThat(judge()).isInstanceOf(Decision.Changed.class);
    }

    @Test
    void aCutOfAllLinksOfASmallCarrierIsBelieved() {
        europe.guardedBy(Policies.only(OF_FIVE));
        europe.wait(Duration.ofSeconds(1));
        NORDIC.forEach(europe::cut);

        assertThat(judge()).isInstanceOf(Decision.Changed.class);
    }

    @Test
    void aCarrierOfFewLinksIsBelievedWhereOneOfThemIsAsUsual() {
        europe.guardedBy(Policies.only(OF_FIVE));
        europe.wait(Duration.ofSeconds(1));
        NORDIC.subList(0, 3).forEach(link -> europe.measure(link, 30_000));

        assertThat(judge()).isInstanceOf(Decision.Changed.class);
    }

    private void asUsual() {
        NORDIC.forEach(link -> europe.measure(link, 3_600));
    }

    private void allBad() {
        europe.wait(Duration.ofSeconds(1));
        NORDIC.forEach(link -> europe.measure(link, 30_000));
    }

    private Decision judge() {
        return europe.judge("web.1", HealthState.BROKEN, 33_600);
    }

    private Decision.Ignored stopped() {
        return (Decision.Ignored) judge();
    }
}
