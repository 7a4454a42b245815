package dev.braid.lab.stamp;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The calls of the C library that sockets with stamps need and Java does not have; for 64-bit Linux. */
final class Posix {
    static final int AGAIN = 11;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_OF =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final MethodHandle OPEN = call("open", FunctionDescriptor.of(INT, POINTER, INT));
    private static final MethodHandle SETNS = call("setns", FunctionDescriptor.of(INT, INT, INT));
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle SOCKET = call("socket", FunctionDescriptor.of(INT, INT, INT, INT));
    private static final MethodHandle BIND = call("bind", FunctionDescriptor.of(INT, INT, POINTER, INT));
    private static final MethodHandle OPTION =
            call("setsockopt", FunctionDescriptor.of(INT, INT, INT, INT, POINTER, INT));
    private static final MethodHandle RECEIVE = call("recvmsg", FunctionDescriptor.of(LONG, INT, POINTER, INT));
    private static final MethodHandle SEND =
            call("sendto", FunctionDescriptor.of(LONG, INT, POINTER, LONG, INT, POINTER, INT));
    private static final MethodHandle POLL = call("poll", FunctionDescriptor.of(INT, POINTER, LONG, INT));
    private static final ThreadLocal<MemorySegment> STATE =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

    private Posix() {}

    static int open(MemorySegment path) {
        return (int) result("open", () -> (int) OPEN.invokeExact(STATE.get(), path, 0));
    }

    /** Moves the calling thread to the network of an open file of /run/netns. */
    static void setns(int file) {
        long _ = result("setns", () -> (int) SETNS.invokeExact(STATE.get(), file, 0x4000_0000));
    }

    static void close(int file) {
        long _ = result("close", () -> (int) CLOSE.invokeExact(STATE.get(), file));
    }

    static int socket(int family, int type) {
        return (int) result("socket", () -> (int) SOCKET.invokeExact(STATE.get(), family, type, 0));
    }

    static void bind(int socket, MemorySegment address) {
        long _ = result("bind", () -> (int) BIND.invokeExact(STATE.get(), socket, address, (int) address.byteSize()));
    }

    static void option(int socket, int level, int option, MemorySegment value) {
        long _ = result("setsockopt", () ->
                (int) OPTION.invokeExact(STATE.get(), socket, level, option, value, (int) value.byteSize()));
    }

    /** Octets received, or minus the error's number. */
    static long receive(int socket, MemorySegment message, int flags) {
        return raw(() -> (long) RECEIVE.invokeExact(STATE.get(), socket, message, flags));
    }

    /** Octets sent, or minus the error's number. */
    static long send(int socket, MemorySegment octets, MemorySegment address, int flags) {
        return raw(() -> (long) SEND.invokeExact(
                STATE.get(), socket, octets, octets.byteSize(), flags, address, (int) address.byteSize()));
    }

    /** How many are ready, or minus the error's number. */
    static long poll(MemorySegment sockets, long count, int waitMillis) {
        return raw(() -> (int) POLL.invokeExact(STATE.get(), sockets, count, waitMillis));
    }

    private static MethodHandle call(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup()
                        .find(name)
                        .orElseThrow(() -> new IllegalStateException("The C library has no %s.".formatted(name))),
                descriptor,
                ERRNO);
    }

    private static long result(String name, Call call) {
        long result = raw(call);
        if (result < 0) {
            throw new IllegalStateException("%s failed with errno %d.".formatted(name, -result));
        }
        return result;
    }

    private static long raw(Call call) {
        try {
            long result = call.invoke();
            return result < 0 ? -(int) ERRNO_OF.get(STATE.get(), 0L) : result;
        } catch (Throwable e) {
            throw new IllegalStateException("A call of the C library failed.", e);
        }
    }

    private interface Call {
        long invoke() throws Throwable;
    }
}
