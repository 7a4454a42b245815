package dev.braid.lab.agent;

import dev.braid.api.adapter.v1.Handoff;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.lab.order.End;
import dev.braid.lab.order.OrderRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Orders in the words of the contract. */
final class OrderProto {
    private static final String STRANGER = "kernel/";

    private OrderProto() {}

    static Order order(OrderView view) {
        OrderRecord order = view.order();
        Order.Builder builder = Order.newBuilder()
                .setReference(order.reference())
                .setStanding(standing(view))
                .setBandwidthBps(order.living() ? order.bandwidthBps() : 0)
                .addAllLinkIds(order.linkIds())
                .setRevision(order.revision())
                .setProviderState(view.words())
                .setProviderOrderId(Integer.toString(order.number()));
        return builder.setAEnd(handoff(order.a())).setZEnd(handoff(order.z())).build();
    }

    /** In the order of their references; what stands in the kernels and belongs to nobody is an order too. */
    static List<Order> all(List<OrderView> orders, Map<String, String> strangers) {
        return Stream.concat(
                        orders.stream().map(OrderProto::order),
                        strangers.entrySet().stream().map(stranger -> stranger(stranger.getKey(), stranger.getValue())))
                .sorted(Comparator.comparing(Order::getReference))
                .toList();
    }

    static End end(Handoff handoff) {
        return handoff.getInterconnectId().isEmpty()
                ? End.OPEN
                : new End(handoff.getInterconnectId(), handoff.getVlanId());
    }

    private static Order stranger(String key, String value) {
        return Order.newBuilder()
                .setReference(STRANGER + key)
                .setStanding(OrderStanding.ORDER_STANDING_IN_SERVICE)
                .setProviderState("found in the kernel and in no order: " + value)
                .build();
    }

    private static Handoff handoff(End end) {
        return Handoff.newBuilder()
                .setInterconnectId(end.interconnectId())
                .setVlanId(end.number())
                .build();
    }

    private static OrderStanding standing(OrderView view) {
        return switch (view.order().phase()) {
            case HELD -> OrderStanding.ORDER_STANDING_HELD;
            case ACTIVE -> view.whole() ? OrderStanding.ORDER_STANDING_IN_SERVICE : OrderStanding.ORDER_STANDING_HELD;
            case CEASED, UNDONE -> OrderStanding.ORDER_STANDING_CEASED;
        };
    }
}
