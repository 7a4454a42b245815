package dev.braid.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.local.topology.TopologyApplier;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TopologyImportTest {
    private static final Path RESOURCES =
            Path.of(System.getProperty("basedir", ".")).resolve("src/test/resources/imports");

    @TempDir
    private Path folder;

    @Test
    void writesAFileThatCanBeAppliedAndTellsWhatWasAssumed() {
        Path out = folder.resolve("out.json");

        Run run = braid("topology", "import", RESOURCES.resolve("small.graph").toString(), "--out", out.toString());

        assertThat(run.code()).isZero();
        assertThat(TopologyApplier.read(out).getLinksCount()).isEqualTo(8);
        assertThat(run.errors()).contains("assumed", "4 nodes, 8 links", "REPETITA");
    }

    @Test
    void writesToTheStandardOutputOtherwise() throws Exception {
        Run run = braid("topology", "import", RESOURCES.resolve("te.json").toString(), "--provider", "nordic");

        assertThat(run.code()).isZero();
        Path out = Files.writeString(folder.resolve("stdout.json"), run.output());
        assertThat(TopologyApplier.read(out).getProviders(0).getProviderId()).isEqualTo("nordic");
    }

    @Test
    void aRefusedFileEndsWithTwoAndLeavesWhatWasThere() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.graph"), "NODES 2\nlabel x y\na 1 NaN\n");
        Path out = Files.writeString(folder.resolve("out.json"), "as before");

        Run run = braid("topology", "import", bad.toString(), "--out", out.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors().strip()).isEqualTo("braid: bad.graph:3: y of node 0: 'NaN' is not a number.");
        assertThat(out).hasContent("as before");
        try (var files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("bad.graph", "out.json");
        }
    }

    @Test
    void strictRefusesWhatIsDroppedOrAssumedAndTakesTheRest() throws Exception {
        Path out = folder.resolve("out.json");
        Path file = Files.writeString(
                folder.resolve("plain.txt"),
                "META (\nunit = GBITPERSEC\n)\nNODES ( A ( 1 1 ) B ( 2 2 ) ) LINKS ( x ( A B ) 10 0 0 0 ( ) )");

        assertThat(braid("topology", "import", "--strict", file.toString(), "--out", out.toString())
                        .code())
                .isEqualTo(2);
        assertThat(out).doesNotExist();
        assertThat(braid("topology", "import", "--strict", "--country=DE", file.toString(), "--out=" + out)
                        .code())
                .isZero();
        assertThat(TopologyApplier.read(out).getMetros(0).getCountryCode()).isEqualTo("DE");
    }

    @Test
    void optionsOutOfBoundsAreRefused() {
        for (List<String> wrong : List.of(
                List.of("--provider", "Not An Id"),
                List.of("--country", "de"),
                List.of("--default-capacity", "5"),
                List.of("--price", "2000000001"),
                List.of("--route-factor", "NaN"),
                List.of("--planar-extent-km", "0"),
                List.of("--format", "visio"))) {
            Run run = braid(
                    "topology",
                    "import",
                    RESOURCES.resolve("small.graph").toString(),
                    wrong.getFirst(),
                    wrong.getLast());

            assertThat(run.code()).as(run.errors()).isEqualTo(2);
            assertThat(run.errors()).contains(wrong.getFirst(), wrong.getLast());
        }
    }

    @Test
    void aMissingFileAndAFolderThatIsNotThereAreTold() {
        assertThat(braid("topology", "import", "absent.graphml"))
                .isEqualTo(new Run(2, "", "braid: absent.graphml does not exist.\n"));
        Run run = braid(
                "topology", "import", RESOURCES.resolve("small.graph").toString(), "--out", folder + "/no/where.json");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains("where.json cannot be written");
    }

    private record Run(int code, String output, String errors) {}

    private static Run braid(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream aside = new ByteArrayOutputStream();
        StringWriter errors = new StringWriter();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(aside, true, StandardCharsets.UTF_8));
        try {
            CommandLine braid = Braid.commandLine().setErr(new PrintWriter(errors, true));
            int code = braid.execute(arguments);
            return new Run(
                    code, output.toString(StandardCharsets.UTF_8), errors + aside.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
