package dev.braid.adapter.conformance;

import dev.braid.adapter.Reason;
import dev.braid.adapter.conformance.ModelProvider.No;
import dev.braid.adapter.conformance.ModelProvider.Sold;
import dev.braid.adapter.server.CarrierAdapter;
import dev.braid.adapter.server.Refused;
import dev.braid.adapter.server.UnknownOrder;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.Handoff;
import dev.braid.api.adapter.v1.ModifyLegRequest;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.PendingOn;
import dev.braid.api.adapter.v1.QualifyLegRequest;
import dev.braid.api.adapter.v1.QualifyLegResponse;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** An adapter as it should be, which breaks promises on demand. */
final class ModelAdapter implements CarrierAdapter {
    static final String PROVIDER = "model";

    private final ModelProvider provider;
    private final Defect defect;
    private final Capabilities capabilities;
    private final int slowReads;
    private final Map<String, Order> memory = new ConcurrentHashMap<>();
    private final Set<String> doubtful = ConcurrentHashMap.newKeySet();
    private final List<Consumer<String>> watchers = new CopyOnWriteArrayList<>();

    /**
     * @param slowReads an order is pending until it was read so many times
     */
    ModelAdapter(ModelProvider provider, Defect defect, Capabilities capabilities, int slowReads) {
        this.provider = provider;
        this.defect = defect;
        this.capabilities = capabilities;
        this.slowReads = slowReads;
    }

    @Override
    public String name() {
        return "model";
    }

    @Override
    public Map<String, Capabilities> providers() {
        return Map.of(PROVIDER, capabilities);
    }

    @Override
    public QualifyLegResponse qualify(QualifyLegRequest request) throws Exception {
        return capabilities.getQualifies()
                ? QualifyLegResponse.newBuilder().setFeasible(true).build()
                : CarrierAdapter.super.qualify(request);
    }

    @Override
    public Order reserve(ReserveLegRequest request) throws Exception {
        String reference = request.getTerms().getReference();
        Sold found;
        try {
            found = provider.find(reference);
        } catch (ModelProvider.Unreadable e) {
            if (defect == Defect.TAKES_GARBAGE_FOR_A_NO) {
                throw new Refused(Reason.REJECTED, e.getMessage());
            }
            throw e;
        }
        boolean same = found != null
                && found.links().equals(request.getLinkIdsList())
                && found.bps() == request.getBandwidthBps()
                && fits(found.ends().a(), request.getAEnd())
                && fits(found.ends().z(), request.getZEnd());
        boolean again = found != null && (found.living() || defect != Defect.REVIVES_CEASED_ORDERS);
        if (defect == Defect.DOUBLES_ON_REPEAT && same && found.state().equals("kept")) {
            again = false;
        }
        if (doubtful.remove(reference)) {
            again = false;
        }
        if (!again) {
            try {
                return told(place(request));
            } catch (IOException e) {
                if (defect == Defect.DOUBLES_AFTER_SILENCE) {
                    doubtful.add(reference);
                }
                throw e;
            }
        }
        if (!found.living()) {
            throw new Refused(Reason.CEASED, "over");
        }
        if (!same && defect != Defect.IGNORES_CONFLICTS) {
            throw new Refused(Reason.CONFLICT, "something else");
        }
        return told(found);
    }

    private static boolean fits(Handoff held, Handoff asked) {
        return (asked.getInterconnectId().isEmpty() || asked.getInterconnectId().equals(held.getInterconnectId()))
                && (asked.getVlanId() == 0 || asked.getVlanId() == held.getVlanId());
    }

    private Sold place(ReserveLegRequest request) throws Exception {
        String reference = request.getTerms().getReference();
        Ends ends = new Ends(request.getAEnd(), request.getZEnd());
        try {
            return provider.place(reference, request.getLinkIdsList(), ends, request.getBandwidthBps());
        } catch (No no) {
            if (no.full && defect == Defect.KEEPS_WHAT_FITS) {
                provider.place(reference, request.getLinkIdsList(), ends, 1);
            }
            throw refused(no);
        }
    }

