package dev.braid.path.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Turns turns = new Turns(2);

    @Test
    void thoseThatWaitLongestComeFirstAndTheOthersAtOnceAfterThem() {
        Set<String> due = new LinkedHashSet<>(List.of("a", "b", "c"));
        assertThat(turns.next(due, false, NOW)).containsExactly("a", "b");
        assertThat(turns.more()).isTrue();
        due.removeAll(List.of("a", "b"));
        assertThat(turns.next(due, false, NOW)).containsExactly("c");
        assertThat(turns.more()).isFalse();
    }

    @Test
    void whoHasToWaitIsTriedAgainASecondLaterOrOnceSomethingIsLetGo() {
        Set<String> due = Set.of("a");
        assertThat(turns.next(due, false, NOW)).containsExactly("a");
        turns.waits("a");
        assertThat(turns.next(due, false, NOW.plusMillis(999))).isEmpty();
        assertThat(turns.next(due, true, NOW.plusMillis(999))).containsExactly("a");
        turns.waits("a");
        assertThat(turns.next(due, false, NOW.plusMillis(1_998))).isEmpty();
        assertThat(turns.next(due, false, NOW.plusMillis(1_999))).containsExactly("a");
    }

    @Test
    void whatIsLetGoWhileOthersStillHaveTheirTurnIsNotForgotten() {
        Set<String> due = new LinkedHashSet<>(List.of("a", "b", "c"));
        turns.next(due, false, NOW).forEach(turns::waits);
        assertThat(turns.next(due, false, NOW)).containsExactly("c");
        turns.waits("c");
        turns.next(Set.of("d", "e"), true, NOW).forEach(turns::waits);
        assertThat(turns.next(due, false, NOW)).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void thoughSomethingIsLetGoAllTheTimeEveryoneHasATurnInSoManyBatches(long seed) {
        Random random = new Random(seed);
        for (int play = 0; play < 1_000; play++) {
            int most = 1 + random.nextInt(5);
            Turns bounded = new Turns(most);
            List<String> due = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(20); i++) {
                due.add("i" + i);
            }
            Set<String> had = new HashSet<>();
            for (int batch = 0; batch <= due.size() / most; batch++) {
                List<String> next = bounded.next(new LinkedHashSet<>(due), true, NOW);
                assertThat(next).hasSizeLessThanOrEqualTo(most).isSubsetOf(due);
                next.forEach(bounded::waits);
                had.addAll(next);
            }
            assertThat(had).as("seed %d, play %d", seed, play).containsAll(due);
        }
    }
}
