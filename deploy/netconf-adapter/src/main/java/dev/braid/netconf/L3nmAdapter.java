package dev.braid.netconf;

import dev.braid.adapter.Reason;
import dev.braid.adapter.server.BadField;
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
import dev.braid.netconf.device.Device;
import dev.braid.netconf.l3nm.VpnService;
import dev.braid.netconf.network.CarrierNetwork;
import dev.braid.netconf.network.Ends;
import dev.braid.netconf.network.NoPath;
import dev.braid.netconf.order.Blueprints;
import dev.braid.netconf.order.Books;
import dev.braid.netconf.order.CeasedOrders;
import dev.braid.netconf.order.Exits;
import dev.braid.netconf.order.HeldOrder;
import dev.braid.netconf.order.Ledger;
import dev.braid.netconf.order.Leg;
import dev.braid.netconf.order.OrderWriter;
import dev.braid.netconf.protocol.Xml;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Orders of one carrier as VPN services (RFC 9182) in the devices at both ends of each; nothing is remembered here. */
public final class L3nmAdapter implements CarrierAdapter {
    private final String providerId;
    private final CarrierNetwork network;
    private final OrderWriter writer;
    private final Books books;
    private final CeasedOrders ceased;
    // From counting what is free until it is taken.
    private final ReentrantLock allotting = new ReentrantLock(true);
    // From looking who has an exit until it has gone over.
    private final ReentrantLock handing = new ReentrantLock(true);

    /** Services of that customer are our orders. */
    public L3nmAdapter(
            String providerId, String customer, CarrierNetwork network, List<Device> devices, CeasedOrders ceased) {
        this.providerId = providerId;
        this.network = network;
        Blueprints blueprints = new Blueprints(network, customer);
        this.writer = new OrderWriter(devices, blueprints);
        this.books = new Books(devices, blueprints);
        this.ceased = ceased;
    }

    @Override
    public String name() {
        return "NETCONF L3NM";
    }

    @Override
    public Map<String, Capabilities> providers() {
        return Map.of(
                providerId,
                Capabilities.newBuilder()
                        .setModifyOutage(OutageClass.OUTAGE_CLASS_BRIEF)
                        .setHandsOver(true)
                        .build());
    }

    @Override
    public Order reserve(ReserveLegRequest request) throws BadField, Refused, UnknownOrder, IOException {
        String reference = request.getTerms().getReference();
        if (!Xml.canHold(reference)) {
            throw new BadField("terms.reference", "has characters that cannot stand in XML 1.0");
        }
        Ends ends = ends(request.getLinkIdsList());
        allotting.lock();
        try {
            Ledger ledger = books.ledger();
            Optional<HeldOrder> known = ledger.find(reference);
            checkCeased(reference);
            if (known.isPresent()) {
                known.get().checkSame(request);
                return known.get().damaged().isEmpty()
                        ? find(reference).proto()
                        : write(
                                known.get(),
                                request.getBandwidthBps(),
                                known.get().adminStatus());
            }
            if (ledger.names(reference)) {
                throw new Refused(Reason.CONFLICT, "'%s' is a service of another customer there.".formatted(reference));
            }
            checkRoom(ledger, request.getLinkIdsList(), request.getBandwidthBps());
            Exits exits = new Exits(network, ledger);
            Leg leg = new Leg(
                    request.getLinkIdsList(),
                    exits.choose("a_end", ends.a(), request.getAEnd()),
                    exits.choose("z_end", ends.z(), request.getZEnd()));
            return write(reference, leg, request.getBandwidthBps(), VpnService.PRE_DEPLOYMENT);
        } finally {
            allotting.unlock();
        }
    }

    @Override
    public Order activate(ActivateLegRequest request) throws Refused, UnknownOrder, IOException {
        String reference = request.getTerms().getReference();
        checkCeased(reference);
        alone(reference, writer::enable);
        return find(reference).proto();
    }

