package dev.braid.lab.stamp;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a Session-Reflector answers without authentication (RFC 8762, section 4.3.1), with the session's number of RFC
 * 8972: as long as what it answers.
 *
 * @param sequence counts what the reflector has sent in the session, so that losses of either way are told apart
 * @param sentNtp when the answer was sent
 * @param errorEstimate how far the reflector believes its own clock
 * @param receivedNtp when the sender's packet came
 * @param asked the sender's packet
 * @param hopLimit what was left of the hop limit of the sender's packet, 0 to 255
 */
record ReflectorPacket(
        int sequence, long sentNtp, int errorEstimate, long receivedNtp, SenderPacket asked, int hopLimit) {
    /** The length of it in octets. */
    static final int OCTETS = 44;

    private static final int TIME = 4;
    private static final int ERROR_ESTIMATE = 12;
    private static final int SESSION = 14;
    private static final int RECEIVED = 16;
    private static final int ASKED_SEQUENCE = 24;
    private static final int ASKED_TIME = 28;
    private static final int ASKED_ERROR_ESTIMATE = 36;
    private static final int HOP_LIMIT = 40;

    ReflectorPacket {
        Octets.pair("error_estimate", errorEstimate);
        if (hopLimit < 0 || hopLimit > 255) {
            throw new IllegalArgumentException("hop_limit = %d, but must be from 0 to 255.".formatted(hopLimit));
        }
    }

    /** Writes it over the first octets of what is answered; what stands behind them goes back as it came. */
    void writeTo(ByteBuffer buffer) {
        Octets.zero(buffer, OCTETS);
        buffer.putInt(0, sequence)
                .putLong(TIME, sentNtp)
                .putShort(ERROR_ESTIMATE, (short) errorEstimate)
                .putShort(SESSION, (short) asked.session())
                .putLong(RECEIVED, receivedNtp)
                .putInt(ASKED_SEQUENCE, asked.sequence())
                .putLong(ASKED_TIME, asked.sentNtp())
                .putShort(ASKED_ERROR_ESTIMATE, (short) asked.errorEstimate())
                .put(HOP_LIMIT, (byte) hopLimit);
    }

    /** What stands at the buffer's beginning; empty when it is no such packet. */
    static Optional<ReflectorPacket> read(ByteBuffer buffer) {
        if (buffer.limit() < OCTETS
                || !usable(Octets.pair(buffer, ERROR_ESTIMATE))
                || !usable(Octets.pair(buffer, ASKED_ERROR_ESTIMATE))) {
            return Optional.empty();
        }
        SenderPacket asked = new SenderPacket(
                buffer.getInt(ASKED_SEQUENCE),
                buffer.getLong(ASKED_TIME),
                Octets.pair(buffer, ASKED_ERROR_ESTIMATE),
                Octets.pair(buffer, SESSION));
        return Optional.of(new ReflectorPacket(
                buffer.getInt(0),
                buffer.getLong(TIME),
                Octets.pair(buffer, ERROR_ESTIMATE),
                buffer.getLong(RECEIVED),
                asked,
                buffer.get(HOP_LIMIT) & 0xff));
    }

    private static boolean usable(int errorEstimate) {
        return ErrorEstimate.valid(errorEstimate) && ErrorEstimate.ntp(errorEstimate);
    }

    /** One way to the reflector, in nanoseconds; true where both have one clock. */
    long forwardNs() {
        return NtpTime.minus(receivedNtp, asked.sentNtp());
    }

    /** One way back, in nanoseconds, when it came at that time. */
    long backNs(long arrivedNtp) {
        return NtpTime.minus(arrivedNtp, sentNtp);
    }
}
