package dev.braid.lab.agent;

import dev.braid.lab.build.Lab;
import dev.braid.lab.build.LabFailed;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.LabPlan;

/** The process of one carrier: its agent, until it is told to end. */
public final class AgentMain {
    private AgentMain() {}

    /** The carrier's id; says "ready" when it listens. */
    public static void main(String[] arguments) throws InterruptedException {
        LabPlan plan = Lab.current().plan();
        Carrier carrier = plan.findCarrier(arguments[0])
                .orElseThrow(() -> new LabFailed("There is no carrier %s in this lab.".formatted(arguments[0])));
        try (AgentServer server = AgentServer.start(
                plan, carrier, Lab.folder().resolve(carrier.id() + ".journal"), carrier.agentPort())) {
            System.out.println("ready");
            server.await();
        }
    }
}
