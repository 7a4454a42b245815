package dev.braid.lab.order;

import java.util.List;

/** An order on the carrier's own network: its routers from A to Z, and where it leaves them on either side. */
public record Leg(List<String> nodes, Attachment a, Attachment z) {
    public Leg {
        nodes = List.copyOf(nodes);
    }
}
