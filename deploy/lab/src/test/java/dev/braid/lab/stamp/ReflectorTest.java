package dev.braid.lab.stamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reflector on a real socket of this machine, asked by a plain one. */
class ReflectorTest {
    private static final int WAIT_MILLIS = 5000;

    private Thread thread;
    private StampedSocket socket;
    private Reflector reflector;
    private DatagramSocket sender;
    private volatile boolean stopped;
    private int port;

    @BeforeEach
    void listen() throws IOException {
        sender = new DatagramSocket(new InetSocketAddress(loopback(), 0));
        sender.setSoTimeout(WAIT_MILLIS);
        try (DatagramSocket free = new DatagramSocket(new InetSocketAddress(loopback(), 0))) {
            port = free.getLocalPort();
        }
        socket = new StampedSocket("::1", port);
        reflector = new Reflector(socket);
        thread = Thread.ofPlatform().start(this::reflect);
    }

    @AfterEach
    void close() throws InterruptedException {
        if (thread != null) {
            stopped = true;
            thread.join();
            socket.close();
            sender.close();
        }
    }

    @Test
    void answersInTheOrderOfTheSessionWithItsOwnCount() throws IOException {
        for (int i = 0; i < 3; i++) {
            long before = StampedSocket.nowNs();
            ReflectorPacket answer = asked(new SenderPacket(100 + i, NtpTime.of(before), 0x9001, 5));
            assertThat(answer.sequence()).isEqualTo(i);
            assertThat(answer.asked().sequence()).isEqualTo(100 + i);
            assertThat(answer.asked().session()).isEqualTo(5);
            assertThat(answer.forwardNs()).isNotNegative();
            assertThat(answer.backNs(NtpTime.of(StampedSocket.nowNs()))).isNotNegative();
            assertThat(NtpTime.minus(answer.sentNtp(), answer.receivedNtp())).isNotNegative();
            assertThat(answer.hopLimit()).isEqualTo(64);
        }
        assertThat(asked(new SenderPacket(0, 0, 0x9001, 6)).sequence()).isZero();
    }

    @Test
    void anAnswerIsAsLongAsTheQuestionAndWhatStandsBehindComesBack() throws IOException {
        byte[] question = question(new SenderPacket(1, 2, 0x9001, 3), 60);
        Arrays.fill(question, 44, 60, (byte) 0xab);
        byte[] answer = answer(question);
        assertThat(answer).hasSize(60);
        assertThat(Arrays.copyOfRange(answer, 44, 60)).containsOnly(0xab);
    }

    @Test
    void whatIsNoPacketOfASenderIsNotAnswered() throws IOException {
        send(new byte[0]);
        send(new byte[43]);
        send(new byte[44]);
        assertThat(asked(new SenderPacket(9, 0, 0x9001, 1)).asked().sequence()).isEqualTo(9);
        assertThat(reflector.refused()).isEqualTo(3);
        sender.setSoTimeout(50);
        try {
            DatagramPacket more = new DatagramPacket(new byte[100], 100);
            sender.receive(more);
            throw new AssertionError("An answer of %d octets.".formatted(more.getLength()));
        } catch (SocketTimeoutException e) {
            assertThat(e).isNotNull();
        }
    }

    private void reflect() {
        while (!stopped) {
            ByteBuffer packet = socket.receive();
            if (packet == null) {
                Thread.onSpinWait();
            } else {
                reflector.take(packet);
            }
        }
    }

    private ReflectorPacket asked(SenderPacket packet) throws IOException {
        return ReflectorPacket.read(ByteBuffer.wrap(answer(question(packet, SenderPacket.OCTETS))))
                .orElseThrow();
    }

    private static byte[] question(SenderPacket packet, int length) {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        packet.writeTo(buffer);
        return buffer.array();
    }

    private byte[] answer(byte[] question) throws IOException {
        send(question);
        DatagramPacket answer = new DatagramPacket(new byte[100], 100);
        sender.receive(answer);
        return Arrays.copyOf(answer.getData(), answer.getLength());
    }

    private void send(byte[] octets) throws IOException {
        sender.send(new DatagramPacket(octets, octets.length, loopback(), port));
    }

    private static InetAddress loopback() throws IOException {
        InetAddress loopback = InetAddress.getByName("::1");
        Assumptions.assumeTrue(loopback instanceof Inet6Address && loopback.isReachable(1000), "No IPv6 here.");
        return loopback;
    }
}
