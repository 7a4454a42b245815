package dev.braid.path.domain.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.LinkKind;
import dev.braid.path.domain.network.Span;
import dev.braid.path.domain.network.Topology;
import dev.braid.path.scenario.RandomWorld;
import dev.braid.path.scenario.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void everyLinkOfBothPathsIsOrderedOnceAndTheLegsCostWhatThePlanCosts(long seed) {
        Random random = new Random(seed);
        int sharing = 0;
        for (int i = 0; i < 1_500; i++) {
            RandomWorld world = new RandomWorld(random);
            PlanningState state = new PlanningState();
            state.apply(world.change());
            Protection protection = new Protection(world.protection().disjointness(), true);
            Demand demand = world.demand().withProtection(Optional.of(protection));
            Optional<Plan> found = PathFinder.find(state.network(), demand, Set.of(), Occasion.of(Cause.INQUIRY));
            if (found.isPresent()) {
                assertLegs(found.get(), state.network().topology(), "plan %d of seed %d: %s".formatted(i, seed, found));
                sharing += isPartlyShared(found.get()) ? 1 : 0;
            }
        }
        assertThat(sharing)
                .as("plans whose paths share some links, and not all")
                .isGreaterThan(10);
    }

    private static boolean isPartlyShared(Plan plan) {
        int shared = plan.protection().orElseThrow().overlap().linkIds().size();
        return shared > 0 && shared < plan.hops().size();
    }

    private static void assertLegs(Plan plan, Topology topology, String as) {
        List<String> ordered = new ArrayList<>();
        for (Leg leg : plan.legs()) {
            String node = leg.aNodeId();
            for (String linkId : leg.linkIds()) {
                Link link = topology.link(linkId).orElseThrow();
                assertThat(link.fromNodeId()).as(as).isEqualTo(node);
                assertThat(link.providerId()).as(as).isEqualTo(leg.providerId());
                node = link.toNodeId();
                ordered.add(linkId);
                ordered.add(link.reverseLinkId());
            }
            assertThat(node).as(as).isEqualTo(leg.zNodeId());
        }
        assertThat(ordered).as(as).doesNotHaveDuplicates();
        assertThat(ordered)
                .as(as)
                .containsExactlyInAnyOrderElementsOf(plan.holdings().keySet());
        assertThat(plan.legs().stream().mapToLong(Leg::priceMicrosPerHour).sum())
                .as(as)
                .isEqualTo(plan.priceMicrosPerHour());
        assertOneOrTheOther(plan, as);
        assertHandedOver(plan.hops(), plan, topology, as);
    }

    /** Along the working path both sides of each hand-off say the same, and what they say lies there. */
    private static void assertHandedOver(List<Hop> hops, Plan plan, Topology topology, String as) {
        List<Leg> legs = plan.legs(new Leg.Ends("port-a", "port-z"));
        List<String> names = new ArrayList<>(List.of("port-a"));
        String name = "port-a";
        int place = 0;
        while (place < hops.size()) {
            String first = hops.get(place).linkId();
            Leg leg = legs.stream()
                    .filter(it -> it.linkIds().getFirst().equals(first))
                    .findFirst()
                    .orElseThrow();
            assertThat(leg.aEnd().interconnectId()).as(as).isEqualTo(name);
            name = leg.zEnd().interconnectId();
            names.add(name);
            place += leg.linkIds().size();
            if (place < hops.size()) {
                Hop before = hops.get(place - 1);
                Hop after = hops.get(place);
                assertThat(name)
                        .as(as)
                        .isIn(before.linkId(), before.reverseLinkId(), after.linkId(), after.reverseLinkId());
                Link named = topology.link(name).orElseThrow();
                assertThat(named.linkId()).as(as).isLessThan(named.reverseLinkId());
                boolean joined = before.span().interconnect() || after.span().interconnect();
                assertThat(named.kind() == LinkKind.INTERCONNECT).as(as).isEqualTo(joined);
            }
        }
        assertThat(name).as(as).isEqualTo("port-z");
        assertThat(names).as(as).doesNotHaveDuplicates();
    }

    /** A leg belongs to both paths or to one, as a whole. */
    private static void assertOneOrTheOther(Plan plan, String as) {
        Set<String> second = new HashSet<>();
        plan.protection().orElseThrow().hops().forEach(hop -> {
            second.add(hop.linkId());
            second.add(hop.reverseLinkId());
        });
        for (Leg leg : plan.legs()) {
            assertThat(leg.linkIds().stream().map(second::contains).distinct())
                    .as(as)
                    .hasSize(1);
        }
    }

    @Test
    void whatBothPathsTakeInOppositeDirectionsIsOrderedOnce() {
        List<Hop> first = List.of(hop("a", "b", 1), hop("b", "c", 2), hop("c", "d", 4));
        List<Hop> second = List.of(hop("a", "c", 8), hop("c", "b", 16), hop("b", "d", 32));

        assertThat(Leg.of(first, second, Leg.Ends.UNSAID))
                .extracting(leg -> String.join("+", leg.linkIds()))
                .containsExactly("a-b", "b-c", "c-d", "a-c", "b-d");
        assertThat(Leg.priceMicrosPerHour(first, second)).isEqualTo(1 + 2 + 4 + 8 + 32);
    }

    @ParameterizedTest(name = "{0} by {1}: {2}")
    @CsvSource({
        // The fibre is the last link of the one leg, or the first of the other, whichever carrier owns it.
        "a1-a2 a2-c2 c2-c1, alpha alpha gamma, port-a a2-c2 port-z",
        "a1-a3 a3-b1 b1-b2 b2-c3 c3-c1, alpha beta beta gamma gamma, port-a a3-b1 b2-c3 port-z",
        "c1-c2 c2-a2 a2-a1, gamma alpha alpha, port-a a2-c2 port-z",
        "c1-c3 c3-b2 b2-b1 b1-a3 a3-a1, gamma gamma beta beta alpha, port-a b2-c3 a3-b1 port-z",
        // Nothing between them is an interconnect: the last link of the earlier leg serves.
        "a2-a1 a1-a9, alpha beta, port-a a1-a2 port-z",
    })
    void bothSidesOfAHandOffNameTheSameFibre(String links, String providers, String names) {
        String[] link = links.split(" ");
        String[] provider = providers.split(" ");
        List<Hop> hops = new ArrayList<>();
        for (int i = 0; i < link.length; i++) {
            String from = link[i].substring(0, 2);
            String to = link[i].substring(3);
            boolean interconnect = from.charAt(0) != to.charAt(0);
            hops.add(new Hop(Span.of(link[i], to + "-" + from, provider[i], from, to, interconnect), 1, 1));
        }
        List<Leg> legs = Leg.of(hops, List.of(), new Leg.Ends("port-a", "port-z"));

        List<String> name = List.of(names.split(" "));
        assertThat(legs).extracting(leg -> leg.aEnd().interconnectId()).isEqualTo(name.subList(0, name.size() - 1));
        assertThat(legs).extracting(leg -> leg.zEnd().interconnectId()).isEqualTo(name.subList(1, name.size()));
        assertThat(legs)
                .extracting(leg -> leg.aEnd().atCustomer())
                .startsWith(true)
                .containsOnlyOnce(true);
        assertThat(legs)
                .extracting(leg -> leg.zEnd().atCustomer())
                .endsWith(true)
                .containsOnlyOnce(true);
    }

    private static Hop hop(String from, String to, long price) {
        return new Hop(Span.of(from + "-" + to, to + "-" + from, "atlas", from, to), World.GBPS, price);
    }
}
