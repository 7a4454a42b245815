package dev.braid.lab;

import dev.braid.lab.agent.AgentServer;
import dev.braid.lab.build.Lab;
import dev.braid.lab.kernel.Commands;
import dev.braid.lab.kernel.Delivery;
import dev.braid.lab.kernel.DirectDelivery;
import dev.braid.lab.kernel.Kernel;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.CustomerPort;
import dev.braid.lab.plan.LabPlan;
import dev.braid.lab.traffic.PacketStream;
import dev.braid.lab.traffic.Packets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A lab whose agents run in the test's own process. */
final class RunningLab implements AutoCloseable {
    final Lab lab;
    private final Function<Carrier, Delivery.Maker> deliveries;
    private final Map<String, AgentServer> agents = new HashMap<>();
    private final Map<String, Caller> callers = new HashMap<>();

    RunningLab() {
        this(Lab.up(Path.of("lab.json")), _ -> (_, kernel) -> new DirectDelivery(kernel));
    }

    /** Takes it down when it is closed. */
    RunningLab(Lab lab, Function<Carrier, Delivery.Maker> deliveries) {
        this.lab = lab;
        this.deliveries = deliveries;
        try {
            plan().carriers().forEach(carrier -> start(carrier.id()));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    LabPlan plan() {
        return lab.plan();
    }

    void start(String carrierId) {
        Carrier carrier = plan().findCarrier(carrierId).orElseThrow();
        AgentServer agent = AgentServer.start(plan(), carrier, journal(carrierId), 0, deliveries.apply(carrier));
        agents.put(carrierId, agent);
        callers.put(carrierId, new Caller(carrierId, agent.port()));
        untilReadBack(callers.get(carrierId));
    }

    static Path journal(String carrierId) {
        return Lab.folder().resolve(carrierId + ".journal");
    }

    static void untilReadBack(Caller caller) {
        for (int i = 0; i < 100; i++) {
            try {
                caller.list();
                return;
            } catch (io.grpc.StatusRuntimeException e) {
                if (e.getStatus().getCode() != io.grpc.Status.Code.UNAVAILABLE) {
                    throw e;
                }
            }
            pause(50);
        }
        throw new AssertionError("The agent never read its kernels.");
    }

    void stop(String carrierId) {
        callers.remove(carrierId).close();
        agents.remove(carrierId).close();
    }

    Caller caller(String carrierId) {
        return callers.get(carrierId);
    }

    Collection<Caller> callers() {
        return callers.values();
    }

    PacketStream stream(String from, String to) {
        return PacketStream.start(port(from), port(to), 1000);
    }

    /** What comes of some packets. */
    Packets packets(String from, String to, long millis) {
        return packets(from, to, 1000, millis);
    }

    Packets packets(String from, String to, int perSecond, long millis) {
        try (PacketStream stream = PacketStream.start(port(from), port(to), perSecond)) {
            pause(millis);
            return stream.stop();
        }
    }

    Map<String, Long> counters(String node) {
        try (Kernel kernel = new Kernel(plan(), java.util.List.of(node))) {
            return kernel.counters(node);
        }
    }

    static String ip(String node, String... words) {
        String[] command = new String[words.length + 3];
        System.arraycopy(new String[] {"ip", "-n", "braid-" + node}, 0, command, 0, 3);
        System.arraycopy(words, 0, command, 3, words.length);
        return Commands.run(command);
    }

    /** All routes and rules of a router, without its counters, which stand still here. */
    static String kernel(String node) {
        return ip(node, "-6", "route", "show", "table", "all")
                + ip(node, "route", "show", "table", "all")
                + ip(node, "rule", "show");
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private CustomerPort port(String name) {
        return plan().ports().stream()
                .filter(port -> port.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        callers.values().forEach(Caller::close);
        agents.values().forEach(AgentServer::close);
        Lab.down();
    }
}
