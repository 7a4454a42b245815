package dev.braid.adapter.conformance;

import dev.braid.api.adapter.v1.Handoff;
import dev.braid.api.adapter.v1.Order;
import java.util.Optional;

/** Where the two ends of an order are handed over; one that is not set leaves it to the provider. */
public record Ends(Handoff a, Handoff z) {
    static final Ends OPEN = new Ends(Handoff.getDefaultInstance(), Handoff.getDefaultInstance());
    private static final int HIGHEST_NUMBER = 4094;

    /** At these interconnects or ports, under these numbers; 0 for none. */
    public static Ends at(String aInterconnectId, int aNumber, String zInterconnectId, int zNumber) {
        return new Ends(handoff(aInterconnectId, aNumber), handoff(zInterconnectId, zNumber));
    }

    static Ends of(Order order) {
        return new Ends(order.getAEnd(), order.getZEnd());
    }

    /** The same places with another number at one end; empty where neither has one. */
    Optional<Ends> renumbered() {
        if (a.getVlanId() > 0) {
            return Optional.of(new Ends(renumbered(a), z));
        }
        return z.getVlanId() > 0 ? Optional.of(new Ends(a, renumbered(z))) : Optional.empty();
    }

    private static Handoff renumbered(Handoff handoff) {
        return handoff.toBuilder()
                .setVlanId(handoff.getVlanId() % HIGHEST_NUMBER + 1)
                .build();
    }

    private static Handoff handoff(String interconnectId, int number) {
        return Handoff.newBuilder()
                .setInterconnectId(interconnectId)
                .setVlanId(number)
                .build();
    }

    @Override
    public String toString() {
        return "A %s, Z %s".formatted(shown(a), shown(z));
    }

    private static String shown(Handoff handoff) {
        return handoff.getVlanId() == 0
                ? "'%s'".formatted(handoff.getInterconnectId())
                : "'%s' as %d".formatted(handoff.getInterconnectId(), handoff.getVlanId());
    }
}
