package dev.braid.path.domain.inquiry;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.path.domain.network.ElementKind;
import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.LinkKind;
import dev.braid.path.domain.network.LinkQuality;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Binding;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Priority;
import dev.braid.path.domain.route.Protection;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class WhatIfStudyTest {
    static final String NORTH = "nordic-gb-lon-nl-ams";

    private final Scenario europe = new Scenario(World.europe().location("us-nyc"));

    @Test
    void whoLosesALinkMovesAndOthersStay() {
        europe.request("north", 1, demand("gb-lon", "de-fra", 1));
        europe.request("south", 1, demand("gb-lon", "fr-par", 1));
        Consequences consequences = ifFailed(ElementKind.LINK, NORTH);

        assertThat(consequences.movedCount()).isEqualTo(1);
        assertThat(consequences.brokenCount()).isZero();
        Impact impact = consequences.impacts().getFirst();
        assertThat(impact.connection().connectionId()).isEqualTo("acme.north.1");
        assertThat(impact.kind()).isEqualTo(Impact.Kind.MOVES);
        assertThat(impact.before().linkIds()).containsExactly(NORTH, "nordic-nl-ams-de-fra");
        assertThat(impact.before().latencyUs()).isEqualTo(7_100);
        assertThat(impact.after().orElseThrow())
                .isEqualTo(new Placing(List.of("atlas-gb-lon-fr-par", "atlas-fr-par-de-fra"), List.of(), 9_000, 200));
        assertThat(consequences.priceBeforeMicrosPerHour()).isEqualTo(600 + 100);
        assertThat(consequences.priceAfterMicrosPerHour()).isEqualTo(200 + 100);
        assertThat(consequences.maxUtilisationBefore()).isEqualTo(0.1);
        assertThat(consequences.maxUtilisationAfter()).isEqualTo(0.2);
    }

    @Test
    void whoMattersMoreGoesFirstAndWhoFindsNothingBreaks() {
        europe.request("small", 1, demand("gb-lon", "de-fra", 3));
        europe.request("large", 1, demand("gb-lon", "de-fra", 4));
        europe.request("urgent", 1, holding(1, demand("gb-lon", "de-fra", 2)));
        europe.request("south", 1, demand("gb-lon", "fr-par", 6));
        Consequences consequences = ifFailed(ElementKind.PROVIDER, "nordic");

        assertThat(consequences.impacts())
                .extracting(impact -> impact.connection().connectionId() + " " + impact.kind())
                .containsExactly("acme.large.1 BREAKS", "acme.small.1 BREAKS", "acme.urgent.1 MOVES");
        Impact broken = consequences.impacts().getFirst();
        assertThat(broken.after()).isEmpty();
        assertThat(broken.rejection().orElseThrow().binding()).isEqualTo(Binding.BANDWIDTH);
        assertThat(broken.rejection().orElseThrow().message()).contains("2 Gbit/s in 9.0 ms can be had");
    }

    @Test
    void boundsHoldForTheNewPathToo() {
        europe.request("north", 1, within(8_000, demand("gb-lon", "de-fra", 1)));
        Consequences consequences = ifFailed(ElementKind.LINK, "nordic-nl-ams-gb-lon");

        assertThat(consequences.brokenCount()).isEqualTo(1);
        assertThat(consequences.impacts().getFirst().rejection().orElseThrow().conflictingFields())
                .containsExactly("objectives.max_latency_us");
        assertThat(consequences.priceAfterMicrosPerHour()).isZero();
    }

    @Test
    void allThatStandsSomewhereFailsWithThePlace() {
        europe.request("north", 1, demand("gb-lon", "de-fra", 1));
        for (ElementReference place : List.of(
                new ElementReference(ElementKind.NODE, "nordic-nl-ams"),
                new ElementReference(ElementKind.LOCATION, "nl-ams"),
                new ElementReference(ElementKind.METRO, "nl-ams"))) {
            assertThat(ifFailed(place.kind(), place.id()).movedCount())
                    .as("%s", place)
                    .isEqualTo(1);
        }
        assertThat(ifFailed(ElementKind.LOCATION, "de-fra").brokenCount()).isEqualTo(1);
        assertThat(ifFailed(ElementKind.METRO, "us-nyc").impacts()).isEmpty();
    }

    @Test
    void whereOneOfTwoPathsIsLeftTheConnectionGoesOnWithoutProtection() {
        Demand twofold = demand("gb-lon", "de-fra", 1)
                .withProtection(Optional.of(new Protection(Protection.Disjointness.LINK, false)));
        europe.request("twofold", 1, twofold);
        Consequences consequences = ifFailed(ElementKind.LINK, "atlas-fr-par-de-fra");

        assertThat(consequences.unprotectedCount()).isEqualTo(1);
        Impact impact = consequences.impacts().getFirst();
        assertThat(impact.kind()).isEqualTo(Impact.Kind.LOSES_PROTECTION);
        assertThat(impact.before().protectionLinkIds()).containsExactly("atlas-gb-lon-fr-par", "atlas-fr-par-de-fra");
        assertThat(impact.after().orElseThrow().linkIds()).containsExactly(NORTH, "nordic-nl-ams-de-fra");
        assertThat(impact.after().orElseThrow().protectionLinkIds()).isEmpty();
        assertThat(impact.rejection().orElseThrow().binding()).isEqualTo(Binding.PROTECTION);
    }

    @Test
    void aDearerProviderMakesItsConnectionsDearerWhereTheyAre() {
        europe.request("north", 1, demand("gb-lon", "de-fra", 1));
        europe.request("south", 1, demand("gb-lon", "fr-par", 1));
        Consequences consequences = consequences(new WhatIf(
                List.of(),
                List.of(),
                List.of(
                        new PriceChange(new ElementReference(ElementKind.PROVIDER, "nordic"), 1_500),
                        new PriceChange(new ElementReference(ElementKind.LINK, NORTH), 2_000)),
                List.of(),
                100));

        assertThat(consequences.dearerCount()).isEqualTo(1);
        Impact impact = consequences.impacts().getFirst();
        assertThat(impact.kind()).isEqualTo(Impact.Kind.COSTS_MORE);
        assertThat(impact.before().priceMicrosPerHour()).isEqualTo(600);
        assertThat(impact.after().orElseThrow().priceMicrosPerHour()).isEqualTo(900 + 450);
        assertThat(consequences.priceAfterMicrosPerHour()).isEqualTo(100 + 1_350);
    }

    @Test
    void anAddedLinkCarriesWhatIsAddedAndWhatMoves() {
        europe.request("north", 1, demand("gb-lon", "de-fra", 1));
        Consequences consequences = consequences(new WhatIf(
                List.of(new ElementReference(ElementKind.LINK, NORTH)),
                added(20),
                List.of(),
                List.of(demand("gb-lon", "de-fra", 15)),
                100));

        assertThat(consequences.impacts().getFirst().after().orElseThrow().linkIds())
                .containsExactly("direct");
        assertThat(consequences.demands()).hasSize(1).allMatch(Answer.Found.class::isInstance);
        assertThat(consequences.maxUtilisationAfter()).isEqualTo(16 / 20.0);
    }

    @Test
    void demandsThatDoNotFitTogetherAreAllRejectedAndFillNothing() {
        Consequences consequences = consequences(new WhatIf(
                List.of(),
                List.of(),
                List.of(),
                List.of(demand("gb-lon", "de-fra", 9), demand("gb-lon", "us-nyc", 1)),
                100));

        assertThat(consequences.demands()).allMatch(Answer.None.class::isInstance);
        assertThat(consequences.maxUtilisationAfter()).isZero();
    }

    @Test
    void aShortListStillCountsAll() {
        for (int i = 0; i < 5; i++) {
            europe.request("n" + i, 1, demand("gb-lon", "de-fra", 1));
        }
        Consequences consequences = consequences(
                new WhatIf(List.of(new ElementReference(ElementKind.LINK, NORTH)), List.of(), List.of(), List.of(), 2));

        assertThat(consequences.movedCount()).isEqualTo(5);
        assertThat(consequences.impacts())
                .extracting(impact -> impact.connection().connectionId())
                .containsExactly("acme.n0.1", "acme.n1.1");
    }

    @Test
    void whatIsBookedIsNotGivenAwayAndWhoseWindowEndsBeforeItMayStillUseTheLink() {
        Instant now = europe.now();
        Instant turn = now.plus(Duration.ofHours(1));
        europe.request("first", 1, Scenario.during(now, turn, demand("gb-lon", "de-fra", 10)));
        europe.request(
                "later", 1, Scenario.during(turn, turn.plus(Duration.ofHours(1)), demand("gb-lon", "de-fra", 10)));
        europe.request("endless", 1, holding(1, demand("gb-lon", "de-fra", 6)));
        assertThat(europe.way("endless.1")).startsWith("atlas-gb-lon-fr-par");

        Consequences consequences = consequences(new WhatIf(
                List.of(
                        new ElementReference(ElementKind.LINK, NORTH),
                        new ElementReference(ElementKind.LINK, "atlas-fr-par-de-fra")),
                List.of(),
                List.of(),
                List.of(demand("nl-ams", "de-fra", 1)),
                100));

        assertThat(consequences.impacts())
                .extracting(impact -> impact.connection().connectionId() + " " + impact.kind())
                .containsExactly("acme.endless.1 BREAKS", "acme.first.1 MOVES");
        assertThat(consequences.demands()).allMatch(Answer.None.class::isInstance);
        assertThat(consequences.maxUtilisationAfter()).isEqualTo(1);
    }

    @Test
    void theStudyEndsWhenItIsTold() {
        europe.request("north", 1, demand("gb-lon", "de-fra", 1));
        IllegalStateException told = new IllegalStateException("enough");
        assertThatThrownBy(() ->
                        WhatIfStudy.consequences(Snapshot.of(europe.state()), failed(ElementKind.LINK, NORTH), () -> {
                            throw told;
                        }))
                .isSameAs(told);
    }

    private Consequences ifFailed(ElementKind kind, String id) {
        return consequences(failed(kind, id));
    }

    private Consequences consequences(WhatIf asked) {
        return WhatIfStudy.consequences(Snapshot.of(europe.state()), asked, () -> {});
    }

    static WhatIf failed(ElementKind kind, String id) {
        return new WhatIf(List.of(new ElementReference(kind, id)), List.of(), List.of(), List.of(), 100);
    }

    static List<Link> added(long capacityGbps) {
        List<Link> pair = new ArrayList<>();
        pair.add(link("direct", "direct-back", "atlas-gb-lon", "atlas-de-fra", capacityGbps));
        pair.add(link("direct-back", "direct", "atlas-de-fra", "atlas-gb-lon", capacityGbps));
        return pair;
    }

    static Link link(String id, String reverse, String from, String to, long capacityGbps) {
        return new Link(
                id,
                "atlas",
                from,
                to,
                reverse,
                LinkKind.SUBMARINE,
                capacityGbps * World.GBPS,
                5_000,
                0,
                List.of(),
                LinkQuality.FLAWLESS,
                OptionalDouble.empty());
    }

    private static Demand holding(int priority, Demand demand) {
        return new Demand(
                demand.aLocationId(),
                demand.zLocationId(),
                demand.bandwidthBps(),
                demand.objectives(),
                demand.constraints(),
                demand.protection(),
                demand.window(),
                new Priority(priority, priority, false));
    }
}
