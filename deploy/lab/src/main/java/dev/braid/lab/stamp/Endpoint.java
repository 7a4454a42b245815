package dev.braid.lab.stamp;

import java.nio.ByteBuffer;

/** What packets come to. */
interface Endpoint {
    StampedSocket socket();

    /** Takes a packet that has just come to the socket. */
    void take(ByteBuffer packet);
}
