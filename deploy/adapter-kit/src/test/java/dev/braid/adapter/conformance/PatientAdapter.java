package dev.braid.adapter.conformance;

import com.google.protobuf.Timestamp;
import dev.braid.adapter.server.CarrierAdapter;
import dev.braid.adapter.server.Refused;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.ModifyLegRequest;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.PendingOn;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model whose people look at every change, when the order has been read twice. */
final class PatientAdapter implements CarrierAdapter {
    private static final int READS = 2;
    static final Timestamp SINCE =
            Timestamp.newBuilder().setSeconds(1_780_000_000).build();

    private final CarrierAdapter model;
    private final boolean forgetful;
    private final Map<String, Change> changes = new HashMap<>();

    /** A change that was asked for: how often it is still to be read, and the no of its people once they have said it. */
    private record Change(ModifyLegRequest asked, int reads, Optional<Refused> no) {}

    /**
     * Serves the model.
     *
     * @param forgetful whether its people begin anew when somebody asks for what they have refused
     */
    PatientAdapter(CarrierAdapter model, boolean forgetful) {
        this.model = model;
        this.forgetful = forgetful;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Map<String, Capabilities> providers() {
        return model.providers();
    }

    @Override
    public Order reserve(ReserveLegRequest request) throws Exception {
        return model.reserve(request);
    }

    @Override
    public Order activate(ActivateLegRequest request) throws Exception {
        return model.activate(request);
    }

    @Override
    public synchronized Order modify(ModifyLegRequest request) throws Exception {
        String reference = request.getTerms().getReference();
        Order order = model.get(request.getTerms().getProviderId(), reference);
        if (order.getBandwidthBps() == request.getBandwidthBps()) {
            return order;
        }
        Change change = changes.get(reference);
        boolean same = change != null && change.asked.getBandwidthBps() == request.getBandwidthBps();
        if (same && change.no.isPresent() && !forgetful) {
            throw change.no.get();
        }
        if (!same || change.no.isPresent()) {
            changes.put(reference, new Change(request, READS, Optional.empty()));
        }
        return waiting(order);
    }

    @Override
    public Order release(ReleaseLegRequest request) throws Exception {
        return model.release(request);
    }

    @Override
    public synchronized Order get(String providerId, String reference) throws Exception {
        Change change = changes.get(reference);
        if (change == null || change.no.isPresent()) {
            return model.get(providerId, reference);
        }
        if (change.reads > 1) {
            changes.put(reference, new Change(change.asked, change.reads - 1, Optional.empty()));
            return waiting(model.get(providerId, reference));
        }
        try {
            changes.remove(reference);
            return model.modify(change.asked);
        } catch (Refused no) {
            changes.put(reference, new Change(change.asked, 0, Optional.of(no)));
            return model.get(providerId, reference);
        }
    }

    private static Order waiting(Order order) {
        return order.toBuilder()
                .setPendingOn(PendingOn.newBuilder()
                        .setParty("the clerk")
                        .setReason("a signature")
                        .setSinceTime(SINCE))
                .build();
    }

    @Override
    public List<Order> list(String providerId) throws Exception {
        return model.list(providerId);
    }
}
