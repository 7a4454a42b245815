package dev.braid.telemetry.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.braid.telemetry.domain.LatencyGraph.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyGraphTest {
    private static final long FAR = Long.MAX_VALUE / 4;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
    void agreesWithAllPairsWorkedOutAtOnce(long seed) {
        Random random = new Random(seed);
        int nodes = random.nextInt(2, 40);
        LatencyGraph graph = new LatencyGraph();
        long[][] latencyUs = new long[nodes][nodes];
        long[][] old = new long[nodes][nodes];
        for (int i = 0; i < nodes; i++) {
            Arrays.fill(latencyUs[i], FAR);
            latencyUs[i][i] = 0;
        }
        // Few different latencies, so that many paths are as fast; and several links beside each other.
        for (int i = random.nextInt(nodes, 6 * nodes); i > 0; i--) {
            int from = random.nextInt(nodes);
            int to = random.nextInt(nodes);
            long us = random.nextInt(1, 5);
            boolean fresh = random.nextBoolean();
            graph.add("n" + from, "n" + to, us, fresh);
            relax(latencyUs, old, from, to, us, fresh ? 0 : 1);
        }
        for (int via = 0; via < nodes; via++) {
            for (int from = 0; from < nodes; from++) {
                for (int to = 0; to < nodes; to++) {
                    relax(
                            latencyUs,
                            old,
                            from,
                            to,
                            latencyUs[from][via] + latencyUs[via][to],
                            old[from][via] + old[via][to]);
                }
            }
        }
        for (int from = 0; from < nodes; from++) {
            LatencyGraph.Paths paths = graph.from(List.of("n" + from));
            for (int to = 0; to < nodes; to++) {
                Reach expected = latencyUs[from][to] >= FAR
                        ? LatencyGraph.NONE
                        : new Reach(latencyUs[from][to], old[from][to] == 0);
                if (from != to) {
                    assertThat(paths.to(List.of("n" + to)))
                            .as("%d to %d", from, to)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void aMetroIsLeftAndEnteredByAnyOfItsNodes() {
        LatencyGraph graph = new LatencyGraph();
        graph.add("a1", "b1", 50, true);
        graph.add("a2", "b2", 30, true);
        graph.add("b2", "c1", 5, false);
        LatencyGraph.Paths paths = graph.from(List.of("a1", "a2", "unheard-of"));
        assertThat(paths.to(List.of("b1", "b2"))).isEqualTo(new Reach(30, true));
        assertThat(paths.to(List.of("c1", "nowhere"))).isEqualTo(new Reach(35, false));
        assertThat(graph.from(List.of("c1")).to(List.of("a1")).exists()).isFalse();
        assertThat(graph.from(List.of()).to(List.of("a1")).exists()).isFalse();
        assertThatThrownBy(() -> graph.add("a1", "b1", -1, true)).hasMessageContaining("-1 us");
    }

    @Test
    void fiveHundredMetrosTakeBoundedTime() {
        Random random = new Random(1);
        LatencyGraph graph = new LatencyGraph();
        List<List<String>> metros = new ArrayList<>();
        for (int metro = 0; metro < 500; metro++) {
            List<String> nodes = new ArrayList<>();
            for (int node = 0; node < 10; node++) {
                nodes.add(metro + "-" + node);
            }
            metros.add(nodes);
        }
        for (int link = 0; link < 20_000; link++) {
            graph.add(any(random, metros), any(random, metros), random.nextInt(100, 80_000), true);
        }
        long reached = assertTimeout(Duration.ofSeconds(60), () -> {
            long found = 0;
            for (List<String> from : metros) {
                LatencyGraph.Paths paths = graph.from(from);
                found += metros.stream().filter(to -> paths.to(to).exists()).count();
            }
            return found;
        });
        assertThat(reached).isEqualTo(500 * 500);
    }

    private static String any(Random random, List<List<String>> metros) {
        return metros.get(random.nextInt(metros.size())).get(random.nextInt(10));
    }

    private static void relax(long[][] latencyUs, long[][] old, int from, int to, long us, long olds) {
        if (us < latencyUs[from][to] || us == latencyUs[from][to] && olds < old[from][to]) {
            latencyUs[from][to] = us;
            old[from][to] = olds;
        }
    }
}
