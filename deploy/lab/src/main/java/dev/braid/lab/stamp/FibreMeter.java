package dev.braid.lab.stamp;

import dev.braid.lab.plan.Fibre;
import dev.braid.lab.plan.LabPlan;
import dev.braid.lab.plan.Sids;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Measures every fibre of a lab in both directions with STAMP (RFC 8762): a sender at one end, a reflector at the other,
 * 20 packets a second, a reading each quarter of a second. One way is true here, because all routers have one clock.
 */
public final class FibreMeter implements AutoCloseable {
    /** What a reading is of. */
    public static final Duration INTERVAL = Duration.ofMillis(250);

    /** An answer that takes longer counts as lost. */
    public static final Duration PATIENCE = Duration.ofMillis(300);

    private static final long PERIOD_NS = 50_000_000;
    private static final int PORT = 862;
    private static final int POLL_ENTRY = 8;
    private static final short READABLE = 1;

    private final Consumer<Map<String, Reading>> readings;
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final List<Fibre> fibres;
    private final List<Sender> senders = new ArrayList<>();
    private final Thread thread;
    private volatile boolean stopped;

    private FibreMeter(LabPlan plan, Consumer<Map<String, Reading>> readings) {
        this.readings = readings;
        this.fibres = plan.fibres();
        try {
            for (String node : plan.nodes()) {
                endpoints.add(new Reflector(socket(node, "::", PORT)));
            }
            for (Fibre fibre : fibres) {
                StampedSocket socket = socket(fibre.a(), Sids.onFibre(fibre.a(), fibre.z()), 0);
                Sender sender = new Sender(
                        socket,
                        socket.peer(Sids.onFibre(fibre.z(), fibre.a()), PORT),
                        plan.numberOf(fibre) + 1,
                        new Tally(INTERVAL.toNanos(), PATIENCE.toNanos()));
                senders.add(sender);
                endpoints.add(sender);
            }
        } catch (RuntimeException e) {
            endpoints.forEach(endpoint -> endpoint.socket().close());
            throw e;
        }
        thread = Thread.ofPlatform().name("stamp").daemon().start(this::run);
    }

    /** Tells the readings of an interval by the links that they are of; on the meter's own thread, which must not wait. */
    public static FibreMeter start(LabPlan plan, Consumer<Map<String, Reading>> readings) {
        return new FibreMeter(plan, readings);
    }

    private static StampedSocket socket(String node, String address, int port) {
        return Networks.in(Sids.namespace(node), () -> new StampedSocket(address, port));
    }

    private void run() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment polled = polled(arena);
            long[] due = new long[senders.size()];
            long startNs = System.nanoTime();
            for (int i = 0; i < due.length; i++) {
                // In turns, so that they do not meet.
                due[i] = startNs + PERIOD_NS * i / due.length;
            }
            while (!stopped) {
                long next = send(due);
                int waitMillis = (int) Math.max(0, (next - System.nanoTime() + 999_999) / 1_000_000);
                if (Posix.poll(polled, endpoints.size(), waitMillis) > 0) {
                    read(polled);
                }
                tell();
            }
        } finally {
            endpoints.forEach(endpoint -> endpoint.socket().close());
        }
    }

    /** Sends what is due, never catches up, and says when the next one is. */
    private long send(long[] due) {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < due.length; i++) {
            long now = System.nanoTime();
            if (now >= due[i]) {
                senders.get(i).send();
                due[i] = Math.max(due[i] + PERIOD_NS, now);
            }
            next = Math.min(next, due[i]);
        }
        return next == Long.MAX_VALUE ? System.nanoTime() + PERIOD_NS : next;
    }

    private MemorySegment polled(Arena arena) {
        MemorySegment polled = arena.allocate((long) POLL_ENTRY * endpoints.size(), Integer.BYTES);
        for (int i = 0; i < endpoints.size(); i++) {
            polled.set(
                    ValueLayout.JAVA_INT,
                    (long) POLL_ENTRY * i,
                    endpoints.get(i).socket().number());
            polled.set(ValueLayout.JAVA_SHORT, (long) POLL_ENTRY * i + 4, READABLE);
        }
        return polled;
    }

    private void read(MemorySegment polled) {
        for (int i = 0; i < endpoints.size(); i++) {
            if (polled.get(ValueLayout.JAVA_SHORT, (long) POLL_ENTRY * i + 6) != 0) {
                Endpoint endpoint = endpoints.get(i);
                for (ByteBuffer packet = endpoint.socket().receive();
                        packet != null;
                        packet = endpoint.socket().receive()) {
                    endpoint.take(packet);
                }
            }
        }
    }

    private void tell() {
        Map<String, Reading> told = new TreeMap<>();
        long nowNs = StampedSocket.nowNs();
        for (int i = 0; i < senders.size(); i++) {
            Fibre fibre = fibres.get(i);
            senders.get(i).tally().close(nowNs).ifPresent(both -> {
                told.put(fibre.id(), both.forward());
                told.put(fibre.z() + "-" + fibre.a(), both.back());
            });
        }
        if (!told.isEmpty()) {
            readings.accept(told);
        }
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
