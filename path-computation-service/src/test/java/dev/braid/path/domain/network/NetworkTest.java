package dev.braid.path.domain.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.engine.BoundedPath;
import dev.braid.path.engine.PathBounds;
import dev.braid.path.engine.PathQuery;
import dev.braid.path.engine.Resource;
import dev.braid.path.engine.Weighing;
import dev.braid.path.scenario.World;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String PARIS = "atlas-gb-lon-fr-par";
    private static final String AMSTERDAM = "nordic-gb-lon-nl-ams";

    private final World world = World.europe();

    @Test
    void whatAProviderPromisesCountsAndWhatItDoesNotSayCountsAsFlawless() {
        Network network = network(world.promise(PARIS, 40, 0.01, 0.999), Map.of());
        assertThat(used(network, PARIS)).containsExactly(40, Resource.ofLoss(0.01), Resource.ofAvailability(0.999));
        assertThat(used(network, AMSTERDAM)).containsExactly(0, 0, 0);
    }

    @Test
    void ofAnIdleNetworkNothingIsHeldAndTheOneItCameFromHoldsOn() {
        Network network = network(world, Map.of());
        network.hold(Map.of(PARIS, 3 * World.GBPS, AMSTERDAM, World.GBPS));
        network.measure(measure(PARIS, 70, 0.03));
        Network idle = network.idle();
        for (String link : List.of(PARIS, AMSTERDAM)) {
            int arc = idle.index().arc(link).orElseThrow();
            assertThat(idle.heldBps(arc)).isZero();
            assertThat(idle.load().residualBps(arc)).isEqualTo(network.capacityBps(arc));
            assertThat(network.heldBps(arc)).isPositive();
        }
        assertThat(used(idle, PARIS)).isEqualTo(used(network, PARIS));
    }

    @Test
    void aMeasureCountsWhereItIsMoreThanThePromise() {
        Network network = network(world.promise(PARIS, 40, 0.01, 0.999), Map.of());
        network.measure(measure(PARIS, 39, 0.02));
        assertThat(used(network, PARIS)).containsExactly(40, Resource.ofLoss(0.02), Resource.ofAvailability(0.999));
        network.measure(measure(PARIS, 41, 0.005));
        assertThat(used(network, PARIS)).containsExactly(41, Resource.ofLoss(0.01), Resource.ofAvailability(0.999));
        network.forgetMeasure(PARIS);
        assertThat(used(network, PARIS)).containsExactly(40, Resource.ofLoss(0.01), Resource.ofAvailability(0.999));
    }

    @Test
    void aLinkThatIsDownAndAMeasureOfLatencyAloneLeaveTheQualityAsItWas() {
        Network network = network(world, Map.of());
        network.measure(measure(PARIS, 70, 0.03));
        network.measure(new LinkMeasure(PARIS, NOW, 0, true, Optional.of(new LinkQuality(0, 1))));
        assertThat(used(network, PARIS)).startsWith(70, Resource.ofLoss(0.03));
        network.measure(new LinkMeasure(PARIS, NOW, 5_000, false));
        assertThat(used(network, PARIS)).startsWith(70, Resource.ofLoss(0.03));
    }

    @Test
    void whatIsLostWholeOrJittersBeyondAllMeasureFitsNoBound() {
        Network network = network(world, Map.of());
        network.measure(measure(PARIS, Long.MAX_VALUE, 1));
        assertThat(used(network, PARIS)).startsWith(2_000_000_000, 2_000_000_000);
    }

    @Test
    void measuredJitterMovesABoundedSearch() {
        Network network = network(world, Map.of());
        assertThat(way(network, 100)).containsExactly(AMSTERDAM, "nordic-nl-ams-de-fra");
        network.measure(measure(AMSTERDAM, 60, 0));
        network.measure(measure("nordic-nl-ams-de-fra", 41, 0));
        assertThat(way(network, 100)).containsExactly(PARIS, "atlas-fr-par-de-fra");
        assertThat(way(network, 101)).containsExactly(AMSTERDAM, "nordic-nl-ams-de-fra");
        network.forgetMeasure(AMSTERDAM);
        assertThat(way(network, 100)).containsExactly(AMSTERDAM, "nordic-nl-ams-de-fra");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aNetworkBuiltFromTheNewestMeasuresEqualsOneThatTookThemAll(long seed) {
        Random random = new Random(seed);
        Network live = network(world.promise(PARIS, 40, 0.01, 0.999), Map.of());
        Map<String, LinkMeasure> newest = new HashMap<>();
        List<String> links = live.topology().links().stream().map(Link::linkId).toList();
        for (int i = 0; i < 1_000; i++) {
            LinkMeasure measure =
                    measure(links.get(random.nextInt(links.size())), random.nextInt(100), random.nextDouble() / 10);
            live.measure(measure);
            newest.put(measure.linkId(), measure);
        }
        Network rebuilt = network(world, newest);
        for (String link : links) {
            assertThat(used(rebuilt, link)).as(link).isEqualTo(used(live, link));
        }
    }

    private static Network network(World world, Map<String, LinkMeasure> measures) {
        Topology topology = Topology.EMPTY.with(
                world.elements().stream()
                        .map(element -> new VersionedElement(1, element))
                        .toList(),
                List.of());
        return Network.of(topology, _ -> 0, measures::get);
    }

    private static LinkMeasure measure(String linkId, long jitterUs, double lossRatio) {
        return new LinkMeasure(linkId, NOW, 4_000, false, Optional.of(new LinkQuality(jitterUs, lossRatio)));
    }

    private static List<Integer> used(Network network, String linkId) {
        int arc = network.index().arc(linkId).orElseThrow();
        var qualities = network.load().qualities();
        return List.of(
                qualities.used(arc, Resource.JITTER),
                qualities.used(arc, Resource.LOSS),
                qualities.used(arc, Resource.UNAVAILABILITY));
    }

    /** From London to Frankfurt with the least latency and at most so much jitter. */
    private static List<String> way(Network network, long mostJitterUs) {
        BoundedPath search = new BoundedPath();
        BoundedPath.Outcome outcome = search.find(
                network.load(),
                new PathQuery()
                        .between(
                                network.index().nodesAt("gb-lon"),
                                network.index().nodesAt("de-fra"))
                        .weighing(Weighing.LATENCY),
                new PathBounds().most(Resource.JITTER, mostJitterUs));
        assertThat(outcome).isEqualTo(BoundedPath.Outcome.FOUND);
        return Arrays.stream(search.arcs(), 0, search.length())
                .mapToObj(arc -> network.index().link(arc).linkId())
                .toList();
    }
}
