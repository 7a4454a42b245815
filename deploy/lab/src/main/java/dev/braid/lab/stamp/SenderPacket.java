package dev.braid.lab.stamp;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a Session-Sender sends without authentication (RFC 8762, section 4.2.1), with the session's number of RFC 8972.
 *
 * @param sequence counts the packets of a session, 32 bits without a sign
 * @param sentNtp when it was sent, in the format of NTP
 * @param errorEstimate how far the sender believes its own clock, as {@link ErrorEstimate} writes it
 * @param session the session's number, 0 to 65535
 */
record SenderPacket(int sequence, long sentNtp, int errorEstimate, int session) {
    /** The length of it in octets; what is longer carries more that the base format does not know. */
    static final int OCTETS = 44;

    private static final int TIME = 4;
    private static final int ERROR_ESTIMATE = 12;
    private static final int SESSION = 14;

    SenderPacket {
        Octets.pair("error_estimate", errorEstimate);
        Octets.pair("session", session);
    }

    /** Writes it from the buffer's beginning; what must be zero is. */
    void writeTo(ByteBuffer buffer) {
        Octets.zero(buffer, OCTETS);
        buffer.putInt(0, sequence)
                .putLong(TIME, sentNtp)
                .putShort(ERROR_ESTIMATE, (short) errorEstimate)
                .putShort(SESSION, (short) session);
    }

    /** What stands at the buffer's beginning; empty when it is no such packet. What must be zero is not looked at. */
    static Optional<SenderPacket> read(ByteBuffer buffer) {
        if (buffer.limit() < OCTETS) {
            return Optional.empty();
        }
        int errorEstimate = Octets.pair(buffer, ERROR_ESTIMATE);
        return ErrorEstimate.valid(errorEstimate)
                ? Optional.of(new SenderPacket(
                        buffer.getInt(0), buffer.getLong(TIME), errorEstimate, Octets.pair(buffer, SESSION)))
                : Optional.empty();
    }
}
