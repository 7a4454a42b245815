package dev.braid.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingRowsTest {
    private final AtomicLong lost = new AtomicLong();
    private final WaitingRows<Integer> rows = new WaitingRows<>(5, lost::addAndGet);

    @Test
    void rowsWaitUntilTheyAreDone() {
        rows.add(List.of(1, 2, 3));
        assertThat(rows.oldest(2).rows()).containsExactly(1, 2);
        var batch = rows.oldest(2);
        assertThat(batch.rows()).containsExactly(1, 2);
        rows.done(batch);
        assertThat(rows.oldest(9).rows()).containsExactly(3);
        assertThat(lost).hasValue(0);
    }

    @Test
    void whereTooManyWaitTheOldestAreLostAndCounted() {
        rows.add(List.of(1, 2, 3));
        rows.add(List.of(4, 5, 6, 7));
        assertThat(rows.oldest(9).rows()).containsExactly(3, 4, 5, 6, 7);
        assertThat(lost).hasValue(2);
        rows.add(List.of(11, 12, 13, 14, 15, 16, 17));
        assertThat(rows.oldest(9).rows()).containsExactly(13, 14, 15, 16, 17);
        assertThat(lost).hasValue(9);
    }

    @Test
    void whatWasLostWhileItWasStoredTakesNobodyElseWithIt() {
        rows.add(List.of(1, 2, 3));
        var batch = rows.oldest(3);
        rows.add(List.of(4, 5, 6, 7));
        rows.done(batch);
        assertThat(rows.oldest(9).rows()).containsExactly(4, 5, 6, 7);
        assertThat(rows.size()).isEqualTo(4);
        rows.done(batch);
        assertThat(rows.size()).isEqualTo(4);
    }
}
