package dev.braid.provisioning.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final String POISON = "poison";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<List<String>> begun = new CopyOnWriteArrayList<>();
    private final List<UniEmitter<? super List<String>>> underway = new ArrayList<>();
    private final Map<String, String> ended = new ConcurrentSkipListMap<>();

    @Test
    void whatWaitsIsDoneTogetherInTheOrderInWhichItCame() {
        Batches<String, String> batches = new Batches<>(3, 1, LIMIT, this::later);
        ask(batches, "a", "b", "c", "d", "e");
        assertThat(begun).containsExactly(List.of("a"));

        succeed(0);
        assertThat(begun).containsExactly(List.of("a"), List.of("b", "c", "d"));
        assertThat(ended).containsExactly(Map.entry("a", "done a"));
        succeed(1);
        succeed(2);
        assertThat(begun.getLast()).containsExactly("e");
        assertThat(ended).hasSize(5).containsEntry("c", "done c").containsEntry("e", "done e");
    }

    @Test
    void onlySoManyAreUnderWayAtTheSameTime() {
        Batches<String, String> batches = new Batches<>(8, 2, LIMIT, this::later);
        ask(batches, "a", "b", "c", "d");
        assertThat(begun).containsExactly(List.of("a"), List.of("b"));
        succeed(1);
        assertThat(begun.getLast()).containsExactly("c", "d");
    }

    @Test
    void whatCannotBeDoneTakesNothingElseWithIt() {
        Batches<String, String> batches = new Batches<>(8, 1, LIMIT, this::later);
        ask(batches, "a", "b", POISON, "c");
        succeed(0);
        underway.get(1).fail(new IllegalStateException("poisoned"));
        assertThat(begun.subList(2, 5)).containsExactly(List.of("b"), List.of(POISON), List.of("c"));

        succeed(2);
        underway.get(3).fail(new IllegalStateException("poisoned"));
        succeed(4);
        assertThat(ended)
                .containsEntry("b", "done b")
                .containsEntry("c", "done c")
                .containsEntry(POISON, "poisoned");
        ask(batches, "d");
        succeed(5);
        assertThat(ended).containsEntry("d", "done d");
    }

    /** Nobody knows whether it took effect, and each by itself would meet the same. */
    @Test
    void whatFailsBecauseSomethingIsAwayIsNotDoneAgain() {
        Batches<String, String> batches = new Batches<>(8, 1, LIMIT, this::later);
        ask(batches, "a", "b", "c");
        succeed(0);
        underway.get(1).fail(new IOException("away"));
        assertThat(begun).hasSize(2);
        assertThat(ended).containsEntry("b", "away").containsEntry("c", "away");
    }

    @Test
    void anAnswerThatIsLostTakesNoPlaceForGood() {
        Batches<String, String> batches = new Batches<>(8, 1, Duration.ofMillis(100), this::later);
        ask(batches, "a", "b");
        await().until(() -> begun.size() == 2);
        assertThat(ended).containsEntry("a", "No answer came within 100 ms.");
        succeed(1);
        assertThat(ended).containsEntry("b", "done b");
    }

    @Test
    void noRoomIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Batches<>(0, 4, LIMIT, this::later))
                .withMessageContaining("0 pieces of work in 4 batches");
    }

    private Uni<List<String>> later(List<String> works) {
        begun.add(works);
        return Uni.createFrom().emitter(underway::add);
    }

    private void succeed(int batch) {
        underway.get(batch)
                .complete(begun.get(batch).stream().map(work -> "done " + work).toList());
    }

    private void ask(Batches<String, String> batches, String... works) {
        for (String work : works) {
            batches.run(work)
                    .subscribe()
                    .with(result -> ended.put(work, result), failure -> ended.put(work, failure.getMessage()));
        }
    }
}
