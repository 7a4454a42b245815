package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeHeapTest {
    private final NodeHeap heap = new NodeHeap();
    private final PriorityQueue<Long> keys = new PriorityQueue<>();

    /** How often each node is in the heap under a key. */
    private final Map<Map.Entry<Long, Integer>, Integer> entries = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void whatComesOutIsTheLeastOfWhatWentInWhateverHappensInBetween(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            // Few keys, so that many are equal; now and then more than the heap has room for at first.
            int range = 1 + random.nextInt(random.nextBoolean() ? 5 : 1_000_000);
            int steps = random.nextInt(random.nextInt(10) == 0 ? 3_000 : 100);
            for (int step = 0; step < steps; step++) {
                switch (random.nextInt(8)) {
                    case 0, 1, 2, 3 -> push(random.nextInt(range) - range / 3, random.nextInt(50));
                    case 4 -> {
                        for (int burst = random.nextInt(20); burst > 0; burst--) {
                            push(random.nextInt(range), random.nextInt(50));
                        }
                    }
                    // Asked for and left where it is: what is pushed next may be less.
                    case 5 -> look();
                    default -> poll();
                }
                assertThat(heap.isEmpty()).isEqualTo(keys.isEmpty());
            }
            if (random.nextBoolean()) {
                while (!keys.isEmpty()) {
                    poll();
                }
                assertThat(entries).isEmpty();
            } else if (random.nextBoolean()) {
                heap.clear();
            } else {
                heap.trim();
            }
            keys.clear();
            entries.clear();
            assertThat(heap.isEmpty()).isTrue();
        }
    }

    private void push(long key, int node) {
        heap.push(key, node);
        keys.add(key);
        entries.merge(Map.entry(key, node), 1, Integer::sum);
    }

    private void look() {
        if (!keys.isEmpty()) {
            assertThat(heap.leastKey()).isEqualTo(keys.peek());
        }
    }

    private void poll() {
        if (!keys.isEmpty()) {
            look();
            Map.Entry<Long, Integer> least = Map.entry(keys.remove(), heap.poll());
            assertThat(entries).containsKey(least);
            entries.computeIfPresent(least, (_, times) -> times == 1 ? null : times - 1);
        }
    }
}