    @Override
    public Order modify(ModifyLegRequest request) throws Refused, UnknownOrder, IOException {
        String reference = request.getTerms().getReference();
        checkCeased(reference);
        allotting.lock();
        try {
            Ledger ledger = books.ledger();
            HeldOrder order = ledger.find(reference).orElseThrow(() -> new UnknownOrder(reference));
            checkRoom(
                    ledger,
                    order.knownLeg().linkIds(),
                    request.getBandwidthBps() - order.bandwidthBps().orElse(0));
            return write(order, request.getBandwidthBps(), order.adminStatus());
        } finally {
            allotting.unlock();
        }
    }

    @Override
    public Order release(ReleaseLegRequest request) throws Refused, UnknownOrder, IOException {
        String reference = request.getTerms().getReference();
        Optional<HeldOrder> order = books.find(reference);
        boolean before = ceased.has(reference);
        if (order.isEmpty()) {
            if (!before) {
                throw new UnknownOrder(reference);
            }
            return over(reference).build();
        }
        if (!before) {
            ceased.add(reference);
        }
        try {
            alone(reference, writer::remove);
        } catch (Refused e) {
            if (!before) {
                ceased.takeBack(reference);
            }
            throw e;
        }
        return over(reference)
                .addAllLinkIds(order.get().leg().map(Leg::linkIds).orElse(List.of()))
                .build();
    }

    @Override
    public Order get(String ofProvider, String reference) throws UnknownOrder, IOException {
        return find(reference).proto();
    }

    @Override
    public List<Order> list(String ofProvider) throws IOException {
        return books.orders().stream().map(HeldOrder::proto).toList();
    }

    private interface Work {
        void on(HeldOrder order, Map<String, List<VpnService>> beside) throws Refused, IOException;
    }

    /** One after the other where orders have an exit together: who has it must not change in between. */
    private void alone(String reference, Work work) throws Refused, UnknownOrder, IOException {
        HeldOrder order = find(reference);
        if (books.beside(order).isEmpty()) {
            work.on(order, Map.of());
            return;
        }
        handing.lock();
        try {
            HeldOrder now = find(reference);
            work.on(now, books.beside(now));
        } finally {
            handing.unlock();
        }
    }

    private HeldOrder find(String reference) throws UnknownOrder, IOException {
        if (!Xml.canHold(reference)) {
            throw new UnknownOrder(reference);
        }
        return books.find(reference).orElseThrow(() -> new UnknownOrder(reference));
    }

    private Ends ends(List<String> linkIds) throws BadField {
        try {
            return network.ends(linkIds);
        } catch (NoPath e) {
            throw new BadField("link_ids", e.getMessage());
        }
    }

    private void checkCeased(String reference) throws Refused {
        if (ceased.has(reference)) {
            throw new Refused(Reason.CEASED, "Order '%s' was released.".formatted(reference));
        }
    }

    private void checkRoom(Ledger ledger, List<String> linkIds, long moreBps) throws Refused {
        for (String linkId : linkIds) {
            long freeBps = network.capacityBps(linkId) - ledger.heldBps(linkId);
            if (moreBps > 0 && moreBps > freeBps) {
                throw new Refused(
                        Reason.NO_CAPACITY,
                        "Link %s has %d bit/s free; %d more were asked for.".formatted(linkId, freeBps, moreBps));
            }
        }
    }

    private Order write(HeldOrder order, long bandwidthBps, String adminStatus)
            throws Refused, UnknownOrder, IOException {
        writer.write(order, bandwidthBps, adminStatus);
        return find(order.reference()).proto();
    }

    private Order write(String reference, Leg leg, long bandwidthBps, String adminStatus)
            throws Refused, UnknownOrder, IOException {
        writer.write(reference, leg, bandwidthBps, adminStatus);
        return find(reference).proto();
    }

    private static Order.Builder over(String reference) {
        return Order.newBuilder()
                .setReference(reference)
                .setStanding(OrderStanding.ORDER_STANDING_CEASED)
                .setProviderState("deleted")
                .setProviderOrderId(reference);
    }
}
