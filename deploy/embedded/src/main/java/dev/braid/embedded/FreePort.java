package dev.braid.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody listens on at the moment of asking.
 *
 * <p>They lie below those that an operating system gives to outgoing connections (RFC 6335 has them begin at 49152, Linux
 * at 32768). A port of that range may be taken by any client of the machine between the asking and the use of it, and is
 * then away for as long as the connection lasts.
 */
public final class FreePort {
    private static final int FIRST = 12_000;
    private static final int END = 32_000;
    private static final int TRIES = 1_000;

    /** What this process was given: two who ask before either listens get two ports. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** A port of the loopback interface, given to nobody else in this process. */
    public static int find() {
        return findRow(1);
    }

    /** The same for an address of this machine. */
    public static int find(InetAddress address) {
        return first(address, 1);
    }

    /** The first of so many ports in a row. */
    public static int findRow(int count) {
        return first(InetAddress.getLoopbackAddress(), count);
    }

    private static int first(InetAddress address, int count) {
        for (int tries = 0; tries < TRIES; tries++) {
            int first = ThreadLocalRandom.current().nextInt(FIRST, END - count);
            if (isFree(address, first, count)) {
                return first;
            }
        }
        throw new IllegalStateException("%s has no %d free ports in a row between %d and %d."
                .formatted(address.getHostAddress(), count, FIRST, END));
    }

    private static boolean isFree(InetAddress address, int first, int count) {
        for (int port = first; port < first + count; port++) {
            if (!GIVEN.add(port) || !isFree(address, port)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFree(InetAddress address, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, address)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
