package dev.braid.lab.agent;

import dev.braid.lab.build.Agents;
import dev.braid.lab.build.NativePrograms;
import dev.braid.lab.kernel.Delivery;
import dev.braid.lab.kernel.DirectDelivery;
import dev.braid.lab.kernel.Kernel;
import dev.braid.lab.kernel.PathProbe;
import dev.braid.lab.order.Legs;
import dev.braid.lab.order.OrderRecord;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.LabPlan;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;

/** The agent of one carrier, reachable from this machine alone. */
public final class AgentServer implements AutoCloseable {
    private static final Duration CEASED_KEPT = Duration.ofHours(1);
    /** Longer than any process that has lost its claim may sleep. */
    private static final Duration CLAIM_KEPT = Duration.ofDays(90);

    private static final long READ_BACK_PAUSE_MILLIS = 500;

    private final Kernel kernel;
    private final PathProbe probe;
    private final Delivery delivery;
    private final Journal<OrderRecord> journal;
    private final Journal<Claim> claims;
    private final LinkEvents events;
    private final Server server;
    private final Thread readBack;

    private AgentServer(
            LabPlan plan,
            Carrier carrier,
            Path journalFile,
            int port,
            Delivery.Maker maker,
            List<BindableService> beside) {
        InstantSource clock = InstantSource.system();
        Watchers watchers = new Watchers();
        Legs legs = new Legs(plan, carrier);
        kernel = new Kernel(plan, carrier.nodes());
        probe = new PathProbe(NativePrograms.of("probe"));
        delivery = maker.make(legs, kernel);
        claims = Journal.open(
                journalFile.resolveSibling(journalFile.getFileName() + ".claims"),
                Claim.class,
                Claim::reference,
                claim -> clock.millis() - claim.millis() < CLAIM_KEPT.toMillis());
        journal = Journal.open(journalFile, OrderRecord.class, OrderRecord::reference, order -> kept(order, clock));
        Agent agent = new Agent(
                carrier,
                new Network(legs, kernel, probe, delivery),
                new OrderBook(legs, journal, claims),
                clock,
                reference -> watchers.changed(carrier.id(), reference));
        events = new LinkEvents(
                carrier.nodes(),
                (node, neighbour) ->
                        agent.over(node, neighbour).forEach(reference -> watchers.changed(carrier.id(), reference)));
        readBack = Thread.ofPlatform().daemon().name("read-back").start(() -> readBack(agent));
        try {
            NettyServerBuilder builder = NettyServerBuilder.forAddress(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .executor(Executors.newFixedThreadPool(
                            4, Thread.ofPlatform().daemon().factory()))
                    .addService(new AdapterEndpoint(agent, watchers));
            beside.forEach(builder::addService);
            server = builder.build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The agent of %s cannot listen on port %d.".formatted(carrier.id(), port), e);
        }
    }

    /** Port 0 is any that is free; the other services are served beside the adapter's. */
    public static AgentServer start(LabPlan plan, Carrier carrier, Path journal, int port, BindableService... beside) {
        return start(plan, carrier, journal, port, (_, kernel) -> new DirectDelivery(kernel), beside);
    }

    /** The same, with another way for routes into the kernels. */
    public static AgentServer start(
            LabPlan plan, Carrier carrier, Path journal, int port, Delivery.Maker maker, BindableService... beside) {
        return new AgentServer(plan, carrier, journal, port, maker, List.of(beside));
    }

    public int port() {
        return server.getPort();
    }

    public void await() throws InterruptedException {
        server.awaitTermination();
    }

    /** Of an order that is left out its epoch is kept: somebody who lost it may still wake. */
    private boolean kept(OrderRecord order, InstantSource clock) {
        if (order.living() || clock.millis() - order.ceasedMillis() < CEASED_KEPT.toMillis()) {
            return true;
        }
        Claim claim = claims.entries().get(order.reference());
        if (claim == null || claim.epoch() < order.epoch()) {
            claims.write(new Claim(order.reference(), order.epoch(), clock.millis()));
        }
        return false;
    }

    private static void readBack(Agent agent) {
        while (true) {
            try {
                System.err.println(Agents.READ_BACK + agent.readBack());
                return;
            } catch (KernelUnreadable e) {
                System.err.println(e.getMessage());
            }
            try {
                Thread.sleep(READ_BACK_PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        readBack.interrupt();
        server.shutdownNow();
        events.close();
        delivery.close();
        kernel.close();
        probe.close();
        journal.close();
        claims.close();
    }
}
