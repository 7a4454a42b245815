package dev.braid.simulator.http;

import dev.braid.simulator.domain.Order;
import java.util.List;

/** An order as customers see it. */
public record OrderView(
        String clientReference,
        String orderId,
        Order.State state,
        List<String> linkIds,
        long bandwidthBps,
        long revision,
        long epoch,
        String changeTime) {

    static OrderView of(Order order) {
        return new OrderView(
                order.reference(),
                order.orderId(),
                order.state(),
                order.linkIds(),
                order.bandwidthBps(),
                order.revision(),
                order.epoch(),
                order.changeTime().toString());
    }
}