    private Exception refused(No no) {
        if (!no.full
                && defect == Defect.TAKES_A_NO_FOR_SILENCE
                && no.getMessage().contains("rather")) {
            return new IOException("The carrier does not want to.");
        }
        return new Refused(no.full ? Reason.NO_CAPACITY : Reason.REJECTED, no.getMessage());
    }

    @Override
    public Order activate(ActivateLegRequest request) throws Exception {
        Sold found = living(request.getTerms().getReference());
        try {
            return told(found.state().equals("flows") ? found : provider.start(found));
        } catch (No no) {
            throw refused(no);
        }
    }

    @Override
    public Order modify(ModifyLegRequest request) throws Exception {
        Sold found = living(request.getTerms().getReference());
        if (capabilities.getModifyOutageValue() == 0) {
            return CarrierAdapter.super.modify(request);
        }
        if (defect == Defect.LIES_ON_MODIFY) {
            return shown(found.at(request.getBandwidthBps()));
        }
        try {
            return told(provider.change(found, request.getBandwidthBps()));
        } catch (No no) {
            if (no.full && defect == Defect.CHANGES_BY_HALVES) {
                provider.change(found, found.bps() / 2);
            }
            throw refused(no);
        }
    }

    @Override
    public Order release(ReleaseLegRequest request) throws Exception {
        String reference = request.getTerms().getReference();
        Sold last = found(reference);
        // All that stand under the reference: a broken adapter must not leave its doubles to the next test.
        for (Sold each : provider.all()) {
            if (each.reference().equals(reference) && each.living()) {
                last = cease(each);
            }
        }
        return told(last);
    }

    private Sold cease(Sold order) throws Exception {
        try {
            return provider.cease(order);
        } catch (No no) {
            throw refused(no);
        }
    }

    @Override
    public Order get(String providerId, String reference) throws Exception {
        if (defect == Defect.ANSWERS_FROM_MEMORY && memory.containsKey(reference)) {
            return memory.get(reference);
        }
        try {
            return told(found(reference));
        } catch (ModelProvider.Unreadable e) {
            if (defect == Defect.READS_GARBAGE_AS_MISSING) {
                throw new UnknownOrder(reference);
            }
            throw e;
        }
    }

    @Override
    public List<Order> list(String providerId) throws Exception {
        try {
            return provider.all().stream().filter(Sold::living).map(this::shown).toList();
        } catch (IOException e) {
            if (defect == Defect.LISTS_NOTHING_ON_ERROR) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public AutoCloseable watch(String providerId, Consumer<String> changed) {
        watchers.add(changed);
        return () -> watchers.remove(changed);
    }

    private Sold found(String reference) throws Exception {
        Sold found = provider.find(reference);
        if (found == null) {
            throw new UnknownOrder(reference);
        }
        return found;
    }

    private Sold living(String reference) throws Exception {
        Sold found = found(reference);
        if (!found.living()) {
            throw new Refused(Reason.CEASED, "over");
        }
        return found;
    }

    private Order told(Sold sold) {
        Order order = shown(sold);
        memory.put(sold.reference(), order);
        watchers.forEach(it -> it.accept(sold.reference()));
        return order;
    }

    private Order shown(Sold sold) {
        boolean waiting = sold.state().equals("kept") && provider.looksAt(sold) <= slowReads;
        Order.Builder order = Order.newBuilder()
                .setReference(sold.reference())
                .setStanding(
                        switch (sold.state()) {
                            case "kept" ->
                                waiting ? OrderStanding.ORDER_STANDING_PENDING : OrderStanding.ORDER_STANDING_HELD;
                            case "flows" -> OrderStanding.ORDER_STANDING_IN_SERVICE;
                            default -> OrderStanding.ORDER_STANDING_CEASED;
                        })
                .setBandwidthBps(sold.living() ? sold.bps() : 0)
                .addAllLinkIds(sold.links())
                .setProviderState(sold.state())
                .setProviderOrderId("no. " + sold.number())
                .setAEnd(sold.ends().a())
                .setZEnd(sold.ends().z());
        if (waiting) {
            order.setPendingOn(PendingOn.newBuilder()
                    .setParty("the clerk")
                    .setReason("a signature")
                    .setSinceTime(PatientAdapter.SINCE));
        }
        return order.build();
    }
}
