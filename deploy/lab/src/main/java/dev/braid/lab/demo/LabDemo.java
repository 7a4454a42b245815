package dev.braid.lab.demo;

import dev.braid.lab.build.Agents;
import dev.braid.lab.build.Lab;
import dev.braid.lab.build.LabFailed;
import dev.braid.lab.build.NativePrograms;
import dev.braid.lab.kernel.Kernel;
import dev.braid.lab.kernel.PathProbe;
import dev.braid.lab.plan.CustomerPort;
import dev.braid.lab.plan.LabPlan;
import dev.braid.lab.plan.Sids;
import dev.braid.lab.traffic.Packet;
import dev.braid.lab.traffic.PacketStream;
import dev.braid.lab.traffic.Packets;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Shows on the lab of the repository what its orders do to real packets, with figures, and fails when one is wrong. */
public final class LabDemo {
    private static final int PER_SECOND = 1000;
    private static final double TOLERANCE_MILLIS = 0.5;
    private static final double BREACH_MILLIS = 10;

    private final PrintWriter out;
    private LabPlan plan;
    private Lab lab;
    private Carriers carriers;

    public LabDemo(PrintWriter out) {
        this.out = out;
    }

    /** Builds the lab, and takes it away whatever happens; throws LabFailed when a promise was not kept. */
    public void run(Path file) throws InterruptedException {
        long start = System.nanoTime();
        lab = Lab.up(file);
        try {
            say("The lab is up after %.1f s.", (System.nanoTime() - start) / 1e9);
            plan = lab.plan();
            Agents.start(plan.carriers());
            carriers = new Carriers(plan);
            carriers.untilReady();
            say("Its agents take orders after %.1f s.%n", (System.nanoTime() - start) / 1e9);
            show();
        } finally {
            if (carriers != null) {
                carriers.close();
            }
            Lab.down();
        }
    }

    private void show() throws InterruptedException {
        CustomerPort first = port("ce1");
        CustomerPort firstFar = port("ce2");
        CustomerPort second = port("de1");
        CustomerPort secondFar = port("de2");
        Route over2 = Route.over(plan, "first-1", first, firstFar, 101, "a1", "a2", "c2", "c1");
        Route over3 = Route.over(plan, "second-1", second, secondFar, 102, "a1", "a3", "b1", "b2", "c3", "c1");
        connect(over2);
        connect(over3);
        say(
                "1. Two customers with the same addresses (%s to %s), 1,000 packets a second each way for a second:",
                first.lan(), firstFar.lan());
        told(first, firstFar, over2);
        told(firstFar, first, over2);
        told(second, secondFar, over3);
        told(secondFar, second, over3);
        Route detour = Route.over(plan, "first-2", first, firstFar, 103, "a1", "a3", "b1", "b2", "c3", "c1");
        degrade(first, firstFar, over2, detour);
        cut(first, firstFar, detour, Route.over(plan, "first-3", first, firstFar, 104, "a1", "a2", "c2", "c1"));
    }

    private void degrade(CustomerPort from, CustomerPort to, Route old, Route detour) throws InterruptedException {
        say("%n2. The delay of a2-c2, which the first customer uses, rises from 5 ms to 25 ms:");
        try (PacketStream stream = PacketStream.start(from, to, PER_SECOND);
                PathProbe probe = new PathProbe(NativePrograms.of("probe"))) {
            Thread.sleep(500);
            long raised = PacketStream.nowNs();
            lab.relay().delay("a2-c2", 25_000);
            double measured = 0;
            while (measured < BREACH_MILLIS) {
                measured = probe.roundTrip("a2", List.of(Sids.adjacency("c2", "a2")), 1000)
                                .orElse(0)
                        / 2000.0;
            }
            long seen = PacketStream.nowNs();
            carriers.reserve(detour);
            carriers.activate(detour);
            long moved = PacketStream.nowNs();
            Thread.sleep(500);
            Map<String, Long> before = counters("a2");
            Thread.sleep(500);
            boolean still = before.equals(counters("a2"));
            Packets packets = stream.stop();
            carriers.release(old);
            say(
                    "   seen by a probe of the link after %.0f ms (%.1f ms); moved to %s after another %.0f ms",
                    (seen - raised) / 1e6, measured, String.join(" ", detour.links()), (moved - seen) / 1e6);
            Packets after = packets.between(moved, Long.MAX_VALUE);
            say(
                    "   %d of %d packets lost; one way %.2f ms before, %.2f ms after (sum of the links %.2f ms)",
                    packets.lost(),
                    packets.all().size(),
                    packets.between(0, raised - 50_000_000).medianMillis(),
                    after.medianMillis(),
                    detour.nominalMillis());
            say("   the segments of a2, which the old path used, %s", still ? "stand still" : "still count");
            check(packets.lost() == 0 && still, "packets were lost, or the old path is still in use");
            check(close(after, detour), "the new delay is not the sum of the links");
        } finally {
            lab.relay().delay("a2-c2", 5000);
        }
    }

