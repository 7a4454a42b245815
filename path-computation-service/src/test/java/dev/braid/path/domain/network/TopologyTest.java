package dev.braid.path.domain.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.network.TopologyOutcome.Accepted;
import dev.braid.path.domain.network.TopologyOutcome.Refused;
import dev.braid.path.scenario.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TopologyTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String LINK = "atlas-gb-lon-fr-par";
    private static final String REVERSE = "atlas-fr-par-gb-lon";

    private final List<Element> elements = World.europe().elements();
    private final Topology europe =
            accepted(Topology.EMPTY, elements, List.of()).topology();

    @Test
    void everythingNewIsChangedAndEverythingEqualIsNot() {
        Accepted again = accepted(europe, elements, List.of());

        assertThat(europe.elements()).hasSameSizeAs(elements);
        assertThat(again.changed()).isEmpty();
        assertThat(again.unchangedCount()).isEqualTo(elements.size());
    }

    @Test
    void aChangedElementGetsAHigherVersionEvenAfterItWasRemoved() {
        RiskGroup cable = new RiskGroup("cable", "Cable");
        Topology with = accepted(europe, List.of(cable), List.of()).topology();
        long version = with.find(cable.reference()).orElseThrow().version();
        Accepted renamed = accepted(with, List.of(new RiskGroup("cable", "Old cable")), List.of());
        assertThat(renamed.changed())
                .singleElement()
                .satisfies(fresh -> assertThat(fresh.version()).isGreaterThan(version));

        Topology without = accepted(renamed.topology(), List.of(), List.of(cable.reference()))
                .topology();
        TopologyOutcome back =
                without.decide(new TopologyChange(List.of(cable), List.of()), _ -> 0, NOW.plusSeconds(1));
        assertThat(((Accepted) back).changed().getFirst().version())
                .isGreaterThan(renamed.changed().getFirst().version());
    }

    @Test
    void nothingMayNameAMissingElement() {
        refuses("names metro/nowhere", new Location("x", "X", "nowhere", LocationKind.DATA_CENTER, ""));
        refuses("names provider/nobody", new Node("x", "nobody", "gb-lon"));
        refuses("names location/nowhere", new Node("x", "atlas", "nowhere"));
        refuses("names provider/nobody", link(LINK, REVERSE, "nobody", "atlas-gb-lon", "atlas-fr-par", 10));
        refuses("names node/nowhere", link(LINK, REVERSE, "atlas", "nowhere", "atlas-fr-par", 10));
    }

    @Test
    void linksComeInPairsThatMirrorEachOther() {
        refuses("does not exist", link("one", "two", "atlas", "atlas-gb-lon", "atlas-fr-par", 10));
        refuses("starts and ends at node", link(LINK, REVERSE, "atlas", "atlas-gb-lon", "atlas-gb-lon", 10));
        refuses("do not mirror each other", link(LINK, REVERSE, "nordic", "atlas-gb-lon", "atlas-fr-par", 10));
        refuses("do not mirror each other", link(LINK, REVERSE, "atlas", "atlas-gb-lon", "atlas-de-fra", 10));
        refuses("do not mirror each other", link("third", REVERSE, "atlas", "atlas-gb-lon", "atlas-fr-par", 10));
        assertThat(decide(List.of(), List.of(reference(LINK)), 0))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.violations())
                                .anyMatch(violation -> violation.contains("which does not exist")));
    }

    @Test
    void aPairCanBeRemovedTogether() {
        assertThat(decide(List.of(), List.of(reference(LINK), reference(REVERSE)), 0))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void whatCarriesAPathStaysWhereItIs() {
        assertThat(decide(List.of(), List.of(reference(LINK), reference(REVERSE)), 5))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.violations())
                                .anyMatch(violation -> violation.contains("cannot be removed")));
        assertThat(decide(List.of(link(LINK, REVERSE, "atlas", "atlas-gb-lon", "atlas-fr-par", 10)), List.of(), 11))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.violations())
                                .containsExactly(
                                        "link/atlas-gb-lon-fr-par carries 11 bit/s of paths, more than the new capacity of 10 bit/s."));
        assertThat(decide(List.of(new Node("atlas-gb-lon", "atlas", "nl-ams")), List.of(), 5))
                .isInstanceOf(Refused.class);
        assertThat(decide(List.of(link(LINK, REVERSE, "atlas", "atlas-gb-lon", "atlas-fr-par", 11)), List.of(), 11))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void whatIsNamedByOthersCannotBeRemoved() {
        assertThat(decide(List.of(), List.of(new ElementReference(ElementKind.METRO, "gb-lon")), 0))
                .isInstanceOf(Refused.class);
    }

    @Test
    void whatIsNotThereCannotBeRemovedAndNothingIsNamedTwice() {
        assertThat(decide(List.of(), List.of(reference("ghost")), 0)).isInstanceOf(Refused.class);
        RiskGroup cable = new RiskGroup("cable", "Cable");
        assertThat(decide(List.of(cable, cable), List.of(), 0)).isInstanceOf(Refused.class);
    }

    @Test
    void aRefusedChangeTakesNothing() {
        int before = europe.elements().size();
        decide(List.of(new RiskGroup("cable", "Cable"), new Node("x", "nobody", "gb-lon")), List.of(), 0);

        assertThat(europe.elements()).hasSize(before);
        assertThat(europe.find(new ElementReference(ElementKind.RISK_GROUP, "cable")))
                .isEmpty();
    }

    @Test
    void elementsAreListedByKindInTheOrderOfTheirIds() {
        assertThat(europe.list(ElementKind.PROVIDER, "", 10))
                .extracting(found -> found.element().reference().id())
                .containsExactly("atlas", "nordic");
        assertThat(europe.list(ElementKind.LOCATION, "de-fra", 2))
                .extracting(found -> found.element().reference().id())
                .containsExactly("fr-par", "gb-lon");
    }

    @Test
    void aTariffIsExactAtTheLargestFiguresOfTheContract() {
        assertThat(Tariff.microsPerHour(1_000_000_000_000L, 10_000_000_000_000L))
                .isEqualTo(10_000_000_000_000_000L);
        assertThat(Tariff.microsPerHour(999_999_999_999L, 999_999_999L)).isEqualTo(999_999_998_999L);
        assertThat(Tariff.microsPerHour(1, 500_000_000)).isEqualTo(1);
        assertThat(Tariff.microsPerHour(1, 499_999_999)).isZero();
        assertThat(Tariff.microsPerHour(250_000, 1_500_000_000)).isEqualTo(375_000);
    }

    private static Link link(String id, String reverse, String provider, String from, String to, long capacityBps) {
        return new Link(
                id,
                provider,
                from,
                to,
                reverse,
                LinkKind.TERRESTRIAL,
                capacityBps,
                4_000,
                100,
                List.of(),
                LinkQuality.FLAWLESS,
                OptionalDouble.empty());
    }

    private static ElementReference reference(String linkId) {
        return new ElementReference(ElementKind.LINK, linkId);
    }

    private void refuses(String because, Element upsert) {
        assertThat(decide(List.of(upsert), List.of(), 0))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.violations()).anyMatch(violation -> violation.contains(because)));
    }

    private TopologyOutcome decide(List<Element> upserts, List<ElementReference> removals, long reservedOnTheLink) {
        return europe.decide(new TopologyChange(upserts, removals), id -> id.equals(LINK) ? reservedOnTheLink : 0, NOW);
    }

    private static Accepted accepted(Topology topology, List<Element> upserts, List<ElementReference> removals) {
        return Optional.of(topology.decide(new TopologyChange(upserts, removals), _ -> 0, NOW))
                .map(Accepted.class::cast)
                .orElseThrow();
    }
}
