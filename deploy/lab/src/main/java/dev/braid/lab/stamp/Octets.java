package dev.braid.lab.stamp;

import java.nio.ByteBuffer;

/** Fields of two octets without a sign, in the order of the network. */
final class Octets {
    private Octets() {}

    static int pair(ByteBuffer buffer, int at) {
        return buffer.getShort(at) & 0xffff;
    }

    static void pair(String field, int value) {
        if (value < 0 || value > 0xffff) {
            throw new IllegalArgumentException("%s = %d, but must be from 0 to 65535.".formatted(field, value));
        }
    }

    static void zero(ByteBuffer buffer, int octets) {
        for (int i = 0; i < octets; i++) {
            buffer.put(i, (byte) 0);
        }
    }
}