    private void cut(CustomerPort from, CustomerPort to, Route old, Route spare) throws InterruptedException {
        say("%n3. The fibre b1-b2, which both customers use now, is cut; the first has a spare path on reserve:");
        carriers.reserve(spare);
        CountDownLatch told = carriers.nextChange("beta");
        Thread.sleep(200);
        try (PacketStream stream = PacketStream.start(from, to, PER_SECOND)) {
            Thread.sleep(500);
            long cut = PacketStream.nowNs();
            lab.relay().cut("b1-b2");
            check(told.await(5, TimeUnit.SECONDS), "beta did not tell");
            long heard = PacketStream.nowNs();
            carriers.activate(spare);
            long moved = PacketStream.nowNs();
            Thread.sleep(500);
            Packets packets = stream.stop();
            long restored = packets.between(cut, Long.MAX_VALUE).all().stream()
                    .filter(packet -> !packet.lost())
                    .mapToLong(Packet::sentNs)
                    .min()
                    .orElse(Long.MAX_VALUE);
            say(
                    "   told by the kernel's link event after %.0f ms, moved after %.0f ms",
                    (heard - cut) / 1e6, (moved - cut) / 1e6);
            say(
                    "   packets arrive again that were sent %.0f ms after the cut; %d lost of %d",
                    (restored - cut) / 1e6, packets.lost(), packets.all().size());
            check(packets.between(moved, Long.MAX_VALUE).lost() == 0, "packets were lost after the move");
            check(close(packets.between(moved, Long.MAX_VALUE), spare), "the delay is not the sum of the links");
        } finally {
            lab.relay().mend("b1-b2");
        }
        carriers.release(old);
    }

    private void connect(Route route) {
        carriers.reserve(route);
        carriers.activate(route);
    }

    private void told(CustomerPort from, CustomerPort to, Route route) throws InterruptedException {
        packets(from, to, 100);
        Packets packets = packets(from, to, 1000);
        say(
                "   %s to %s over %s: %d of %d lost, one way %.2f ms (sum of the links %.2f ms)",
                from.name(),
                to.name(),
                route.carriers(),
                packets.lost(),
                packets.all().size(),
                packets.medianMillis(),
                route.nominalMillis());
        check(packets.lost() == 0, "packets were lost");
        check(close(packets, route), "the delay is not the sum of the links");
    }

    private static Packets packets(CustomerPort from, CustomerPort to, long millis) throws InterruptedException {
        try (PacketStream stream = PacketStream.start(from, to, PER_SECOND)) {
            Thread.sleep(millis);
            return stream.stop();
        }
    }

    private Map<String, Long> counters(String node) {
        try (Kernel kernel = new Kernel(plan, List.of(node))) {
            return kernel.counters(node);
        }
    }

    private CustomerPort port(String name) {
        return plan.ports().stream()
                .filter(port -> port.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new LabFailed("The demo needs a customer %s.".formatted(name)));
    }

    private static boolean close(Packets packets, Route route) {
        return Math.abs(packets.medianMillis() - route.nominalMillis()) <= TOLERANCE_MILLIS;
    }

    private static void check(boolean kept, String otherwise) {
        if (!kept) {
            throw new LabFailed("The demo failed: %s.".formatted(otherwise));
        }
    }

    private void say(String line, Object... words) {
        out.printf(line + "%n", words);
        out.flush();
    }
}
