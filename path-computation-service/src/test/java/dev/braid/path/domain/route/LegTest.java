package dev.braid.path.domain.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.network.Link;
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

        assertThat(Leg.of(first, second))
                .extracting(leg -> String.join("+", leg.linkIds()))
                .containsExactly("a-b", "b-c", "c-d", "a-c", "b-d");
        assertThat(Leg.priceMicrosPerHour(first, second)).isEqualTo(1 + 2 + 4 + 8 + 32);
    }

    private static Hop hop(String from, String to, long price) {
        return new Hop(Span.of(from + "-" + to, to + "-" + from, "atlas", from, to), World.GBPS, price);
    }
}
