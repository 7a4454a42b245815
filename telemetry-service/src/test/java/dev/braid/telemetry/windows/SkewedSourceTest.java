package dev.braid.telemetry.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.telemetry.domain.LinkWindow;
import dev.braid.telemetry.domain.SampleFault;
import org.junit.jupiter.api.Test;

/** Sources whose clocks are behind, ahead, or jump. */
class SkewedSourceTest {
    private final TimedBook book = new TimedBook();

    @Test
    void aSourceWhoseClockIsBehindHasWholeWindows() {
        for (int i = 0; i < 10; i++) {
            long eventMs = 10_000 + i * 100L;
            assertThat(book.add("a", eventMs, eventMs + 20_000, 5_000)).isEmpty();
            book.close((eventMs + 20_000) * 1_000);
        }
        assertThat(book.closed()).isEmpty();
        book.close(31_300_000);
        assertThat(book.closed().getFirst().sampleCount()).isEqualTo(10);
    }

    @Test
    void aSourceWhoseClockIsAheadDoesNotMakeOthersLate() {
        book.add("a", 14_900, 10_000, 5_000);
        book.close(10_000_000);

        assertThat(book.add("b", 10_000, 5_000)).isEmpty();
    }

    @Test
    void aSourceWhoseClockJumpsForwardAndBackIsLateUntilItCatchesUp() {
        book.add("a", 10_500, 5_000);
        book.add("a", 15_400, 10_600, 5_000);
        book.close(10_600_000);
        assertThat(book.closed()).extracting(LinkWindow::startUs).containsExactly(10_000_000L);

        assertThat(book.add("a", 11_500, 5_000)).contains(SampleFault.LATE);
        assertThat(book.add("a", 14_500, 5_000)).contains(SampleFault.LATE);
        assertThat(book.add("a", 15_500, 5_000)).isEmpty();
        book.close(16_800_000);
        assertThat(book.closed()).extracting(LinkWindow::startUs).containsExactly(10_000_000L, 15_000_000L);
        assertThat(book.closed().getLast().sampleCount()).isEqualTo(2);
    }
}
