package dev.braid.path.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacedConnectionsTest {
    private static final int STEPS = 3000;

    /** Whatever is added, replaced and removed in whatever order: always what a plain map says. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void knowsWhereEveryConnectionRunsAndWhichRunOverALink(long seed) {
        Random random = new Random(seed);
        PlacedNetwork network = PlacedNetwork.small(random);
        PlacedConnections table = new PlacedConnections(network.graph);
        TreeMap<Integer, int[]> plain = new TreeMap<>();
        for (int step = 0; step < STEPS; step++) {
            int[] path = random.ints(random.nextInt(network.graph.arcCount() / 2), 0, network.graph.arcCount() / 2)
                    .distinct()
                    .map(pair -> arc(network, pair))
                    .toArray();
            Integer known = plain.isEmpty() ? null : plain.ceilingKey(random.nextInt(plain.lastKey() + 1));
            switch (random.nextInt(known == null ? 1 : 3)) {
                case 0 -> {
                    int number = table.add(network.randomRequest(), path, path.length);
                    int expected = IntStream.iterate(0, i -> i + 1)
                            .filter(i -> !plain.containsKey(i))
                            .findFirst()
                            .orElseThrow();
                    assertThat(number).isEqualTo(expected);
                    plain.put(number, path);
                }
                case 1 -> {
                    table.replace(known, path, path.length);
                    plain.put(known, path);
                }
                default -> {
                    table.remove(known);
                    plain.remove(known);
                }
            }
            if (plain.size() > 60) {
                plain.keySet().stream().limit(50).forEach(table::remove);
                plain.keySet().removeAll(plain.keySet().stream().limit(50).toList());
            }
            if (step % 20 == 0) {
                check(network, table, plain);
            }
        }
    }

    private static int arc(PlacedNetwork network, int pair) {
        return IntStream.range(0, network.graph.arcCount())
                .filter(arc -> network.graph.pair(arc) == pair)
                .findFirst()
                .orElseThrow();
    }

    private static void check(PlacedNetwork network, PlacedConnections table, TreeMap<Integer, int[]> plain) {
        assertThat(table.count()).isEqualTo(plain.size());
        plain.forEach((connection, path) ->
                assertThat(table.path(connection)).as("path of %d", connection).isEqualTo(path));
        for (int pair = 0; pair < network.graph.arcCount() / 2; pair++) {
            int over = pair;
            List<Integer> expected = new ArrayList<>();
            plain.forEach((connection, path) -> {
                if (Arrays.stream(path).anyMatch(arc -> network.graph.pair(arc) == over)) {
                    expected.add(connection);
                }
            });
            assertThat(IntStream.range(0, table.countOver(pair))
                            .map(position -> table.over(over, position))
                            .boxed())
                    .as("over pair %d", pair)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void refusesWhatIsNotThereAndPrioritiesThatTakeMoreThanTheyKeep() {
        PlacedNetwork network = PlacedNetwork.small(new Random(1));
        PlacedConnections table = new PlacedConnections(network.graph);
        int[] node = {0};

        assertThatThrownBy(() -> table.remove(3)).hasMessage("There is no connection 3");
        assertThatThrownBy(() -> new ConnectionRequest(node, node, 1, 3, 4, 0, PathTerms.FASTEST))
                .hasMessage("holdPriority is 4, not between 0 and setupPriority, which is 3");
        assertThatThrownBy(() -> new ConnectionRequest(node, node, 1, 8, 4, 0, PathTerms.FASTEST))
                .hasMessage("setupPriority is 8, not between 0 and 7");
    }
}
