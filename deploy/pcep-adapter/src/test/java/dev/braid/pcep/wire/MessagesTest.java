package dev.braid.pcep.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.pcep.wire.Message.Cause;
import dev.braid.pcep.wire.Message.Planned;
import dev.braid.pcep.wire.Message.Report;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {
    /** As pathd of FRR 8.4.4 sent it for an LSP that it had just taken. */
    private static final String FRR_REPORT = "200a005c"
            + "21120014000000000000000a001c000400000001"
            + "20120028000010c9001200107f000002000000007f0000020aff00c10011000762726169642d3100"
            + "071200142408000903e820002408000903e83000"
            + "0512000849989680";

    /** As pathd answers when it is asked to take an LSP away that it does not have; the command comes last. */
    private static final String FRR_ERROR = "200600200d10000800001303211000140000000100000005001c000400000001";

    @Test
    void readsWhatARouterOfFrrReports() throws IOException {
        assertThat(read(FRR_REPORT))
                .isEqualTo(new Message.Reports(List.of(new Report(
                        10,
                        new Lsp(1, true, false, false, true, true, Operation.GOING_UP, Optional.of("braid-1")),
                        List.of(new Hop.Segment(16002, Optional.empty()), new Hop.Segment(16003, Optional.empty())),
                        Optional.of(1_250_000F)))));
    }

    @Test
    void readsWhatARouterOfFrrRefuses() throws IOException {
        assertThat(read(FRR_ERROR)).isEqualTo(new Message.Failed(List.of(Cause.UNKNOWN_LSP), List.of(5L)));
    }

    @Test
    void writesACommandAsTheStandardsHaveIt() {
        Message command = new Message.Initiate(
                10,
                new Planned(
                        "braid-1",
                        address("127.0.0.2"),
                        address("10.255.0.193"),
                        List.of(new Hop.Segment(16002, Optional.empty())),
                        1_250_000F,
                        1001));
        assertThat(HexFormat.of().formatHex(MessageWriter.write(command)))
                .isEqualTo("200c005c"
                        + "21120014000000000000000a001c000400000001"
                        + "20120014000000090011000762726169642d3100"
                        + "0412000c7f0000020aff00c1"
                        + "0712000c2408000903e82000"
                        + "0512000849989680"
                        + "221000100000000900010004000003e9");
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Random random = new Random(8231);
        for (int i = 0; i < 5_000; i++) {
            Message message = message(random);
            byte[] octets = MessageWriter.write(message);
            assertThat(octets.length % 4).isZero();
            assertThat(read(octets)).isEqualTo(message);
        }
    }

    @Test
    void whatIsCutOffIsNoMessage() {
        Random random = new Random(5440);
        for (int i = 0; i < 1_000; i++) {
            byte[] octets = MessageWriter.write(message(random));
            byte[] cut = Arrays.copyOf(octets, random.nextInt(octets.length));
            assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read(cut));
        }
    }

    @Test
    void whateverComesIsAMessageOrMalformed() {
        Random random = new Random(8281);
        int malformed = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = MessageWriter.write(message(random));
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            try {
                read(octets);
            } catch (Malformed unreadable) {
                malformed++;
            } catch (IOException cut) {
                assertThat(cut).isInstanceOf(EOFException.class);
            }
        }
        assertThat(malformed).isGreaterThan(2_000);
    }

    @ParameterizedTest
    @CsvSource({
        // header
        "40020004, version",
        "20020003, length of a message",
        "20020006, length of a message",
        // objects
        "200a00080000, ''",
        "200a000820120003, length of an object",
        "200a000820120009, length of an object",
        "200a000820120006, length of an object",
        "200a000821120004, no LSP object",
        "200a0004, report is empty",
        "200a000820120004, has 0 octets",
        "20060004, no ERROR object",
        "20010004, no OPEN object",
        "200c000821120004, has 0 octets",
        // TLVs, hops, numbers
        "200a00102012000c0000100000110009, length of a TLV",
        "200a0014201200100000100000110002fffe0000, is not text",
        "200a001420120008000010000712000808000000, ''",
        "200a001420120008000010000712000824030000, length of a hop",
        "200a0014201200080000100007120008240c0000, length of a hop",
        "200a00142012000800001000051200087fc00000, bandwidth",
        "200a0014201200080000100005120008bf800000, bandwidth"
    })
    void badInputIsNamed(String hex, String word) {
        byte[] octets = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> read(octets)).isInstanceOf(IOException.class).satisfies(thrown -> {
            if (word.isEmpty()) {
                return;
            }
            assertThat(thrown).isInstanceOf(Malformed.class).hasMessageContaining(word);
        });
    }

    @Test
    void objectsAndTlvsThatNobodyKnowsAreSkipped() throws IOException {
        String unknownTlv = "abcd000101000000";
        String unknownObject = "7f10000800000000";
        String report = "200a001c2012001000001009" + unknownTlv + unknownObject;
        assertThat(read(report))
                .isEqualTo(new Message.Reports(List.of(new Report(
                        0,
                        new Lsp(1, true, false, false, true, false, Operation.DOWN, Optional.empty()),
                        List.of(),
                        Optional.empty()))));
        assertThat(read("20630004")).isEqualTo(new Message.Unread(0x63));
    }

    private static Message message(Random random) {
        return switch (random.nextInt(8)) {
            case 0 ->
                new Message.Open(
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean());
            case 1 -> new Message.Keepalive();
            case 2 -> new Message.Close(random.nextInt(256));
            case 3 ->
                new Message.Failed(
                        List.of(new Cause(random.nextInt(256), random.nextInt(256))),
                        random.nextBoolean() ? List.of() : List.of(number(random)));
            case 4 -> {
                List<Report> reports = new ArrayList<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    reports.add(report(random));
                }
                yield new Message.Reports(reports);
            }
            case 5 ->
                new Message.Initiate(
                        number(random),
                        new Planned(
                                name(random),
                                address("10.0.0." + random.nextInt(256)),
                                address("192.0.2." + random.nextInt(256)),
                                route(random),
                                rate(random),
                                random.nextInt()));
            case 6 -> new Message.Update(number(random), random.nextInt(1 << 20), route(random), rate(random));
            default -> new Message.Remove(number(random), random.nextInt(1 << 20));
        };
    }

    private static Report report(Random random) {
        return new Report(
                random.nextBoolean() ? 0 : number(random),
                new Lsp(
                        random.nextInt(1 << 20),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        Operation.values()[random.nextInt(Operation.values().length)],
                        random.nextBoolean() ? Optional.empty() : Optional.of(name(random))),
                route(random),
                random.nextBoolean() ? Optional.empty() : Optional.of(rate(random)));
    }

    private static List<Hop> route(Random random) {
        List<Hop> route = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            route.add(
                    switch (random.nextInt(4)) {
                        case 0 -> new Hop.Address(address("10.1.0." + random.nextInt(256)), random.nextInt(33));
                        case 1 -> new Hop.Unread(99);
                        case 2 -> new Hop.Segment(random.nextInt(1 << 20), Optional.empty());
                        default ->
                            new Hop.Segment(
                                    random.nextInt(1 << 20),
                                    Optional.of(new Hop.Adjacency(
                                            address("10.2.0." + random.nextInt(256)),
                                            address("10.3.0." + random.nextInt(256)))));
                    });
        }
        return route;
    }

    private static String name(Random random) {
        return "ä".repeat(random.nextInt(3)) + "x".repeat(1 + random.nextInt(60));
    }

    private static long number(Random random) {
        return 1 + (random.nextInt() & 0x7FFFFFFFL) * 2;
    }

    private static float rate(Random random) {
        return random.nextFloat() * 1e9F;
    }

    private static Inet4Address address(String text) {
        return (Inet4Address) InetAddress.ofLiteral(text);
    }

    private static Message read(String hex) throws IOException {
        return read(HexFormat.of().parseHex(hex));
    }

    private static Message read(byte[] octets) throws IOException {
        return MessageReader.read(new DataInputStream(new ByteArrayInputStream(octets)));
    }
}
