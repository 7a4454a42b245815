package dev.braid.netconf.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {
    private static final int MOST = 4096;

    @Test
    void messagesComeOutAsTheyWentIn() throws IOException {
        Random random = new Random(6242);
        for (int round = 0; round < 2000; round++) {
            byte[] message = text(random, 1 + random.nextInt(MOST));
            byte[] next = text(random, 1 + random.nextInt(20));
            for (Framing framing : Framing.values()) {
                ByteArrayOutputStream wire = new ByteArrayOutputStream();
                framing.write(wire, message);
                framing.write(wire, next);
                InputStream stream = new ByteArrayInputStream(wire.toByteArray());
                assertThat(framing.read(stream, MOST)).isEqualTo(message);
                assertThat(framing.read(stream, MOST)).isEqualTo(next);
            }
        }
    }

    /** The oracle joins what it has cut itself. */
    @Test
    void chunksOfAnySizeAreOneMessage() throws IOException {
        Random random = new Random(9182);
        for (int round = 0; round < 2000; round++) {
            byte[] message = text(random, 1 + random.nextInt(MOST));
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            for (int at = 0; at < message.length; ) {
                int size = 1 + random.nextInt(message.length - at);
                wire.write(ascii("\n#" + size + "\n"));
                wire.write(message, at, size);
                at += size;
            }
            wire.write(ascii("\n##\n"));
            assertThat(Framing.CHUNKS.read(new ByteArrayInputStream(wire.toByteArray()), MOST))
                    .isEqualTo(message);
        }
    }

    @Test
    void theExampleOfRfc6242IsRead() throws IOException {
        assertThat(chunks("\n#4\n<rpc\n#18\n message-id=\"102\"\n\n#2\n/>\n##\n"))
                .isEqualTo("<rpc message-id=\"102\"\n/>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n#",
                "\n##\n",
                "\n#0\n\n##\n",
                "\n#01\nx\n##\n",
                "\n#-1\nx\n##\n",
                "\n#+1\nx\n##\n",
                "\n# 1\nx\n##\n",
                "\n#\nx\n##\n",
                "\n#1x\n##\n",
                "\n#2\nx",
                "\n#1\nx\n##",
                "\n#1\nx##\n",
                "\n#1\nx\r\n##\n",
                "#1\nx\n##\n",
                "\n#99999999999999999999\nx\n##\n",
                "\n#4294967296\nx\n##\n",
                "\n#4294967295\nx\n##\n",
                "\n#4097\nx\n##\n",
                "<rpc-reply/>]]>]]>",
            })
    void whatIsNoChunkIsBroken(String wire) {
        assertThatThrownBy(() -> chunks(wire)).isInstanceOf(ProtocolBroken.class);
    }

    @Test
    void theBoundHoldsForAllChunksTogether() throws IOException {
        String half = "\n#2048\n" + "x".repeat(2048);

        assertThat(chunks(half + half + "\n##\n")).hasSize(MOST);
        assertThatThrownBy(() -> chunks(half + half + "\n#1\nx\n##\n")).hasMessageContaining("4096");
    }

    @Test
    void theBoundHoldsForAMessageThatNeverEnds() throws IOException {
        assertThat(marked("x".repeat(MOST) + "]]>]]>")).hasSize(MOST);
        assertThatThrownBy(() -> marked("x".repeat(MOST + 1) + "]]>]]>")).hasMessageContaining("at most");
        assertThatThrownBy(() -> marked("x".repeat(100 * MOST))).hasMessageContaining("at most");
    }

    @Test
    void halfAnEndMarkIsPartOfTheMessage() throws IOException {
        assertThat(marked("a]]>]]b]]>]]]>]]>")).isEqualTo("a]]>]]b]]>]");
        assertThatThrownBy(() -> marked("a]]>]]")).isInstanceOf(ProtocolBroken.class);
    }

    @Test
    void damagedChunksAreReadOrBrokenAndNothingElse() throws IOException {
        Random random = new Random(42);
        int broken = 0;
        for (int round = 0; round < 20_000; round++) {
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            Framing.CHUNKS.write(wire, text(random, 1 + random.nextInt(30)));
            byte[] bytes = wire.toByteArray();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try {
                Framing.CHUNKS.read(new ByteArrayInputStream(bytes), MOST);
            } catch (ProtocolBroken e) {
                broken++;
            }
        }
        assertThat(broken).isBetween(1000, 19_000);
    }

    private static String chunks(String wire) throws IOException {
        return utf8(Framing.CHUNKS.read(new ByteArrayInputStream(ascii(wire)), MOST));
    }

    private static String marked(String wire) throws IOException {
        return utf8(Framing.END_MARK.read(new ByteArrayInputStream(ascii(wire)), MOST));
    }

    private static byte[] text(Random random, int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) "<rpc/>\n#12 ]".charAt(random.nextInt(12));
        }
        // XML never ends so that the mark would begin before it.
        boolean clear = (utf8(text) + "]]>]]>").indexOf("]]>]]>") == length;
        return clear ? text : text(random, length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String utf8(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }
}
