package dev.braid.lab.stamp;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** A Session-Sender (RFC 8762, section 4.2) with one reflector. */
final class Sender implements Endpoint {
    private final StampedSocket socket;
    private final MemorySegment reflector;
    private final int session;
    private final Tally tally;
    private int sequence;

    Sender(StampedSocket socket, MemorySegment reflector, int session, Tally tally) {
        this.socket = socket;
        this.reflector = reflector;
        this.session = session;
        this.tally = tally;
    }

    @Override
    public StampedSocket socket() {
        return socket;
    }

    Tally tally() {
        return tally;
    }

    /** Sends the next packet; one that cannot even leave, because the light is out, is a lost one. */
    void send() {
        long nowNs = StampedSocket.nowNs();
        tally.sent(sequence, nowNs);
        new SenderPacket(sequence++, NtpTime.of(nowNs), ErrorEstimate.ONE_CLOCK, session).writeTo(socket.room());
        boolean _ = socket.send(SenderPacket.OCTETS, reflector);
    }

    @Override
    public void take(ByteBuffer packet) {
        ReflectorPacket.read(packet)
                .filter(answer -> answer.asked().session() == session)
                .ifPresentOrElse(answer -> tally.answered(answer, NtpTime.of(socket.arrivedNs())), tally::refused);
    }
}
