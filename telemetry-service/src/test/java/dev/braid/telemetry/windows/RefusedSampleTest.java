package dev.braid.telemetry.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.telemetry.domain.LinkWindow;
import dev.braid.telemetry.domain.SampleFault;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which samples a book does not take: those that are late, double or too many. */
class RefusedSampleTest {
    private final TimedBook book = new TimedBook();

    @Test
    void samplesOutOfOrderCountUntilTheGraceIsOver() {
        book.add("a", 10_900, 5_000);
        book.add("a", 11_200, 5_000);
        assertThat(book.add("a", 10_100, 11_200, 9_000)).isEmpty();
        book.close(11_300_000);
        assertThat(book.closed().getFirst().sampleCount()).isEqualTo(2);

        assertThat(book.add("a", 10_200, 11_301, 5_000)).contains(SampleFault.LATE);
    }

    @Test
    void aSampleForASecondThatNeverOpenedIsLateWhenTheLinkIsPastIt() {
        book.add("a", 13_500, 5_000);

        assertThat(book.add("a", 11_500, 13_500, 5_000)).contains(SampleFault.LATE);
        assertThat(book.add("a", 13_100, 13_500, 5_000)).isEmpty();
    }

    @Test
    void aDuplicateIsRefusedAndChangesNothing() {
        book.add("a", 10_500, 5_000);
        book.add("a", 10_700, 5_000);
        assertThat(book.add("a", 10_500, 10_800, 90_000)).contains(SampleFault.DUPLICATE);
        assertThat(book.add("a", 10_700, 10_800, 90_000)).contains(SampleFault.DUPLICATE);
        book.close(11_300_000);

        assertThat(book.closed().getFirst().sampleCount()).isEqualTo(2);
        assertThat(book.closed().getFirst().latencyP95Us()).isEqualTo(5_000);
    }

    @Test
    void theSameTimeOnAnotherLinkIsNoDuplicate() {
        assertThat(book.add("a", 10_500, 5_000)).isEmpty();
        assertThat(book.add("b", 10_500, 5_000)).isEmpty();
    }

    @Test
    void moreLinksAndMoreSamplesThanAllowedAreRefused() {
        book.add("a", 10_000, 5_000);
        book.add("b", 10_000, 5_000);
        book.add("c", 10_000, 5_000);
        assertThat(book.add("d", 10_000, 5_000)).contains(SampleFault.TOO_MANY_LINKS);
        for (int i = 1; i < 100; i++) {
            assertThat(book.add("a", 10_000 + i, 5_000)).isEmpty();
        }
        assertThat(book.add("a", 10_500, 5_000)).contains(SampleFault.TOO_MANY_SAMPLES);
    }

    @Test
    void aPartitionThatIsGoneMakesRoom() {
        book.add("a", 10_000, 5_000);
        book.add("b", 10_000, 5_000);
        book.add("c", 10_000, 5_000);
        book.forget(List.of(0));

        assertThat(book.links()).isZero();
        assertThat(book.add("d", 10_000, 5_000)).isEmpty();
        book.close(20_000_000);
        assertThat(book.closed()).extracting(LinkWindow::linkId).containsExactly("d");
    }
}
