package dev.braid.path.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.engine.NetworkLoad;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureStudyTest {
    private static final int NETWORKS = 400;

    /** What it says would be is what is, once the same happens to the network itself. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void foretellsWhatHappensAndTouchesNothing(long seed) {
        Random random = new Random(seed);
        MassReroute reroute = new MassReroute(2, 1);
        Map<Impacts.Kind, Integer> kinds = new HashMap<>();
        for (int i = 0; i < NETWORKS; i++) {
            PlacedNetwork network = PlacedNetwork.small(random);
            FailureStudy study = new FailureStudy(network.table, network.load);
            List<Runnable> changes = new ArrayList<>();
            failAndChange(random, network, study, changes);
            List<String> untouched = figures(network.load);

            Impacts impacts = study.answer(reroute);

            assertThat(figures(network.load)).isEqualTo(untouched);
            Map<Integer, Long> latencyBefore = sums(network, true);
            Map<Integer, Long> rateBefore = sums(network, false);
            changes.forEach(Runnable::run);
            assertThat(told(impacts))
                    .as("network %d of seed %d", i, seed)
                    .isEqualTo(happened(network, study.outage(), latencyBefore, rateBefore));
            assertThat(network.residuals(study.load())).isEqualTo(counted(network, study.outage(), impacts));
            for (int place = 0; place < impacts.size(); place++) {
                kinds.merge(impacts.kind(place), 1, Integer::sum);
            }
        }
        assertThat(kinds).hasSize(Impacts.Kind.values().length);
        assertThat(kinds.values()).allMatch(count -> count > NETWORKS / 10);
    }

    private static void failAndChange(
            Random random, PlacedNetwork network, FailureStudy study, List<Runnable> changes) {
        for (int fail = random.nextInt(3); fail > 0; fail--) {
            int arc = random.nextInt(network.graph.arcCount());
            study.outage().link(arc);
            changes.add(() -> network.load.measure(arc, network.load.latencyUs(arc), false));
            int mate = network.graph.mate(arc);
            changes.add(() -> network.load.measure(mate, network.load.latencyUs(mate), false));
        }
        for (int arc : random.ints(2, 0, network.graph.arcCount()).distinct().toArray()) {
            long price = random.nextInt(9);
            study.price(arc, price);
            changes.add(() -> network.load.price(arc, price));
        }
        for (int arc : random.ints(2, 0, network.graph.arcCount()).distinct().toArray()) {
            long latencyUs = 1 + random.nextInt(9);
            study.latency(arc, latencyUs);
            changes.add(0, () -> network.load.measure(arc, latencyUs, network.load.usable(arc)));
        }
    }

    private static List<String> figures(NetworkLoad load) {
        return IntStream.range(0, load.graph().arcCount())
                .mapToObj(arc -> load.residualBps(arc) + " " + load.latencyUs(arc) + " "
                        + load.priceMicrosPerGbpsHour(arc) + " " + load.usable(arc))
                .toList();
    }

    private static Map<Integer, Long> sums(PlacedNetwork network, boolean latency) {
        Map<Integer, Long> sums = new HashMap<>();
        for (int connection = 0; connection < network.table.end(); connection++) {
            sums.put(connection, sum(network.load, network.table.path(connection), latency));
        }
        return sums;
    }

    private static long sum(NetworkLoad load, int[] path, boolean latency) {
        return Arrays.stream(path)
                .mapToLong(arc -> latency ? load.latencyUs(arc) : load.priceMicrosPerGbpsHour(arc))
                .sum();
    }

    /** What is left after all moves: what breaks without being cut off stays where it is. */
    private static long[] counted(PlacedNetwork network, Outage outage, Impacts impacts) {
        for (int place = 0; place < impacts.size(); place++) {
            int connection = impacts.connection(place);
            boolean cut = Arrays.stream(network.table.path(connection)).anyMatch(outage::has);
            if (cut || impacts.kind(place) == Impacts.Kind.MOVES) {
                network.table.replace(connection, impacts.path(place), impacts.path(place).length);
            }
        }
        return network.counted();
    }

    private static List<String> told(Impacts impacts) {
        return IntStream.range(0, impacts.size())
                .mapToObj(place -> impacts.connection(place) + " " + impacts.kind(place) + " "
                        + Arrays.toString(impacts.path(place)) + " " + impacts.latencyBeforeUs(place) + ">"
                        + impacts.latencyAfterUs(place) + " " + impacts.rateBefore(place) + ">"
                        + impacts.rateAfter(place))
                .sorted()
                .toList();
    }

    /** The same by looking at every connection, and by the plain oracle. */
    private static List<String> happened(
            PlacedNetwork network, Outage outage, Map<Integer, Long> latencyBefore, Map<Integer, Long> rateBefore) {
        PlacedConnections table = network.table;
        int[] moving = IntStream.range(0, table.end())
                .filter(connection -> table.length(connection) > 0)
                .filter(connection -> Arrays.stream(table.path(connection)).anyMatch(outage::has)
                        || !table.terms(connection)
                                .keptBy(network.load, table.path(connection), table.length(connection)))
                .toArray();
        PlainRestoration plain = new PlainRestoration(network);
        plain.restore(outage, OldPaths.BROKEN, moving);
        List<String> happened = new ArrayList<>();
        for (int connection = 0; connection < table.end(); connection++) {
            int number = connection;
            boolean moves = Arrays.stream(moving).anyMatch(each -> each == number);
            int[] path = moves ? plain.paths.get(connection) : table.path(connection);
            long latencyAfter = sum(network.load, path, true);
            long rateAfter = sum(network.load, path, false);
            boolean other = latencyAfter != latencyBefore.get(connection) || rateAfter != rateBefore.get(connection);
            if (moves || other) {
                Impacts.Kind kind =
                        !moves ? Impacts.Kind.STAYS : path.length == 0 ? Impacts.Kind.BREAKS : Impacts.Kind.MOVES;
                happened.add(connection + " " + kind + " " + Arrays.toString(path) + " "
                        + latencyBefore.get(connection) + ">" + latencyAfter + " " + rateBefore.get(connection) + ">"
                        + rateAfter);
            }
        }
        return happened.stream().sorted().toList();
    }
}
