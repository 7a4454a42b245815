package dev.braid.lab.agent;

import dev.braid.lab.bgp.BgpDelivery;
import dev.braid.lab.build.Lab;
import dev.braid.lab.build.LabFailed;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.LabPlan;
import java.nio.file.Path;

/** The process of one carrier: its agent, until it is told to end. */
public final class AgentMain {
    private AgentMain() {}

    /**
     * The carrier's id, and address and port of its BGP speaker when its routes go that way; says "ready" when it listens.
     */
    public static void main(String[] arguments) throws InterruptedException {
        LabPlan plan = Lab.current().plan();
        Carrier carrier = plan.findCarrier(arguments[0])
                .orElseThrow(() -> new LabFailed("There is no carrier %s in this lab.".formatted(arguments[0])));
        Path journal = Lab.folder().resolve(carrier.id() + ".journal");
        try (AgentServer server = arguments.length == 1
                ? AgentServer.start(plan, carrier, journal, carrier.agentPort())
                : AgentServer.start(
                        plan,
                        carrier,
                        journal,
                        carrier.agentPort(),
                        BgpDelivery.by(arguments[1], Integer.parseInt(arguments[2])))) {
            System.out.println("ready");
            server.await();
        }
    }
}
