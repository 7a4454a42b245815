package dev.braid.lab.stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packets of RFC 8762, octet by octet. */
class StampPacketTest {
    // 2026-11-28T05:00:00.5Z is 4,004,845,200.5 s after 1900.
    private static final long SENT_NS = 1_795_842_000_500_000_000L;
    private static final String SENT = "eeb4de50 80000000";
    private static final String SENDER = "00000007 %s 9001 0102 %s".formatted(SENT, "00000000 ".repeat(7));
    private static final String REFLECTOR =
            "00000003 eeb4de50 c0000000 9001 0102 eeb4de50 a0000000 00000007 %s 8a05 0000 3f 000000".formatted(SENT);

    @Test
    void aSenderWritesSequenceTimeErrorEstimateAndSessionAndZeros() {
        ByteBuffer buffer = ByteBuffer.wrap(octets("ff".repeat(SenderPacket.OCTETS)));
        new SenderPacket(7, NtpTime.of(SENT_NS), ErrorEstimate.ONE_CLOCK, 0x0102).writeTo(buffer);
        assertThat(buffer.array()).isEqualTo(octets(SENDER)).hasSize(44);
    }

    @Test
    void aReflectorWritesItsOwnFieldsWhenItCameAndWhatWasAsked() {
        ByteBuffer buffer = ByteBuffer.wrap(octets("ff".repeat(ReflectorPacket.OCTETS)));
        new ReflectorPacket(
                        3,
                        NtpTime.of(SENT_NS + 250_000_000),
                        ErrorEstimate.ONE_CLOCK,
                        NtpTime.of(SENT_NS + 125_000_000),
                        new SenderPacket(7, NtpTime.of(SENT_NS), 0x8a05, 0x0102),
                        63)
                .writeTo(buffer);
        assertThat(buffer.array()).isEqualTo(octets(REFLECTOR)).hasSize(44);
    }

    @Test
    void anAnswerSaysHowLongEachWayWas() {
        ReflectorPacket answer =
                ReflectorPacket.read(ByteBuffer.wrap(octets(REFLECTOR))).orElseThrow();
        assertThat(answer.forwardNs()).isEqualTo(125_000_000);
        assertThat(answer.backNs(NtpTime.of(SENT_NS + 300_000_000))).isEqualTo(50_000_000);
        assertThat(answer.asked().sequence()).isEqualTo(7);
        assertThat(answer.asked().session()).isEqualTo(0x0102);
        assertThat(answer.hopLimit()).isEqualTo(63);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            SenderPacket asked = new SenderPacket(
                    random.nextInt(), random.nextLong(), 0x8001 | random.nextInt(64) << 8, random.nextInt(65_536));
            ByteBuffer buffer = ByteBuffer.allocate(44 + random.nextInt(100));
            asked.writeTo(buffer);
            assertThat(SenderPacket.read(buffer)).contains(asked);
            ReflectorPacket answer = new ReflectorPacket(
                    random.nextInt(), random.nextLong(), 0x8001, random.nextLong(), asked, random.nextInt(256));
            answer.writeTo(buffer);
            assertThat(ReflectorPacket.read(buffer)).contains(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 14, 43})
    void whatIsTooShortIsNoPacket(int length) {
        ByteBuffer cut = ByteBuffer.wrap(octets(REFLECTOR), 0, length).slice();
        assertThat(SenderPacket.read(cut)).isEmpty();
        assertThat(ReflectorPacket.read(cut)).isEmpty();
    }

    @Test
    void anErrorEstimateWithoutAMultiplierSaysThatThePacketIsBroken() {
        byte[] sender = octets(SENDER);
        sender[13] = 0;
        assertThat(SenderPacket.read(ByteBuffer.wrap(sender))).isEmpty();
        byte[] reflector = octets(REFLECTOR);
        reflector[13] = 0;
        assertThat(ReflectorPacket.read(ByteBuffer.wrap(reflector))).isEmpty();
    }

    @Test
    void timesInTheFormatOfPtpAreSentBackButNotReckonedWith() {
        byte[] sender = octets(SENDER);
        sender[12] |= 0x40;
        assertThat(SenderPacket.read(ByteBuffer.wrap(sender)).map(SenderPacket::errorEstimate))
                .contains(0xd001);
        byte[] reflector = octets(REFLECTOR);
        reflector[12] |= 0x40;
        assertThat(ReflectorPacket.read(ByteBuffer.wrap(reflector))).isEmpty();
    }

    @Test
    void anythingIsReadOrRefusedButNeverAnError() {
        Random random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            byte[] noise = new byte[random.nextInt(100)];
            random.nextBytes(noise);
            assertThat(SenderPacket.read(ByteBuffer.wrap(noise)).isPresent())
                    .isEqualTo(noise.length >= 44 && noise[13] != 0);
            assertThat(ReflectorPacket.read(ByteBuffer.wrap(noise)).isPresent())
                    .isEqualTo(noise.length >= 44
                            && noise[13] != 0
                            && noise[37] != 0
                            && (noise[12] & 0x40) == 0
                            && (noise[36] & 0x40) == 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, error_estimate = -1", "65536, 0, error_estimate = 65536", "1, 65536, session = 65536"})
    void aFieldThatDoesNotFitIsNamedWithItsBound(int errorEstimate, int session, String message) {
        assertThatThrownBy(() -> new SenderPacket(0, 0, errorEstimate, session))
                .hasMessage(message + ", but must be from 0 to 65535.");
    }

    @Test
    void timesAreSubtractedAcrossTheYear2036() {
        long last = 2_085_978_495L * 1_000_000_000 + 999_999_999;
        assertThat(NtpTime.of(last) >>> 32).isEqualTo(0xffff_ffffL);
        assertThat(NtpTime.of(last + 1) >>> 32).isZero();
        assertThat(NtpTime.minus(NtpTime.of(last + 5_000_000), NtpTime.of(last - 5_000_000)))
                .isBetween(9_999_999L, 10_000_001L);
        assertThat(NtpTime.minus(NtpTime.of(last - 5_000_000), NtpTime.of(last + 5_000_000)))
                .isBetween(-10_000_001L, -9_999_999L);
    }

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
