package dev.braid.lab.bgp;

import dev.braid.lab.build.Lab;
import dev.braid.lab.build.LabFailed;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.LabPlan;

/** The process on the routers of one carrier, until it is told to end. */
public final class NodeAgentMain {
    private NodeAgentMain() {}

    /** The carrier's id, and address and port of the routers' speaker; says "ready" when it listens. */
    public static void main(String[] arguments) throws InterruptedException {
        LabPlan plan = Lab.current().plan();
        Carrier carrier = plan.findCarrier(arguments[0])
                .orElseThrow(() -> new LabFailed("There is no carrier %s in this lab.".formatted(arguments[0])));
        try (NodeAgent agent =
                new NodeAgent(plan, carrier, new Speaker(arguments[1], Integer.parseInt(arguments[2])))) {
            System.out.println("ready");
            agent.await();
        }
    }
}
