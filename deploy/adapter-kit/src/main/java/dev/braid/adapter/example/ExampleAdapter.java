package dev.braid.adapter.example;

import dev.braid.adapter.Reason;
import dev.braid.adapter.server.AdapterServer;
import dev.braid.adapter.server.CarrierAdapter;
import dev.braid.adapter.server.Refused;
import dev.braid.adapter.server.UnknownOrder;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.ModifyLegRequest;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.OutageClass;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An adapter of a carrier that is an order book in memory; what a real one asks its provider, this one looks up. */
public final class ExampleAdapter implements CarrierAdapter {
    private final String providerId;
    private final Map<String, Long> capacityBps;
    private final Map<String, Order> book = new HashMap<>();

    /** A carrier with these links. */
    public ExampleAdapter(String providerId, Map<String, Long> capacityBps) {
        this.providerId = providerId;
        this.capacityBps = Map.copyOf(capacityBps);
    }

    /** Listens on that port of this machine: {@code ExampleAdapter PORT JOURNAL}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ExampleAdapter adapter =
                new ExampleAdapter("example", Map.of("a-b", 100_000_000_000L, "b-c", 100_000_000_000L));
        try (AdapterServer server = AdapterServer.serving(adapter)
                .remembering(Path.of(arguments[1]))
                .version("1")
                .listen("127.0.0.1", Integer.parseInt(arguments[0]))) {
            server.awaitEnd();
        }
    }

    @Override
    public String name() {
        return "example";
    }

    @Override
    public Map<String, Capabilities> providers() {
        return Map.of(
                providerId,
                Capabilities.newBuilder()
                        .setModifyOutage(OutageClass.OUTAGE_CLASS_HITLESS)
                        .build());
    }

    @Override
    public synchronized Order reserve(ReserveLegRequest request) throws Refused {
        String reference = request.getTerms().getReference();
        Order known = book.get(reference);
        if (known != null) {
            boolean same = known.getLinkIdsList().equals(request.getLinkIdsList())
                    && known.getBandwidthBps() == request.getBandwidthBps();
            living(known);
            if (!same) {
                throw new Refused(Reason.CONFLICT, "Order '%s' is for something else.".formatted(reference));
            }
            return known;
        }
        checkRoom(request.getLinkIdsList(), request.getBandwidthBps());
        return keep(Order.newBuilder()
                .setReference(reference)
                .setStanding(OrderStanding.ORDER_STANDING_HELD)
                .setBandwidthBps(request.getBandwidthBps())
                .addAllLinkIds(request.getLinkIdsList())
                .setProviderState("booked")
                .setProviderOrderId("line %d".formatted(book.size() + 1)));
    }

    @Override
    public synchronized Order activate(ActivateLegRequest request) throws Refused, UnknownOrder {
        return keep(living(find(request.getTerms().getReference())).toBuilder()
                .setStanding(OrderStanding.ORDER_STANDING_IN_SERVICE)
                .setProviderState("running"));
    }

    @Override
    public synchronized Order modify(ModifyLegRequest request) throws Refused, UnknownOrder {
        Order order = living(find(request.getTerms().getReference()));
        checkRoom(order.getLinkIdsList(), request.getBandwidthBps() - order.getBandwidthBps());
        return keep(order.toBuilder().setBandwidthBps(request.getBandwidthBps()));
    }

    @Override
    public synchronized Order release(ReleaseLegRequest request) throws UnknownOrder {
        return keep(find(request.getTerms().getReference()).toBuilder()
                .setStanding(OrderStanding.ORDER_STANDING_CEASED)
                .setBandwidthBps(0)
                .setProviderState("struck out"));
    }

    @Override
    public synchronized Order get(String ofProvider, String reference) throws UnknownOrder {
        return find(reference);
    }

    @Override
    public synchronized List<Order> list(String ofProvider) {
        return book.values().stream()
                .filter(order -> order.getStanding() != OrderStanding.ORDER_STANDING_CEASED)
                .toList();
    }

    private void checkRoom(List<String> linkIds, long moreBps) throws Refused {
        for (String linkId : linkIds) {
            Long capacity = capacityBps.get(linkId);
            if (capacity == null) {
                throw new Refused(Reason.REJECTED, "%s has no link '%s'.".formatted(providerId, linkId));
            }
            long held = book.values().stream()
                    .filter(order -> order.getLinkIdsList().contains(linkId))
                    .mapToLong(Order::getBandwidthBps)
                    .sum();
            if (moreBps > capacity - held) {
                throw new Refused(
                        Reason.NO_CAPACITY,
                        "Link %s has %d bit/s free; %d more were asked for."
                                .formatted(linkId, capacity - held, moreBps));
            }
        }
    }

    private static Order living(Order order) throws Refused {
        if (order.getStanding() == OrderStanding.ORDER_STANDING_CEASED) {
            throw new Refused(Reason.CEASED, "Order '%s' has ceased.".formatted(order.getReference()));
        }
        return order;
    }

    private Order find(String reference) throws UnknownOrder {
        Order order = book.get(reference);
        if (order == null) {
            throw new UnknownOrder(reference);
        }
        return order;
    }

    /** The kit adds the revision that was taken. */
    private Order keep(Order.Builder order) {
        Order kept = order.build();
        book.put(kept.getReference(), kept);
        return kept;
    }
}
