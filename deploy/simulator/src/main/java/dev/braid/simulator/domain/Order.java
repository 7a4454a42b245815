package dev.braid.simulator.domain;

import java.time.Instant;
import java.util.List;

/**
 * One order as the carrier keeps it.
 *
 * @param reference the customer's name for it, unique at the carrier and never used twice
 * @param orderId the carrier's own name for it
 * @param linkIds the links it runs over, in the order of the path; it holds its bandwidth in both directions
 * @param revision the newest that the customer has sent in the latest epoch
 * @param epoch the latest that the customer has sent; 0 where it sends none
 */
public record Order(
        String reference,
        String orderId,
        List<String> linkIds,
        long bandwidthBps,
        State state,
        long revision,
        long epoch,
        Instant changeTime) {

    public Order {
        linkIds = List.copyOf(linkIds);
    }

    /** Where an order stands. */
    public enum State {
        /** Bandwidth is kept free. */
        HELD,
        /** Traffic flows. */
        IN_SERVICE,
        /** Nothing is held any more, for good. */
        CEASED
    }

    /** Whether the order holds bandwidth. */
    public boolean living() {
        return switch (state) {
            case HELD, IN_SERVICE -> true;
            case CEASED -> false;
        };
    }

    Order in(State newState, Command command, Instant now) {
        return new Order(reference, orderId, linkIds, bandwidthBps, newState, command.revision(), command.epoch(), now);
    }

    Order with(long newBandwidthBps, Command command, Instant now) {
        return new Order(reference, orderId, linkIds, newBandwidthBps, state, command.revision(), command.epoch(), now);
    }
}
