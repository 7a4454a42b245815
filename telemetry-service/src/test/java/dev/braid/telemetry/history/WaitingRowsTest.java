package dev.braid.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingRowsTest {
    private final AtomicLong lost = new AtomicLong();
    private final WaitingRows<Integer> rows = new WaitingRows<>(5, row -> row, lost::addAndGet);

    @Test
    void rowsWaitUntilTheyAreDone() {
        rows.add(List.of(1, 2, 3));
        assertThat(rows.oldest(2)).containsExactly(1, 2);
        var batch = rows.oldest(2);
        assertThat(batch).containsExactly(1, 2);
        rows.done(batch);
        assertThat(rows.oldest(9)).containsExactly(3);
        assertThat(lost).hasValue(0);
    }

    @Test
    void whereTooManyWaitTheOldestAreLostAndCounted() {
        rows.add(List.of(1, 2, 3));
        rows.add(List.of(4, 5, 6, 7));
        assertThat(rows.oldest(9)).containsExactly(3, 4, 5, 6, 7);
        assertThat(lost).hasValue(2);
        rows.add(List.of(11, 12, 13, 14, 15, 16, 17));
        assertThat(rows.oldest(9)).containsExactly(13, 14, 15, 16, 17);
        assertThat(lost).hasValue(9);
    }

    @Test
    void whatWasLostWhileItWasStoredTakesNobodyElseWithIt() {
        rows.add(List.of(1, 2, 3));
        var batch = rows.oldest(3);
        rows.add(List.of(4, 5, 6, 7));
        rows.done(batch);
        assertThat(rows.oldest(9)).containsExactly(4, 5, 6, 7);
        assertThat(rows.size()).isEqualTo(4);
        rows.done(batch);
        assertThat(rows.size()).isEqualTo(4);
    }

    @Test
    void aRowThatSaysMoreOfTheSameTakesThePlaceOfTheOneBefore() {
        record Part(String of, int length) {}
        WaitingRows<Part> parts = new WaitingRows<>(2, Part::of, lost::addAndGet);
        parts.add(List.of(new Part("a", 10), new Part("b", 10)));
        var batch = parts.oldest(9);
        parts.add(List.of(new Part("a", 20)));
        assertThat(parts.oldest(9)).containsExactly(new Part("b", 10), new Part("a", 20));
        assertThat(lost).hasValue(0);
        parts.done(batch);
        assertThat(parts.oldest(9)).containsExactly(new Part("a", 20));
    }
}
