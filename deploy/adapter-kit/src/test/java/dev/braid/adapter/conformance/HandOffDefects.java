package dev.braid.adapter.conformance;

import dev.braid.adapter.Reason;
import dev.braid.adapter.server.CarrierAdapter;
import dev.braid.adapter.server.Refused;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.ModifyLegRequest;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.QualifyLegRequest;
import dev.braid.api.adapter.v1.QualifyLegResponse;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Defects in what an adapter makes of the hand-offs that it is asked for. */
record HandOffDefects(CarrierAdapter adapter, Defect defect) implements CarrierAdapter {

    @Override
    public String name() {
        return adapter.name();
    }

    @Override
    public Map<String, Capabilities> providers() {
        return adapter.providers();
    }

    @Override
    public QualifyLegResponse qualify(QualifyLegRequest request) throws Exception {
        return adapter.qualify(request);
    }

    @Override
    public Order reserve(ReserveLegRequest request) throws Exception {
        Ends asked = new Ends(request.getAEnd(), request.getZEnd());
        ReserveLegRequest open = request.toBuilder().clearAEnd().clearZEnd().build();
        if (defect == Defect.HANDS_OVER_WHERE_IT_LIKES) {
            return adapter.reserve(open);
        }
        if (defect == Defect.SAYS_WHAT_IT_WAS_TOLD) {
            return echoed(adapter.reserve(unnumbered(request)), asked);
        }
        if (defect == Defect.SHARES_NO_HAND_OFF
                && !at(asked, request.getTerms().getReference()).isEmpty()) {
            throw new Refused(Reason.REJECTED, "taken");
        }
        try {
            return adapter.reserve(request);
        } catch (Refused e) {
            boolean nowhere = e.getMessage().equals(ModelProvider.NOWHERE);
            if (nowhere && defect == Defect.KEEPS_ORDERS_THAT_LEAD_NOWHERE) {
                adapter.reserve(open);
            }
            boolean taken = nowhere && defect == Defect.TAKES_ORDERS_THAT_LEAD_NOWHERE
                    || e.reason() == Reason.CONFLICT && defect == Defect.TAKES_ANOTHER_HAND_OFF_FOR_THE_SAME;
            if (taken) {
                return adapter.reserve(open);
            }
            throw e;
        }
    }

    private static ReserveLegRequest unnumbered(ReserveLegRequest request) {
        return request.toBuilder()
                .setAEnd(request.getAEnd().toBuilder().clearVlanId())
                .setZEnd(request.getZEnd().toBuilder().clearVlanId())
                .build();
    }

    private static Order echoed(Order order, Ends asked) {
        return asked.equals(Ends.OPEN)
                ? order
                : order.toBuilder().setAEnd(asked.a()).setZEnd(asked.z()).build();
    }

    /** The other orders that live there. */
    private List<String> at(Ends ends, String reference) throws Exception {
        return adapter.list(ModelAdapter.PROVIDER).stream()
                .filter(it -> Ends.of(it).equals(ends))
                .map(Order::getReference)
                .filter(it -> !it.equals(reference))
                .toList();
    }

    @Override
    public Order activate(ActivateLegRequest request) throws Exception {
        return adapter.activate(request);
    }

    @Override
    public Order modify(ModifyLegRequest request) throws Exception {
        return adapter.modify(request);
    }

    @Override
    public Order release(ReleaseLegRequest request) throws Exception {
        if (defect == Defect.RELEASES_ALL_AT_A_HAND_OFF) {
            String reference = request.getTerms().getReference();
            for (String other : at(Ends.of(adapter.get(ModelAdapter.PROVIDER, reference)), reference)) {
                adapter.release(request.toBuilder()
                        .setTerms(request.getTerms().toBuilder().setReference(other))
                        .build());
            }
        }
        return adapter.release(request);
    }

    @Override
    public Order get(String providerId, String reference) throws Exception {
        return adapter.get(providerId, reference);
    }

    @Override
    public List<Order> list(String providerId) throws Exception {
        List<Order> orders = adapter.list(providerId);
        return defect == Defect.LISTS_NO_HAND_OFFS
                ? orders.stream()
                        .map(it -> it.toBuilder().clearAEnd().clearZEnd().build())
                        .toList()
                : orders;
    }

    @Override
    public AutoCloseable watch(String providerId, Consumer<String> changed) throws Exception {
        return adapter.watch(providerId, changed);
    }
}
