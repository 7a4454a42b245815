package dev.braid.pcep.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookTest {
    private static final long NOW = Instant.now().getEpochSecond();
    private static final long DAY = 86_400;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("orders.book");
    }

    @Test
    void theNewestOfEachOrderIsReadAgainAndStandsThereOnce() throws IOException {
        try (Book book = Book.open(file)) {
            book.keep(order("a", 1));
            book.keep(order("b", 1));
            book.keep(order("a", 2));
        }
        try (Book book = Book.open(file)) {
            assertThat(book.all()).containsExactlyInAnyOrder(order("a", 2), order("b", 1));
        }
        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void itDoesNotGrowForeverWhileItRuns() throws IOException {
        try (Book book = Book.open(file)) {
            book.keep(order("b", 7));
            for (int bandwidthBps = 1; bandwidthBps <= 1000; bandwidthBps++) {
                book.keep(order("a", bandwidthBps));
            }
            // Of two orders; it is written anew after 256 lines.
            assertThat(Files.readAllLines(file)).hasSizeLessThan(256);
            assertThat(book.find("a")).contains(order("a", 1000));
        }
        try (Book book = Book.open(file)) {
            assertThat(book.all()).containsExactlyInAnyOrder(order("a", 1000), order("b", 7));
        }
    }

    @Test
    void ordersThatHaveBeenOverForLongAreLeftOutAlsoWhileItRuns() throws IOException {
        try (Book book = Book.open(file)) {
            for (int i = 0; i < 1000; i++) {
                book.keep(order("o" + i, 1));
                book.keep(order("o" + i, 1).over(NOW - 91 * DAY));
            }
            assertThat(Files.readAllLines(file)).hasSizeLessThan(256);
            assertThat(book.all()).hasSizeLessThan(256);
        }
    }

    /** A file that lives is not written anew for each line. */
    @Test
    void manyLivingOrdersAreAppendedTo() throws IOException {
        try (Book book = Book.open(file)) {
            for (int i = 0; i < 300; i++) {
                book.keep(order("o" + i, 1));
            }
            book.keep(order("o0", 2));
            assertThat(Files.readAllLines(file)).hasSize(301);
        }
    }

    @Test
    void ordersThatHaveBeenOverForLongAreLeftOut() throws IOException {
        try (Book book = Book.open(file)) {
            book.keep(order("long", 1).over(NOW - 91 * DAY));
            book.keep(order("lately", 1).over(NOW - 89 * DAY));
            book.keep(new BookEntry("living", List.of("x-y"), 1, 9, false, NOW - 1000 * DAY));
        }
        try (Book book = Book.open(file)) {
            assertThat(book.all()).extracting(BookEntry::reference).containsExactlyInAnyOrder("lately", "living");
        }
    }

    @Test
    void whatACrashLeftOfAFileThatWasWrittenAnewDoesNotCount() throws IOException {
        try (Book book = Book.open(file)) {
            book.keep(order("a", 1));
        }
        Files.writeString(folder.resolve("orders.book.new"), "{\"reference\":\"half");
        try (Book book = Book.open(file)) {
            assertThat(book.all()).containsExactly(order("a", 1));
        }
        assertThat(folder.resolve("orders.book.new")).doesNotExist();
    }

    /** The process may die at every byte of the last line. */
    @Test
    void aTornLastLineIsDroppedWhereverItTears() throws IOException {
        try (Book book = Book.open(file)) {
            book.keep(order("a", 1));
        }
        int firstLine = (int) Files.size(file);
        try (Book book = Book.open(file)) {
            book.keep(order("a", 2));
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = firstLine; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (Book book = Book.open(file)) {
                assertThat(book.all()).as("torn at %d", length).containsExactly(order("a", 1));
            }
        }
    }

    @Test
    void aDamagedLineStopsTheStart() throws IOException {
        Files.writeString(file, "{\"reference\":\"a\"\n");
        assertThatThrownBy(() -> Book.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 1 is damaged");
        assertThat(Files.readString(file)).isEqualTo("{\"reference\":\"a\"\n");
    }

    private static BookEntry order(String reference, long bandwidthBps) {
        return new BookEntry(reference, List.of("x-y", "y-z"), bandwidthBps, 7, false, NOW);
    }
}
