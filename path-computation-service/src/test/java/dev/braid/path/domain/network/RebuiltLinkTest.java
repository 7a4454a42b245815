package dev.braid.path.domain.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Explanation;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans outlive the links that they were made on: a link may come again under its name, and be another one. */
class RebuiltLinkTest {
    private static final int LINKS = 10;
    private static final List<String> PROVIDERS = List.of("atlas", "nordic");

    private final List<Side> sides = new ArrayList<>();
    private final List<Held> all = new ArrayList<>();

    /** A network that holds plans, and one that holds what their names say. */
    private record Side(Network network, Network plain, List<Held> held) {}

    private record Held(PathRecord record, long bandwidthBps) {
        void takeByName(Network plain, boolean hold) {
            for (Hop hop : record.plan().orElseThrow().hops()) {
                Map<String, Long> both = Map.of(hop.linkId(), bandwidthBps, hop.reverseLinkId(), bandwidthBps);
                if (hold) {
                    plain.hold(both);
                } else {
                    plain.release(both);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void aPlanIsHeldAndReleasedAsItsNamesSayOnWhateverNetworkStandsNow(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            rebuild(random);
        }
        for (int step = 0; step < 1_500; step++) {
            Side side = sides.get(random.nextInt(sides.size()));
            switch (random.nextInt(20)) {
                case 0 -> {
                    sides.remove(side);
                    rebuild(random);
                }
                case 1 -> sides.add(new Side(side.network.copy(), side.plain.copy(), new ArrayList<>(side.held)));
                case 2, 3, 4, 5, 6, 7, 8, 9 -> release(random, side);
                default -> {
                    Held held = all.get(random.nextInt(all.size()));
                    held.record.holdOn(side.network);
                    held.takeByName(side.plain, true);
                    side.held.add(held);
                }
            }
            assertSame(side);
        }
        for (Side side : sides) {
            while (!side.held.isEmpty()) {
                release(random, side);
            }
            assertSame(side);
            assertThat(side.network.maxUtilisation()).isZero();
        }
    }

    private static void release(Random random, Side side) {
        if (!side.held.isEmpty()) {
            Held held = side.held.remove(random.nextInt(side.held.size()));
            held.record.releaseOn(side.network);
            held.takeByName(side.plain, false);
        }
    }

    private static void assertSame(Side side) {
        for (int arc = 0; arc < side.plain.index().graph().arcCount(); arc++) {
            assertThat(side.network.load().residualBps(arc))
                    .as(side.plain.index().link(arc).linkId())
                    .isEqualTo(side.plain.load().residualBps(arc));
        }
    }

    /** Another network of links of the same names, some of them as they were before, and plans over these. */
    private void rebuild(Random random) {
        Topology topology = topology(random);
        // Read before the network is built, as on a start, or after that, as when the topology changes.
        boolean before = random.nextBoolean();
        if (before) {
            plans(random, topology);
        }
        Network network = Network.of(topology, _ -> 0, _ -> null);
        sides.add(new Side(network, network.copy(), new ArrayList<>()));
        if (!before) {
            plans(random, topology);
        }
    }

    private void plans(Random random, Topology topology) {
        for (int i = 0; i < 6; i++) {
            List<Hop> hops = new ArrayList<>();
            for (Link link : topology.links()) {
                if (link.linkId().compareTo(link.reverseLinkId()) < 0 == random.nextBoolean()
                        && hops.stream().noneMatch(hop -> hop.linkId().equals(link.reverseLinkId()))
                        && random.nextBoolean()) {
                    hops.add(new Hop(Span.of(link), 1, 1));
                }
            }
            all.add(held((1 + random.nextInt(9)) * World.GBPS, hops));
        }
    }

    private static Held held(long bandwidthBps, List<Hop> hops) {
        Demand demand = Scenario.demand("a", "z", 1);
        Explanation why = new Explanation(
                Cause.SUBMITTED, demand.objectives().metric(), "", 0, 0, List.of(), List.of(), List.of());
        Plan plan = new Plan(1, 1, hops, bandwidthBps, 1, 1, "EUR", why, Optional.empty(), Optional.empty());
        PathRecord blank = PathRecord.blank("acme.web.1", "acme.web", "acme", demand);
        PathRecord record = new PathRecord(
                blank.connectionId(),
                blank.intentKey(),
                blank.tenantId(),
                1,
                1,
                blank.decideTime(),
                blank.phase(),
                demand,
                Optional.of(plan),
                List.of(),
                Optional.empty(),
                1,
                blank.moves(),
                blank.refusedLinkIds(),
                0,
                0,
                1,
                Optional.empty());
        return new Held(record, bandwidthBps);
    }

    /** Names the links by lot, so that one of them may be another pair's, provider's or way's than in the last one. */
    private static Topology topology(Random random) {
        List<Element> elements = new ArrayList<>();
        PROVIDERS.forEach(id -> elements.add(new Provider(id, id, false, Optional.empty())));
        elements.add(new Metro("metro", "metro", "DE", 0, 0));
        elements.add(new Location("place", "", "metro", LocationKind.DATA_CENTER, ""));
        for (int i = 0; i < 4; i++) {
            elements.add(new Node("node-" + i, PROVIDERS.getFirst(), "place"));
        }
        List<String> names = new ArrayList<>(
                IntStream.range(0, LINKS).mapToObj(i -> "rebuilt-" + i).toList());
        if (random.nextBoolean()) {
            Collections.shuffle(names, random);
        }
        // Without some of them.
        for (int i = 0; i + 1 < LINKS - 2 * random.nextInt(3); i += 2) {
            int from = random.nextInt(4);
            int to = (from + 1 + random.nextInt(3)) % 4;
            String provider = PROVIDERS.get(random.nextInt(PROVIDERS.size()));
            elements.add(link(names.get(i), names.get(i + 1), provider, from, to));
            elements.add(link(names.get(i + 1), names.get(i), provider, to, from));
        }
        return Topology.EMPTY.with(
                elements.stream()
                        .map(element -> new VersionedElement(1, element))
                        .toList(),
                List.of());
    }

    private static Link link(String id, String reverse, String provider, int from, int to) {
        return new Link(
                id,
                provider,
                "node-" + from,
                "node-" + to,
                reverse,
                LinkKind.TERRESTRIAL,
                1_000 * World.GBPS,
                1,
                1,
                List.of(),
                LinkQuality.FLAWLESS,
                OptionalDouble.empty());
    }
}
