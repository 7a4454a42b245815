package dev.braid.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.adapter.example.ExampleAdapter;
import dev.braid.adapter.server.AdapterServer;
import dev.braid.api.adapter.v1.Order;
import dev.braid.embedded.FreePort;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AdapterVerifyTest {
    private static final Map<String, Long> LINKS = Map.of("a-b", 100_000_000_000L, "b-c", 100_000_000_000L);

    @TempDir
    private Path folder;

    private record Run(int code, String out, String err) {}

    /** No other installation is looked at, and none is made. */
    @BeforeEach
    void standAlone() {
        System.setProperty("braid.repository", folder.toString());
    }

    @AfterEach
    void standAsBefore() {
        System.clearProperty("braid.repository");
    }

    @Test
    void anAdapterThatKeepsItsPromisesEndsWithZero() throws IOException {
        try (AdapterServer server = good().listen("127.0.0.1", 0)) {
            Run run = run(server.port(), "--link", "a-b", "--link", "b-c");

            assertThat(run.code).as(run.out + run.err).isZero();
            assertThat(run.out)
                    .startsWith("example 1, provider example")
                    .contains(" 0 failed, ")
                    .contains("The adapter offers no bench");
        }
    }

    /** Without a memory of terms, and with nothing behind it that has one. */
    @Test
    void anAdapterThatBreaksPromisesEndsWithOne() throws IOException {
        try (AdapterServer server =
                AdapterServer.serving(new ExampleAdapter("example", LINKS)).listen("127.0.0.1", 0)) {
            Run run = run(server.port(), "--link", "a-b", "--provider", "example");

            assertThat(run.code).isEqualTo(1);
            assertThat(run.out)
                    .containsPattern("older-epoch +FAIL")
                    .contains("expected: ReleaseLeg: FAILED_PRECONDITION");
        }
    }

    @Test
    void whereNobodyListensItSaysSo() throws IOException {
        Run run = run(FreePort.find(), "--link", "a-b");

        assertThat(run.code).isEqualTo(2);
        assertThat(run.err).startsWith("braid: Nothing answers at 127.0.0.1:").contains("Connection refused");
    }

    @Test
    void whatIsNoAdapterIsToldApart() throws IOException {
        Server other = NettyServerBuilder.forAddress(
                        new InetSocketAddress("127.0.0.1", 0), InsecureServerCredentials.create())
                .build()
                .start();
        try {
            Run run = run(other.getPort(), "--link", "a-b");
            assertThat(run.code).isEqualTo(2);
            assertThat(run.err).contains("serves no braid.adapter.v1.ProviderAdapterService");
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void whatCannotBeRunOrdersNothing() throws IOException {
        ExampleAdapter adapter = new ExampleAdapter("example", LINKS);
        Path token = Files.writeString(folder.resolve("token"), "secret\n");
        Path wrong = Files.writeString(folder.resolve("wrong"), "other\n");
        try (AdapterServer server =
                AdapterServer.serving(adapter).withToken("secret").listen("127.0.0.1", 0)) {
            for (List<String> each : List.of(
                    List.of("lets nobody in without the right token", "--link", "a-b"),
                    List.of(
                            "lets nobody in without the right token",
                            "--link",
                            "a-b",
                            "--token-file",
                            wrong.toString()),
                    List.of(
                            "speaks for [example], not for 'nobody'",
                            "--token-file",
                            token.toString(),
                            "--provider",
                            "nobody",
                            "--link",
                            "a-b"),
                    List.of("name some with --link", "--token-file", token.toString()),
                    List.of(
                            "The bandwidth (0 bit/s)",
                            "--token-file",
                            token.toString(),
                            "--link",
                            "a-b",
                            "--bandwidth",
                            "0"),
                    List.of(
                            "cannot be read",
                            "--token-file",
                            folder.resolve("none").toString(),
                            "--link",
                            "a-b"))) {
                Run run = run(server.port(), each.subList(1, each.size()).toArray(String[]::new));
                assertThat(run.code).as(run.toString()).isEqualTo(2);
                assertThat(run.err)
                        .startsWith("braid: ")
                        .contains(each.getFirst())
                        .doesNotContain("secret");
            }
        }
        assertThat(adapter.list("example")).isEqualTo(List.<Order>of());
    }

    private AdapterServer.Builder good() {
        return AdapterServer.serving(new ExampleAdapter("example", LINKS))
                .remembering(folder.resolve("terms"))
                .version("1");
    }

    private Run run(int port, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "adapter";
        arguments[1] = "verify";
        arguments[2] = "127.0.0.1:" + port;
        System.arraycopy(options, 0, arguments, 3, options.length);
        StringWriter err = new StringWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream standard = System.out;
        CommandLine braid = Braid.commandLine();
        braid.setErr(new PrintWriter(err, true));
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            int code = braid.execute(arguments);
            return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            System.setOut(standard);
        }
    }
}
