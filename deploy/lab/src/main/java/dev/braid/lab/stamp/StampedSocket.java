package dev.braid.lab.stamp;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/**
 * A UDP socket over IPv6 whose packets the kernel stamps as they come in (SO_TIMESTAMPNS): what a busy machine does with
 * the reader later does not count. For one thread.
 */
final class StampedSocket implements AutoCloseable {
    private static final int INET6 = 10;
    private static final int DATAGRAM = 2;
    private static final int SOL_SOCKET = 1;
    private static final int SO_TIMESTAMPNS = 35;
    private static final int SOL_IPV6 = 41;
    private static final int IPV6_RECVHOPLIMIT = 51;
    private static final int IPV6_HOPLIMIT = 52;
    private static final int DONT_WAIT = 0x40;
    private static final int MOST_OCTETS = 2048;
    private static final int CONTROL_OCTETS = 256;
    private static final int CONTROL_HEADER = 16;
    private static final int UNKNOWN_HOP_LIMIT = 255;
    private static final int ADDRESS_OCTETS = 28;
    private static final StructLayout MESSAGE = MemoryLayout.structLayout(
            ValueLayout.ADDRESS.withName("name"),
            ValueLayout.JAVA_LONG.withName("name_length"),
            ValueLayout.ADDRESS.withName("parts"),
            ValueLayout.JAVA_LONG.withName("part_count"),
            ValueLayout.ADDRESS.withName("control"),
            ValueLayout.JAVA_LONG.withName("control_length"),
            ValueLayout.JAVA_LONG.withName("flags"));

    private final Arena arena = Arena.ofShared();
    private final int socket = Posix.socket(INET6, DATAGRAM);
    private final MemorySegment octets = arena.allocate(MOST_OCTETS);
    private final MemorySegment control = arena.allocate(CONTROL_OCTETS, Long.BYTES);
    private final MemorySegment part = arena.allocate(2 * Long.BYTES, Long.BYTES);
    private final MemorySegment from = arena.allocate(ADDRESS_OCTETS, Long.BYTES);
    private final MemorySegment message = arena.allocate(MESSAGE);
    private long arrivedNs;
    private int hopLimit;

    /** At this address and port of the network that the thread lives in; port 0 is any that is free. */
    StampedSocket(String address, int port) {
        try {
            Posix.bind(socket, address(arena, address, port));
            MemorySegment on = arena.allocateFrom(ValueLayout.JAVA_INT, 1);
            Posix.option(socket, SOL_SOCKET, SO_TIMESTAMPNS, on);
            Posix.option(socket, SOL_IPV6, IPV6_RECVHOPLIMIT, on);
            part.set(ValueLayout.ADDRESS, 0, octets);
            part.set(ValueLayout.JAVA_LONG, Long.BYTES, MOST_OCTETS);
        } catch (IllegalStateException e) {
            close();
            throw new IllegalStateException("No socket at %s, port %d: %s".formatted(address, port, e.getMessage()), e);
        }
    }

    int number() {
        return socket;
    }

    /** An address for {@link #send}. */
    MemorySegment peer(String address, int port) {
        return address(arena, address, port);
    }

    /** The next packet, from its first octet to its last, without waiting; null when there is none. */
    ByteBuffer receive() {
        message.fill((byte) 0);
        message.set(ValueLayout.ADDRESS, 0, from);
        message.set(ValueLayout.JAVA_LONG, 8, ADDRESS_OCTETS);
        message.set(ValueLayout.ADDRESS, 16, part);
        message.set(ValueLayout.JAVA_LONG, 24, 1L);
        message.set(ValueLayout.ADDRESS, 32, control);
        message.set(ValueLayout.JAVA_LONG, 40, CONTROL_OCTETS);
        long length = Posix.receive(socket, message, DONT_WAIT);
        if (length < 0) {
            // Nothing is there, or an error of an earlier packet, such as a network that was away.
            return null;
        }
        arrivedNs = nowNs();
        hopLimit = UNKNOWN_HOP_LIMIT;
        readControl(message.get(ValueLayout.JAVA_LONG, 40));
        return octets.asSlice(0, length).asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    }

    /** When the kernel had the last packet, in nanoseconds since 1970. */
    long arrivedNs() {
        return arrivedNs;
    }

    /** What was left of its hop limit. */
    int hopLimit() {
        return hopLimit;
    }

    /** Who sent it; what comes next is written over it. */
    MemorySegment sender() {
        return from;
    }

    /** Where packets to send are written. */
    ByteBuffer room() {
        return octets.asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    }

    /** Whether the first octets of the room went out. */
    boolean send(int length, MemorySegment to) {
        return Posix.send(socket, octets.asSlice(0, length), to, DONT_WAIT) == length;
    }

    /** The clock of the stamps. */
    static long nowNs() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private void readControl(long length) {
        for (long at = 0; at + CONTROL_HEADER <= length; ) {
            long size = control.get(ValueLayout.JAVA_LONG, at);
            if (size < CONTROL_HEADER || at + size > length) {
                return;
            }
            int level = control.get(ValueLayout.JAVA_INT, at + 8);
            int type = control.get(ValueLayout.JAVA_INT, at + 12);
            if (level == SOL_SOCKET && type == SO_TIMESTAMPNS) {
                arrivedNs = control.get(ValueLayout.JAVA_LONG, at + 16) * 1_000_000_000L
                        + control.get(ValueLayout.JAVA_LONG, at + 24);
            } else if (level == SOL_IPV6 && type == IPV6_HOPLIMIT) {
                hopLimit = control.get(ValueLayout.JAVA_INT, at + 16) & 0xff;
            }
            at += size + 7 & ~7L;
        }
    }

    /** A sockaddr_in6. */
    private static MemorySegment address(Arena arena, String address, int port) {
        try {
            byte[] ip = ((Inet6Address) InetAddress.getByName(address)).getAddress();
            MemorySegment segment = arena.allocate(ADDRESS_OCTETS, Long.BYTES);
            segment.set(ValueLayout.JAVA_SHORT, 0, (short) INET6);
            segment.set(ValueLayout.JAVA_BYTE, 2, (byte) (port >> 8));
            segment.set(ValueLayout.JAVA_BYTE, 3, (byte) port);
            MemorySegment.copy(ip, 0, segment, ValueLayout.JAVA_BYTE, 8, ip.length);
            return segment;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("%s is no address.".formatted(address), e);
        }
    }

    @Override
    public void close() {
        Posix.close(socket);
        arena.close();
    }
}
