package dev.braid.provisioning.support;

import dev.braid.adapter.Reason;
import dev.braid.adapter.server.CarrierAdapter;
import dev.braid.adapter.server.Refused;
import dev.braid.adapter.server.UnknownOrder;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.CommandTerms;
import dev.braid.api.adapter.v1.Handoff;
import dev.braid.api.adapter.v1.ModifyLegRequest;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.OutageClass;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** An adapter of a carrier that is an order book in memory. */
public final class BookAdapter implements CarrierAdapter {
    public final Map<String, Order> orders = new ConcurrentHashMap<>();
    public final Map<String, Long> epochs = new ConcurrentHashMap<>();
    private final Map<String, List<String>> ordered = new ConcurrentHashMap<>();
    /** Whether it says that it hands orders over. */
    public volatile boolean handsOver = true;
    /** Where it hands over what it is not told to hand over anywhere. */
    public volatile Handoff unasked = Handoff.getDefaultInstance();
    /** Who wants to hear of changes. */
    public final List<Consumer<String>> watchers = new CopyOnWriteArrayList<>();

    private final List<String> providerIds;
    private final OutageClass modifyOutage;

    public BookAdapter(String... providerIds) {
        this(OutageClass.OUTAGE_CLASS_HITLESS, providerIds);
    }

    public BookAdapter(OutageClass modifyOutage, String... providerIds) {
        this.modifyOutage = modifyOutage;
        this.providerIds = List.of(providerIds);
    }

    @Override
    public String name() {
        return "book";
    }

    @Override
    public Map<String, Capabilities> providers() {
        Capabilities capabilities = Capabilities.newBuilder()
                .setModifyOutage(modifyOutage)
                .setHandsOver(handsOver)
                .setWatches(true)
                .build();
        return providerIds.stream().collect(Collectors.toMap(Function.identity(), _ -> capabilities));
    }

    @Override
    public Order reserve(ReserveLegRequest request) throws Refused {
        if (request.getBandwidthBps() > 100_000_000_000L) {
            throw new Refused(Reason.NO_CAPACITY, "The book is full.");
        }
        Order known = orders.get(request.getTerms().getReference());
        if (known == null) {
            ordered.put(request.getTerms().getReference(), List.copyOf(request.getLinkIdsList()));
            return keep(
                    request.getTerms(),
                    Order.newBuilder()
                            .setReference(request.getTerms().getReference())
                            .setStanding(OrderStanding.ORDER_STANDING_HELD)
                            .setBandwidthBps(request.getBandwidthBps())
                            .addAllLinkIds(request.getLinkIdsList())
                            .setAEnd(request.hasAEnd() ? request.getAEnd() : unasked)
                            .setZEnd(request.hasZEnd() ? request.getZEnd() : unasked)
                            .setProviderState("booked")
                            .setProviderOrderId("line " + orders.size()));
        }
        if (known.getStanding() == OrderStanding.ORDER_STANDING_CEASED) {
            throw new Refused(Reason.CEASED, "It is over.");
        }
        if (known.getBandwidthBps() != request.getBandwidthBps()) {
            throw new Refused(Reason.CONFLICT, "Another bandwidth.");
        }
        return known;
    }

    /** Somebody at the carrier moves the order to other links; the next activation places it as ordered. */
    public void move(String reference, List<String> linkIds) {
        orders.computeIfPresent(
                reference,
                (_, order) ->
                        order.toBuilder().clearLinkIds().addAllLinkIds(linkIds).build());
    }

    @Override
    public Order activate(ActivateLegRequest request) throws UnknownOrder {
        String reference = request.getTerms().getReference();
        return keep(
                request.getTerms(),
                find(reference).toBuilder()
                        .clearLinkIds()
                        .addAllLinkIds(ordered.getOrDefault(reference, List.of()))
                        .setStanding(OrderStanding.ORDER_STANDING_IN_SERVICE));
    }

    @Override
    public Order modify(ModifyLegRequest request) throws UnknownOrder {
        return keep(
                request.getTerms(),
                find(request.getTerms().getReference()).toBuilder().setBandwidthBps(request.getBandwidthBps()));
    }

    @Override
    public Order release(ReleaseLegRequest request) throws UnknownOrder {
        return keep(
                request.getTerms(),
                find(request.getTerms().getReference()).toBuilder()
                        .setBandwidthBps(0)
                        .setStanding(OrderStanding.ORDER_STANDING_CEASED));
    }

    @Override
    public Order get(String ofProvider, String reference) throws UnknownOrder {
        return find(reference);
    }

    @Override
    public List<Order> list(String ofProvider) {
        return orders.values().stream()
                .filter(it -> it.getStanding() != OrderStanding.ORDER_STANDING_CEASED)
                .toList();
    }

    @Override
    public AutoCloseable watch(String ofProvider, Consumer<String> changed) {
        watchers.add(changed);
        return () -> watchers.remove(changed);
    }

    /** The carrier changes an order by itself, and says that it has. */
    public void change(String reference, UnaryOperator<Order.Builder> change) {
        orders.computeIfPresent(
                reference, (_, order) -> change.apply(order.toBuilder()).build());
        tell(reference);
    }

    /** Says that an order has changed. */
    public void tell(String reference) {
        watchers.forEach(it -> it.accept(reference));
    }

    private Order find(String reference) throws UnknownOrder {
        Order order = orders.get(reference);
        if (order == null) {
            throw new UnknownOrder(reference);
        }
        return order;
    }

    private Order keep(CommandTerms terms, Order.Builder order) {
        Order kept = order.build();
        orders.put(terms.getReference(), kept);
        epochs.put(terms.getReference(), terms.getEpoch());
        return kept;
    }
}
