package dev.braid.local.topology.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever stands in a file: it is imported within the contract, or refused with a line; nothing else happens. */
@Timeout(120)
class GarbageTest {
    private static final String[] PIECES = {
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        "<",
        ">",
        "\"",
        ":",
        ",",
        "#",
        "\n",
        "\r\n",
        "\uFEFF",
        "NODES",
        "LINKS",
        "META",
        "EDGES 3\n",
        "label",
        "1",
        "-1",
        "0",
        "1e308",
        "NaN",
        "network",
        "node",
        "link",
        "node-id",
        "<node id='1'>",
        "<edge source='1' target='1'/>",
        "</node>",
        "<graphml>",
        "<graph>",
        "&lt;",
        "&x;",
        "<!DOCTYPE a [",
        "]]>",
        "null",
        "é",
        "\u0000",
        "\uD83D\uDE80",
        "99999999999999999999",
        "unit = ",
        "\t",
        " "
    };

    @ParameterizedTest
    @EnumSource(Format.class)
    void randomPiecesAreRefused(Format format) throws Exception {
        Random random = new Random(format.ordinal());
        String[] starts = {
            "", "<graphml>", "?SNDlib", "NODES (", "NODES 3\nlabel x y\n", "{\"networks\":{\"network\":[{"
        };
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder(starts[random.nextInt(starts.length)]);
            for (int piece = random.nextInt(40); piece > 0; piece--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
                text.append(random.nextInt(3) == 0 ? " " : "");
            }
            survives(text.toString().getBytes(StandardCharsets.UTF_8), Optional.of(format));
        }
    }

    @ParameterizedTest
    @CsvSource({"odd.graphml", "small-sndlib.txt", "small.graph", "te.json"})
    void damagedFilesAreImportedOrRefused(String name) throws Exception {
        Path file = Path.of(System.getProperty("basedir", ".")).resolve("src/test/resources/imports/" + name);
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(name.hashCode());
        int imported = 0;
        for (int round = 0; round < 2_000; round++) {
            imported += survives(damaged(good, random), Optional.empty()) ? 1 : 0;
        }
        // Some damage is harmless, most is not: both ways are taken.
        assertThat(imported).isBetween(20, 1_980);
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bad = good.clone();
        int at = random.nextInt(bad.length);
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bad, at);
            case 1 -> {
                bad[at] = (byte) random.nextInt(256);
                yield bad;
            }
            case 2 -> {
                int length = Math.min(random.nextInt(30), bad.length - at);
                System.arraycopy(good, random.nextInt(good.length - length), bad, at, length);
                yield bad;
            }
            default -> {
                byte[] piece = PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
                System.arraycopy(piece, 0, bad, Math.min(at, bad.length - piece.length), piece.length);
                yield bad;
            }
        };
    }

    private static boolean survives(byte[] bytes, Optional<Format> format) throws Exception {
        try {
            var imported = new TopologyImporter(ImportOptions.defaults()).read(new Source("garbage", bytes), format);
            TopologyContract.check(imported.topology());
            return true;
        } catch (ImportFailed refused) {
            assertThat(refused.getMessage()).matches("garbage:[1-9][0-9]*: [^\\n]+");
            return false;
        } catch (RuntimeException wrong) {
            throw new AssertionError(new String(bytes, StandardCharsets.UTF_8), wrong);
        }
    }
}
