package dev.braid.provisioning.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Order;
import dev.braid.provisioning.domain.Outage;
import dev.braid.provisioning.provider.ProviderAdapter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Streams that end, floods and nonsense, in a time of the test's own. */
class OrderWatchTest {
    private static final Duration SPACING = Duration.ofSeconds(1);
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration RECHECK = Duration.ofMinutes(10);
    private static final int BATCH = 4;
    private static final int QUEUE = 10;
    private static final WatchSettings SETTINGS = WatchSettingsTest.settings(Map.of(
            "spacing", SPACING.toString(),
            "batch", Integer.toString(BATCH),
            "queue", Integer.toString(QUEUE),
            "first-back-off", FIRST.toString(),
            "longest-back-off", LONGEST.toString(),
            "recheck", RECHECK.toString()));

    private record Task(long atNanos, long number, Runnable what) {}

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::number));
    private final List<Duration> waits = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private final Teller teller = new Teller();
    private long nowNanos;
    private final RandomGenerator random = new SplittableRandom(5);

    /** An adapter that can be watched. */
    private static final class Teller implements ProviderAdapter {
        private Uni<Boolean> tells = Uni.createFrom().item(true);
        private MultiEmitter<? super String> stream;
        private int opened;
        private int cancelled;

        @Override
        public Uni<Boolean> tellsOfChanges() {
            return Uni.createFrom().deferred(() -> tells);
        }

        @Override
        public Multi<String> changes() {
            return Multi.createFrom()
                    .<String>emitter(emitter -> {
                        opened++;
                        stream = emitter;
                    })
                    .onCancellation()
                    .invoke(() -> cancelled++);
        }

        @Override
        public String name() {
            return "teller";
        }

        @Override
        public Uni<Optional<Outage>> modification() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Answer> reserve(Command command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Answer> activate(Command command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Answer> modify(Command command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Answer> release(Command command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Answer> readBack(Command command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Map<String, Order>> list() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aHintIsTakenAtOnceAndOneAboutTheSameOrderAfterThePause() {
        opened();
        teller.stream.emit("a");
        assertThat(taken).containsExactly("a");
        teller.stream.emit("a");
        teller.stream.emit("b");
        teller.stream.emit("a");
        assertThat(taken).containsExactly("a");
        pass(SPACING);
        assertThat(taken).containsExactly("a", "a", "b");
        assertThat(count("taken")).isEqualTo(3);
        assertThat(count("repeated")).isEqualTo(1);
        pass(SPACING);
        teller.stream.emit("c");
        assertThat(taken).endsWith("c");
    }

    @Test
    void aFloodIsTakenInBoundedNumbersAndWhatHasNoRoomIsDropped() {
        opened();
        for (int i = 0; i < 100_000; i++) {
            teller.stream.emit("leg-" + i % 1000);
        }
        assertThat(taken).hasSize(1);
        assertThat(count("dropped")).isPositive();
        pass(SPACING.multipliedBy(10));
        assertThat(taken).hasSize(1 + QUEUE);
        assertThat(count("repeated") + count("dropped") + count("taken")).isEqualTo(100_000);

        for (int second = 0; second < 50; second++) {
            for (int i = 0; i < 1000; i++) {
                teller.stream.emit("leg-" + i);
            }
            int before = taken.size();
            pass(SPACING);
            assertThat(taken.size() - before).isLessThanOrEqualTo(BATCH);
        }
    }

    @Test
    void whatMeansNothingOrIsNotOursOrCannotBeTakenEndsNothing() {
        opened();
        for (String nonsense : List.of("", "x".repeat(161), "acme\0")) {
            teller.stream.emit(nonsense);
        }
        assertThat(taken).isEmpty();
        teller.stream.emit("theirs");
        pass(SPACING);
        teller.stream.emit("failing");
        pass(SPACING);
        teller.stream.emit("ours");
        assertThat(taken).containsExactly("theirs", "failing", "ours");
        assertThat(List.of(count("nonsense"), count("unknown"), count("failed"), count("taken")))
                .containsExactly(3.0, 1.0, 1.0, 1.0);
    }

    @Test
    void aStreamThatEndsIsOpenedAgainLaterAndLater() {
        opened();
        List<Long> longest = new ArrayList<>();
        for (int failures = 1; failures <= 12; failures++) {
            long bound = Math.min(LONGEST.toNanos(), FIRST.toNanos() << (failures - 1));
            longest.add(bound);
            waits.clear();
            teller.stream.fail(new IllegalStateException("gone"));
            assertThat(watching()).isZero();
            assertThat(waits).hasSize(1);
            assertThat(waits.getFirst().toNanos()).isBetween(0L, bound);
            // Not longer than a stream has to live to be a good one.
            pass(waits.getFirst());
            assertThat(teller.opened).isEqualTo(failures + 1);
            assertThat(watching()).isEqualTo(1);
        }
        assertThat(longest.getLast()).isEqualTo(LONGEST.toNanos());

        // A word alone may come before each end; after a long life all is well again.
        teller.stream.emit("a");
        pass(LONGEST);
        brokenWaitsAtMost(FIRST);
        brokenWaitsAtMost(FIRST.multipliedBy(2));
    }

    @Test
    void theWaitIsAnywhereUpToItsBound() {
        Set<Long> tenths = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            teller.tells = Uni.createFrom().failure(new IllegalStateException("nobody there"));
            waits.clear();
            watch(new SimpleMeterRegistry()).open();
            tenths.add(waits.getFirst().toNanos() * 10 / (FIRST.toNanos() + 1));
        }
        assertThat(tenths).hasSize(10);
    }

    @Test
    void anAdapterThatIsNotThereOrDoesNotTellIsAskedAgain() {
        teller.tells = Uni.createFrom().failure(new IllegalStateException("nobody there"));
        OrderWatch watch = watch();
        watch.open();
        assertThat(waits).allMatch(it -> it.compareTo(FIRST) <= 0);
        teller.tells = Uni.createFrom().item(false);
        pass(FIRST);
        assertThat(teller.opened).isZero();
        assertThat(waits.getLast()).isEqualTo(RECHECK);
        teller.tells = Uni.createFrom().item(true);
        pass(RECHECK);
        assertThat(teller.opened).isEqualTo(1);
    }

    @Test
    void itListensNoMoreOnceItIsClosed() {
        OrderWatch watch = opened();
        watch.close();
        assertThat(teller.cancelled).isEqualTo(1);
        assertThat(watching()).isZero();
        pass(RECHECK);
        assertThat(teller.opened).isEqualTo(1);
    }

    private void brokenWaitsAtMost(Duration bound) {
        waits.clear();
        teller.stream.fail(new IllegalStateException("gone"));
        assertThat(waits.getFirst()).isLessThanOrEqualTo(bound);
        pass(bound);
    }

    private OrderWatch opened() {
        OrderWatch watch = watch();
        watch.open();
        assertThat(teller.opened).isEqualTo(1);
        assertThat(watching()).isEqualTo(1);
        return watch;
    }

    private OrderWatch watch() {
        return watch(meters);
    }

    private OrderWatch watch(MeterRegistry registry) {
        return new OrderWatch("teller", teller, this::take, this::later, SETTINGS, random, registry);
    }

    private Uni<Boolean> take(String reference) {
        taken.add(reference);
        return reference.equals("failing")
                ? Uni.createFrom().failure(new IllegalStateException("no database"))
                : Uni.createFrom().item(!reference.equals("theirs"));
    }

    private void later(Duration wait, Runnable what) {
        waits.add(wait);
        tasks.add(new Task(nowNanos + wait.toNanos(), tasks.size(), what));
    }

    private void pass(Duration time) {
        long end = nowNanos + time.toNanos();
        while (!tasks.isEmpty() && tasks.peek().atNanos() <= end) {
            Task task = tasks.remove();
            nowNanos = task.atNanos();
            task.what().run();
        }
        nowNanos = end;
    }

    private double count(String outcome) {
        return meters.counter("braid.provider.hints", "provider", "teller", "outcome", outcome)
                .count();
    }

    private double watching() {
        return meters.get("braid.provider.watching").gauge().value();
    }
}
