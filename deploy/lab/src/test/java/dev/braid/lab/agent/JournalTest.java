package dev.braid.lab.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.lab.order.End;
import dev.braid.lab.order.OrderRecord;
import dev.braid.lab.order.OrderRecord.Activation;
import dev.braid.lab.order.OrderRecord.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50})
    void whatWasNotWrittenIsGoneAndWhatComesLaterIsReadAgain(int bytes) throws IOException {
        Path file = folder.resolve("journal");
        FullDisk disk = new FullDisk(file);
        try (Journal<OrderRecord> journal = new Journal<>(disk, OrderRecord::reference, new LinkedHashMap<>())) {
            journal.write(order("before"));
            disk.fullAfter(bytes);
            assertThatThrownBy(() -> journal.write(order("refused"))).isInstanceOf(UncheckedIOException.class);
            assertThat(journal.entries()).containsOnlyKeys("before");
            journal.write(order("after"));
        }
        try (Journal<OrderRecord> journal = Journal.open(file, OrderRecord.class, OrderRecord::reference, _ -> true)) {
            assertThat(journal.entries()).containsOnlyKeys("before", "after");
        }
    }

    private static OrderRecord order(String reference) {
        return new OrderRecord(
                reference, 1, List.of("a1-a2"), 1, End.OPEN, End.OPEN, 1, 0, Phase.HELD, Activation.NEVER, 0);
    }
}
