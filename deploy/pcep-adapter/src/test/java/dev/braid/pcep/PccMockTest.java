package dev.braid.pcep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.pcep.session.KnownLsp;
import dev.braid.pcep.session.Pce;
import dev.braid.pcep.session.Router;
import dev.braid.pcep.session.Session;
import dev.braid.pcep.session.Timers;
import dev.braid.pcep.wire.Hop;
import java.io.File;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routers of OpenDaylight's pcc-mock: many LSPs of theirs, with routes of addresses. */
class PccMockTest {
    private static final Path JAR = Path.of("target/peers/pcc-mock.jar");
    private static final int ROUTERS = 3;
    private static final int LSPS = 300;

    @TempDir
    Path folder;

    @Test
    void learnsAllLspsOfAllRoutersAndAsksThemAnything() throws Exception {
        assertThat(JAR).exists();
        List<Router> routers = IntStream.range(0, ROUTERS)
                .mapToObj(it -> new Router("r" + it, InetAddress.ofLiteral("127.0.1." + (it + 1)), (Inet4Address)
                        InetAddress.ofLiteral("10.0.0." + it)))
                .toList();
        Timers timers = new Timers(
                Duration.ofSeconds(30), Duration.ofSeconds(120), Duration.ofSeconds(60), Duration.ofSeconds(30));
        try (Pce pce = Pce.listen(new InetSocketAddress("127.0.0.1", 0), routers, timers)) {
            Process mock = mock(pce.port());
            try {
                for (int i = 0; i < 6000 && mock.isAlive() && !pce.whole(); i++) {
                    Thread.sleep(10);
                }
                assertThat(pce.whole()).describedAs(log()).isTrue();
                for (Router router : routers) {
                    Session session = pce.session(router.id());
                    session.fence().await();
                    assertThat(session.all()).hasSize(LSPS);
                    assertThat(session.all().stream().map(KnownLsp::name).distinct())
                            .hasSize(LSPS);
                    assertThat(session.all())
                            .allSatisfy(lsp ->
                                    assertThat(lsp.route()).isNotEmpty().allMatch(hop -> hop instanceof Hop.Address));
                }
            } finally {
                mock.destroyForcibly().waitFor();
            }
        }
    }

    private Process mock(int port) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toString(),
                        "--local-address",
                        "127.0.1.1",
                        "--remote-address",
                        "127.0.0.1:" + port,
                        "--pcc",
                        String.valueOf(ROUTERS),
                        "--lsp",
                        String.valueOf(LSPS))
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "log"))
                .start();
    }

    private String log() throws Exception {
        return Files.readString(folder.resolve("log"));
    }
}
