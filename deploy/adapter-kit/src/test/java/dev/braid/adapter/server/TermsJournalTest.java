package dev.braid.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TermsJournalTest {
    private static final long NOW = Instant.now().getEpochSecond();
    private static final OrderKey A = new OrderKey("provider", "acme web/1 é");
    private static final OrderKey B = new OrderKey("other", "acme web/1 é");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("terms.journal");
    }

    @Test
    void theNewestOfEachOrderIsReadAgain() throws IOException {
        try (TermsJournal journal = TermsJournal.open(file)) {
            journal.keep(A, Optional.of(new Taken(5, 1, NOW)));
            journal.keep(B, Optional.of(new Taken(9, 0, NOW)));
            journal.keep(A, Optional.of(new Taken(2, 3, NOW)));
        }
        try (TermsJournal journal = TermsJournal.open(file)) {
            assertThat(journal.find(A)).contains(new Taken(2, 3, NOW));
            assertThat(journal.find(B)).contains(new Taken(9, 0, NOW));
        }
        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void whatWasNotTakenAfterAllIsForgotten() throws IOException {
        try (TermsJournal journal = TermsJournal.open(file)) {
            journal.keep(A, Optional.of(new Taken(5, 1, NOW)));
            journal.keep(A, Optional.empty());
            assertThat(journal.find(A)).isEmpty();
        }
        try (TermsJournal journal = TermsJournal.open(file)) {
            assertThat(journal.find(A)).isEmpty();
        }
    }

    @Test
    void whatIsOlderThanAnyCommandIsLeftOut() throws IOException {
        try (TermsJournal journal = TermsJournal.open(file)) {
            journal.keep(A, Optional.of(new Taken(5, 1, NOW - 91 * 86_400)));
            journal.keep(B, Optional.of(new Taken(5, 1, NOW - 89 * 86_400)));
        }
        try (TermsJournal journal = TermsJournal.open(file)) {
            assertThat(journal.find(A)).isEmpty();
            assertThat(journal.find(B)).isPresent();
        }
    }

    @Test
    void itDoesNotGrowForeverWhileItRuns() throws IOException {
        try (TermsJournal journal = TermsJournal.open(file)) {
            journal.keep(B, Optional.of(new Taken(3, 0, NOW)));
            for (int revision = 1; revision <= 1000; revision++) {
                journal.keep(A, Optional.of(new Taken(revision, 1, NOW)));
            }
            // Of two orders; it is written anew after 256 lines.
            assertThat(Files.readAllLines(file)).hasSizeLessThan(256);
            assertThat(journal.find(A)).contains(new Taken(1000, 1, NOW));
        }
        try (TermsJournal journal = TermsJournal.open(file)) {
            assertThat(journal.find(A)).contains(new Taken(1000, 1, NOW));
            assertThat(journal.find(B)).contains(new Taken(3, 0, NOW));
        }
    }

    @Test
    void whatIsOlderThanAnyCommandIsLeftOutAlsoWhileItRuns() throws IOException {
        try (TermsJournal journal = TermsJournal.open(file)) {
            for (int i = 0; i < 1000; i++) {
                journal.keep(new OrderKey("alpha", "o" + i), Optional.of(new Taken(1, 1, NOW - 91 * 86_400)));
            }
            assertThat(Files.readAllLines(file)).hasSizeLessThan(256);
            assertThat(journal.find(new OrderKey("alpha", "o0"))).isEmpty();
        }
    }

    @Test
    void whatACrashLeftOfAFileThatWasWrittenAnewDoesNotCount() throws IOException {
        try (TermsJournal journal = TermsJournal.open(file)) {
            journal.keep(A, Optional.of(new Taken(5, 1, NOW)));
        }
        Files.writeString(folder.resolve("terms.journal.new"), "half a li");
        try (TermsJournal journal = TermsJournal.open(file)) {
            assertThat(journal.find(A)).contains(new Taken(5, 1, NOW));
        }
        assertThat(folder.resolve("terms.journal.new")).doesNotExist();
    }

    /** The process may die at every byte of the last line. */
    @Test
    void aTornLastLineIsDroppedWhereverItTears() throws IOException {
        try (TermsJournal journal = TermsJournal.open(file)) {
            journal.keep(A, Optional.of(new Taken(5, 1, NOW)));
        }
        long firstLine = Files.size(file);
        try (TermsJournal journal = TermsJournal.open(file)) {
            journal.keep(A, Optional.of(new Taken(6, 1, NOW)));
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = (int) firstLine; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (TermsJournal journal = TermsJournal.open(file)) {
                assertThat(journal.find(A)).as("torn at %d", length).contains(new Taken(5, 1, NOW));
            }
        }
    }

    @Test
    void aDamagedLineStopsTheStart() throws IOException {
        try (TermsJournal journal = TermsJournal.open(file)) {
            journal.keep(A, Optional.of(new Taken(5, 1, NOW)));
            journal.keep(B, Optional.of(new Taken(5, 1, NOW)));
        }
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(5);
        for (int i = 0; i < 100; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(30)] ^= (byte) (1 << random.nextInt(3));
            Files.write(file, damaged);
            assertThatThrownBy(() -> TermsJournal.open(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("line 1 is damaged");
        }
    }
}
