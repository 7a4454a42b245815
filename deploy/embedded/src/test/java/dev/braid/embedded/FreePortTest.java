package dev.braid.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortTest {
    /** Linux gives outgoing connections ports from 32768 on. */
    @Test
    void liesBelowThoseOfOutgoingConnections() {
        for (int i = 0; i < 200; i++) {
            assertThat(FreePort.find()).isBetween(1_024, 32_767);
        }
    }

    @Test
    void givesNoPortTwice() {
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            assertThat(given.add(FreePort.find())).isTrue();
        }
    }

    @Test
    void givesARowToListenOn() throws IOException {
        int first = FreePort.findRow(3);
        for (int port = first; port < first + 3; port++) {
            try (ServerSocket listener = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(listener.isBound()).isTrue();
            }
        }
    }
}
