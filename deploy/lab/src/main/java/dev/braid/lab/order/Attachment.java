package dev.braid.lab.order;

import dev.braid.lab.plan.CustomerPort;
import dev.braid.lab.plan.Fibre;

/** Where an order leaves the carrier. */
public sealed interface Attachment {
    /** The carrier's last router. */
    String node();

    /** To a customer. */
    record AtPort(CustomerPort port) implements Attachment {
        @Override
        public String node() {
            return port.node();
        }
    }

    /** To a neighbour, under this number. */
    record AtFibre(Fibre fibre, int fibreNumber, String node, int number) implements Attachment {
        public String neighbour() {
            return fibre.opposite(node);
        }
    }

    /** To nobody yet. */
    record Open(String node) implements Attachment {}
}
