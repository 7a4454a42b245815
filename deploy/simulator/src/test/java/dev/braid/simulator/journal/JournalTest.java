package dev.braid.simulator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.simulator.domain.Order;
import dev.braid.simulator.domain.Order.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00.123456Z");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("carrier.journal");
    }

    @Test
    void whatWasWrittenIsReadAgain() throws IOException {
        write(order("a", State.HELD, 1), order("b", State.HELD, 1), order("a", State.IN_SERVICE, 2));

        assertThat(read()).isEqualTo(Map.of("a", order("a", State.IN_SERVICE, 2), "b", order("b", State.HELD, 1)));
    }

    @Test
    void aNewFileHoldsNothing() throws IOException {
        assertThat(read()).isEmpty();
    }

    /** The process may die at every byte of the last line. */
    @Test
    void aTornLastLineIsDroppedWhereverItTears() throws IOException {
        write(order("a", State.HELD, 1), order("é…", State.HELD, 1));
        byte[] whole = Files.readAllBytes(file);
        int secondLine = lineEnds(whole)[0] + 1;
        for (int length = secondLine; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(read()).as("torn at %d", length).isEqualTo(Map.of("a", order("a", State.HELD, 1)));
        }
    }

    @Test
    void afterATornLineWritingGoesOn() throws IOException {
        write(order("a", State.HELD, 1), order("b", State.HELD, 1));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 5));

        write(order("c", State.HELD, 1));

        assertThat(read()).containsOnlyKeys("a", "c");
    }

    @Test
    void aDamagedLineStopsTheStart() throws IOException {
        write(order("a", State.HELD, 1), order("b", State.HELD, 1));
        Random random = new Random(5);
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(lineEnds(whole)[0]);
            damaged[at] ^= (byte) (1 << random.nextInt(7));
            Files.write(file, damaged);
            assertThatThrownBy(this::read)
                    .as("damaged at %d", at)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("line 1 is damaged");
        }
    }

    @Test
    void openingLeavesEachOrderOnce() throws IOException {
        for (int revision = 1; revision <= 100; revision++) {
            write(order("a", State.HELD, revision));
        }
        assertThat(read()).isEqualTo(Map.of("a", order("a", State.HELD, 100)));
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    /** As it was written before orders had epochs. */
    @Test
    void aLineWithoutAnEpochIsOfEpochZero() throws IOException {
        write(order("a", State.HELD, 1));
        String json = Files.readString(file).substring(9).strip().replace(",\"epoch\":7", "");
        CRC32C crc = new CRC32C();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        Files.writeString(file, HexFormat.of().toHexDigits((int) crc.getValue()) + " " + json + "\n");

        assertThat(json).doesNotContain("epoch");
        assertThat(read().get("a").epoch()).isZero();
    }

    private void write(Order... orders) throws IOException {
        try (Journal<Order> journal = Journal.open(file, Order.class, Order::reference)) {
            for (Order order : orders) {
                journal.append(order);
            }
        }
    }

    private Map<String, Order> read() throws IOException {
        try (Journal<Order> journal = Journal.open(file, Order.class, Order::reference)) {
            return journal.replayed();
        }
    }

    private static int[] lineEnds(byte[] text) {
        int[] ends = new int[2];
        int found = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                ends[found++] = i;
            }
        }
        return ends;
    }

    private static Order order(String reference, State state, long revision) {
        return new Order(
                reference, "carrier/" + reference, List.of("x-1", "y-1"), 1_000_000_000, state, revision, 7, TIME);
    }
}
