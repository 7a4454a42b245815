package dev.braid.lab.plan;

import java.util.List;

/** A network of routers under one hand: what it programs and whom it knows ends at its own nodes. */
public record Carrier(String id, List<String> nodes, int agentPort) {
    public Carrier {
        nodes = List.copyOf(nodes);
    }
}
