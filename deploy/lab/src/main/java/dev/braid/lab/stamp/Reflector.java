package dev.braid.lab.stamp;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A stateful Session-Reflector (RFC 8762, section 4.3): answers each packet of a sender with its own count of the
 * session, as long as it came. What is no such packet is not answered.
 */
final class Reflector implements Endpoint {
    private static final int MOST_SESSIONS = 1000;

    private final StampedSocket socket;
    private final Map<String, Integer> answered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST_SESSIONS;
        }
    };
    private long refused;

    Reflector(StampedSocket socket) {
        this.socket = socket;
    }

    @Override
    public StampedSocket socket() {
        return socket;
    }

    @Override
    public void take(ByteBuffer packet) {
        SenderPacket.read(packet).ifPresentOrElse(asked -> answer(asked, packet), () -> refused++);
    }

    /** How many came that are no packets of senders. */
    long refused() {
        return refused;
    }

    private void answer(SenderPacket asked, ByteBuffer packet) {
        MemorySegment sender = socket.sender();
        int sequence = answered.merge(session(asked, sender), 0, (before, _) -> before + 1);
        long receivedNtp = NtpTime.of(socket.arrivedNs());
        // Our time of sending is the last thing to be written.
        new ReflectorPacket(
                        sequence,
                        NtpTime.of(StampedSocket.nowNs()),
                        ErrorEstimate.ONE_CLOCK,
                        receivedNtp,
                        asked,
                        socket.hopLimit())
                .writeTo(packet);
        boolean _ = socket.send(packet.limit(), sender);
    }

    /** Address, port and number of the session: what RFC 8972 tells sessions by. */
    private static String session(SenderPacket asked, MemorySegment sender) {
        StringBuilder name = new StringBuilder(48);
        for (int at = 2; at < 24; at++) {
            name.append((char) (sender.get(ValueLayout.JAVA_BYTE, at) & 0xff));
        }
        return name.append(asked.session()).toString();
    }
}
