package dev.braid.local.topology.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real files of the public collections, which are not part of the project: skipped where they are absent. */
class CollectionsTest {
    @ParameterizedTest
    @CsvSource({"topology-zoo,.graphml", "sndlib,.txt", "repetita,.graph", "rfc8345,.json"})
    void everyFileIsImportedOrRefusedWithALine(String collection, String suffix, @TempDir Path folder)
            throws Exception {
        List<Path> files = files(collection, suffix);
        assumeTrue(!files.isEmpty(), "no files of " + collection);
        int imported = 0;
        List<String> refusals = new ArrayList<>();
        for (Path file : files) {
            try {
                var result = new TopologyImporter(ImportOptions.defaults()).read(file, Optional.empty());
                TopologyContract.kept(result.topology(), folder);
                var again = new TopologyImporter(ImportOptions.defaults()).read(file, Optional.empty());
                assertThat(again.topology()).isEqualTo(result.topology());
                imported++;
            } catch (ImportFailed refused) {
                assertThat(refused.getMessage()).matches("(?s)[^:]+:[0-9]+: .+");
                refusals.add(refused.getMessage());
            }
        }
        System.out.printf("%s: %d of %d files imported; %s%n", collection, imported, files.size(), refusals);
        assertThat(imported + refusals.size()).isEqualTo(files.size());
    }

    private static List<Path> files(String collection, String suffix) throws IOException {
        String data = System.getProperty("braid.data", System.getenv().getOrDefault("BRAID_DATA", ""));
        if (data.isEmpty()) {
            return List.of();
        }
        Path folder = Path.of(data, "data", collection);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }
}
