package dev.braid.netconf;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * OpenDaylight's netconf-testtool in a process of its own: devices that speak NETCONF over SSH and check what they are
 * told against the YANG modules of RFC 9182. What it has not: locks that keep others out, validate, confirmed commits,
 * and any operational state of the services.
 */
final class TestTool implements ExtensionContext.Store.CloseableResource {
    static final String USER = "admin";
    static final String PASSWORD = "any will do";

    private static final Path JAR = Path.of("target/testtool/netconf-testtool.jar");
    private static final Path MODULES = Path.of("src/test/resources/yang");
    /** Those that the tool has itself; the others stand among our resources. */
    private static final List<String> OWN_MODULES =
            List.of("ietf-inet-types", "ietf-yang-types", "ietf-interfaces", "ietf-netconf-acm");

    private static final int DEVICES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path folder;
    private final int firstPort;

    private TestTool(Process process, Path folder, int firstPort) {
        this.process = process;
        this.folder = folder;
        this.firstPort = firstPort;
    }

    /** One for all tests of a run, because it takes seconds to start. Who uses it leaves nothing behind. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestTool.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(TestTool.class))
                    .getOrComputeIfAbsent(TestTool.class, _ -> started(), TestTool.class);
        }

        private static TestTool started() {
            try {
                return start(Files.createTempDirectory("netconf-testtool"), DEVICES);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static TestTool start(Path folder, int deviceCount) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.exists(JAR),
                "netconf-testtool is not there: ./mvnw -pl deploy/netconf-adapter generate-test-resources");
        Path modules = modules(Files.createDirectories(folder.resolve("modules")));
        Path log = folder.resolve("testtool.log");
        int firstPort = freePorts(deviceCount);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toAbsolutePath().toString(),
                        "--schemas-dir",
                        modules.toString(),
                        "--device-count",
                        Integer.toString(deviceCount),
                        "--starting-port",
                        Integer.toString(firstPort),
                        "--ip",
                        "127.0.0.1",
                        "--ssh",
                        "true",
                        "--md-sal",
                        "true",
                        "--debug",
                        "false")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        TestTool tool = new TestTool(process, folder, firstPort);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(log).contains("All simulated devices started successfully")) {
            if (!process.isAlive() || System.nanoTime() > end) {
                tool.close();
                throw new IOException("netconf-testtool did not start: " + Files.readString(log));
            }
            Thread.sleep(50);
        }
        return tool;
    }

    int port(int device) {
        return firstPort + device;
    }

    /** The tool makes a new host key at each start, so the tests take the one that they are shown. */
    PublicKey hostKey(int device) throws IOException {
        PublicKey[] shown = new PublicKey[1];
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((_, _, key) -> {
                shown[0] = key;
                return true;
            });
            client.start();
            try (ClientSession session = client.connect(USER, "127.0.0.1", port(device))
                    .verify(PATIENCE)
                    .getSession()) {
                session.addPasswordIdentity(PASSWORD);
                session.auth().verify(PATIENCE);
            }
        }
        return shown[0];
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A copy, because the tool adds files of its own. */
    private static Path modules(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(MODULES)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".yang")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        try (JarFile jar = new JarFile(JAR.toFile())) {
            for (var entry : jar.stream().filter(it -> own(it.getName())).toList()) {
                try (InputStream text = jar.getInputStream(entry)) {
                    Files.copy(text, folder.resolve(Path.of(entry.getName()).getFileName()));
                }
            }
        }
        return folder;
    }

    private static boolean own(String entry) {
        return OWN_MODULES.stream().anyMatch(it -> entry.startsWith("META-INF/yang/" + it + "@"));
    }

    /** The tool wants ports in a row; below those of outgoing connections, which come and go while it starts. */
    private static int freePorts(int count) throws IOException {
        for (int tries = 0; tries < 100; tries++) {
            int first = ThreadLocalRandom.current().nextInt(12_000, 32_000 - count);
            if (inARow(first, count)) {
                return first;
            }
        }
        throw new IOException("There are no %d free ports in a row.".formatted(count));
    }

    private static boolean inARow(int first, int count) {
        for (int port = first; port < first + count; port++) {
            try (ServerSocket next = new ServerSocket(port)) {
                next.setReuseAddress(true);
            } catch (IOException | IllegalArgumentException e) {
                return false;
            }
        }
        return true;
    }
}
