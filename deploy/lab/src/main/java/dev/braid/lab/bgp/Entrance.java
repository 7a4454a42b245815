package dev.braid.lab.bgp;

import dev.braid.lab.order.Attachment;
import java.util.Optional;

/** Where a router takes in what a policy leads. */
sealed interface Entrance {
    /** The customer's port with this number. */
    record Port(int number) implements Entrance {}

    /** This number at the fibre with that number. */
    record Handoff(int fibre, int number) implements Entrance {}

    /** Empty where nothing comes in. */
    static Optional<Entrance> of(Attachment attachment) {
        return switch (attachment) {
            case Attachment.AtPort(var port) -> Optional.of(new Port(port.number()));
            case Attachment.AtFibre fibre -> Optional.of(new Handoff(fibre.fibreNumber(), fibre.number()));
            case Attachment.Open _ -> Optional.empty();
        };
    }
}
