package dev.braid.telemetry.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.telemetry.domain.LinkWindow;
import dev.braid.telemetry.domain.SampleFault;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a window holds, and when it closes. */
class WindowBookTest {
    private TimedBook book = new TimedBook();

    @Test
    void aWindowHoldsWhatItsSecondMeasured() {
        book.add("a", 10_000, 5_000);
        book.add("a", 10_400, 7_000);
        book.add("a", 10_999, 6_000);
        book.close(11_300_000);

        assertThat(book.closed())
                .containsExactly(new LinkWindow("a", 10_000_000, 11_000_000, 3, 6_000, 7_000, 7_000, 10, 0, false));
    }

    @Test
    void aWindowClosesByTheClockWhenNothingMoreComes() {
        book.add("a", 10_500, 5_000);
        book.close(11_299_999);
        assertThat(book.closed()).isEmpty();
        book.close(11_300_000);
        assertThat(book.closed()).hasSize(1);
    }

    @Test
    void aWindowClosesByTheTimeOfItsSamplesWithoutTheClock() {
        book.add("a", 10_500, 10_500, 5_000);
        book.add("a", 11_300, 10_501, 5_000);
        book.close(10_501_000);

        assertThat(book.closed()).extracting(LinkWindow::startUs).containsExactly(10_000_000L);
    }

    @Test
    void aHeldUpStreamClosesEachWindowOnceAndInOrder() {
        for (int second = 10; second < 20; second++) {
            book.add("a", second * 1_000L + 500, 25_000, 5_000);
        }
        book.close(25_000_000);
        book.close(30_000_000);

        assertThat(book.closed())
                .extracting(LinkWindow::startUs)
                .containsExactly(
                        10_000_000L,
                        11_000_000L,
                        12_000_000L,
                        13_000_000L,
                        14_000_000L,
                        15_000_000L,
                        16_000_000L,
                        17_000_000L,
                        18_000_000L,
                        19_000_000L);
    }

    @Test
    void aLinkIsDownAfterTwoWindowsWithoutAPacketAndUpWithTheFirst() {
        book.lose("a", 10_500);
        book.lose("a", 11_500);
        book.lose("a", 12_500);
        book.add("a", 13_200, 13_200, 5_000);
        book.lose("a", 13_800);
        book.close(20_000_000);

        assertThat(book.closed()).extracting(LinkWindow::down).containsExactly(false, true, true, false);
        assertThat(book.closed()).extracting(LinkWindow::lossRatio).containsExactly(1.0, 1.0, 1.0, 0.5);
        assertThat(book.closed()).extracting(LinkWindow::latencyP50Us).containsExactly(0L, 0L, 0L, 5_000L);
    }

    @Test
    void whoTakesALinkOverGoesOnWhereTheLastWindowEnded() {
        LinkWindow last = new LinkWindow("a", 9_000_000, 10_000_000, 1, 0, 0, 0, 0, 1, true);
        book = new TimedBook(_ -> Optional.of(last));

        assertThat(book.add("a", 9_500, 10_100, 5_000)).contains(SampleFault.LATE);
        book.lose("a", 10_500);
        book.close(11_300_000);
        assertThat(book.closed().getFirst().down()).isTrue();
    }
}
