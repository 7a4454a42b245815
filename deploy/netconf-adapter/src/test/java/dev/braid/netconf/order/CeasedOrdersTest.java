package dev.braid.netconf.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CeasedOrdersTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("ceased");
    }

    @Test
    void whatWasReleasedIsKnownAfterAnyNumberOfStarts() throws IOException {
        try (CeasedOrders ceased = CeasedOrders.open(file)) {
            ceased.add("one");
            ceased.add("two \u00e9\n");
            ceased.add("three");
            ceased.takeBack("three");
        }
        for (int start = 0; start < 3; start++) {
            try (CeasedOrders ceased = CeasedOrders.open(file)) {
                assertThat(ceased.has("one")).isTrue();
                assertThat(ceased.has("two \u00e9\n")).isTrue();
                assertThat(ceased.has("three")).isFalse();
            }
        }
    }

    @Test
    void aTornLastLineWasNeverActedUpon() throws IOException {
        try (CeasedOrders ceased = CeasedOrders.open(file)) {
            ceased.add("one");
        }
        Files.writeString(file, "+ 17", StandardOpenOption.APPEND);
        try (CeasedOrders ceased = CeasedOrders.open(file)) {
            assertThat(ceased.has("one")).isTrue();
            ceased.add("two");
        }
        try (CeasedOrders ceased = CeasedOrders.open(file)) {
            assertThat(ceased.has("two")).isTrue();
        }
    }

    @Test
    void aDamagedLineStopsTheStart() throws IOException {
        Files.writeString(file, "+ 17 b25l\n? 17 b25l\n");
        assertThatThrownBy(() -> CeasedOrders.open(file)).hasMessageContaining("line 2 is damaged");
    }

    @Test
    void whatWasReleasedLongAgoIsForgotten() throws IOException {
        Files.writeString(file, "+ 17 b25l\n");
        try (CeasedOrders ceased = CeasedOrders.open(file)) {
            assertThat(ceased.has("one")).isFalse();
        }
    }
}
