package dev.braid.adapter.conformance;

import dev.braid.adapter.Reason;
import dev.braid.adapter.conformance.ModelProvider.No;
import dev.braid.adapter.conformance.ModelProvider.Sold;
import dev.braid.adapter.server.CarrierAdapter;
import dev.braid.adapter.server.Refused;
import dev.braid.adapter.server.UnknownOrder;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.ModifyLegRequest;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.QualifyLegRequest;
import dev.braid.api.adapter.v1.QualifyLegResponse;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Defects in what an adapter makes of silence and of a no, when an order is activated, changed or released. */
record ReplyDefects(
        CarrierAdapter adapter, ModelProvider provider, Defect defect, Set<String> marked, Map<String, Long> knownBps)
        implements CarrierAdapter {

    ReplyDefects(CarrierAdapter adapter, ModelProvider provider, Defect defect) {
        this(adapter, provider, defect, ConcurrentHashMap.newKeySet(), new ConcurrentHashMap<>());
    }

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
        return known(adapter.reserve(request));
    }

    @Override
    public Order activate(ActivateLegRequest request) throws Exception {
        String reference = request.getTerms().getReference();
        try {
            if (defect == Defect.ACTIVATES_ONLY_ONCE && marked.contains(reference)) {
                return adapter.get(ModelAdapter.PROVIDER, reference);
            }
            if (defect == Defect.STOPS_WHAT_CANNOT_BE_STARTED_AGAIN) {
                startAgain(reference);
            }
            return adapter.activate(request);
        } catch (IOException e) {
            if (defect == Defect.TAKES_SILENCE_FOR_ACTIVATED) {
                return made(reference, OrderStanding.ORDER_STANDING_IN_SERVICE);
            }
            if (defect == Defect.ACTIVATES_ONLY_ONCE) {
                marked.add(reference);
            }
            throw e;
        } catch (Refused e) {
            if (e.reason() == Reason.REJECTED && defect == Defect.TAKES_A_NO_FOR_ACTIVATED) {
                return made(reference, OrderStanding.ORDER_STANDING_IN_SERVICE);
            }
            if (defect == Defect.FORGETS_WHAT_WAS_NOT_ACTIVATED) {
                marked.add(reference);
            }
            throw e;
        }
    }

    private void startAgain(String reference) throws Exception {
        Sold found = provider.find(reference);
        if (found != null && found.state().equals("flows")) {
            try {
                provider.start(found);
            } catch (No no) {
                marked.add(reference);
            }
        }
    }

    @Override
    public Order modify(ModifyLegRequest request) throws Exception {
        String reference = request.getTerms().getReference();
        try {
            if (defect == Defect.CHANGES_BY_THE_DIFFERENCE) {
                long heldBps = adapter.get(ModelAdapter.PROVIDER, reference).getBandwidthBps();
                long bps = heldBps + request.getBandwidthBps() - knownBps.getOrDefault(reference, heldBps);
                return known(
                        adapter.modify(request.toBuilder().setBandwidthBps(bps).build()));
            }
            return adapter.modify(request);
        } catch (IOException e) {
            if (defect == Defect.TAKES_SILENCE_FOR_CHANGED) {
                return made(reference, OrderStanding.ORDER_STANDING_IN_SERVICE);
            }
            throw e;
        }
    }

    @Override
    public Order release(ReleaseLegRequest request) throws Exception {
        String reference = request.getTerms().getReference();
        if (defect == Defect.BURIES_THE_LIVING) {
            marked.add(reference);
        }
        try {
            return adapter.release(request);
        } catch (IOException e) {
            if (defect == Defect.TAKES_SILENCE_FOR_RELEASED) {
                return made(reference, OrderStanding.ORDER_STANDING_CEASED);
            }
            throw e;
        } catch (Refused e) {
            if (defect == Defect.TAKES_A_NO_FOR_RELEASED) {
                return made(reference, OrderStanding.ORDER_STANDING_CEASED);
            }
            throw e;
        } catch (UnknownOrder e) {
            if (defect == Defect.RELEASES_WHAT_IS_NOT_THERE) {
                return made(reference, OrderStanding.ORDER_STANDING_CEASED);
            }
            throw e;
        }
    }

    @Override
    public Order get(String providerId, String reference) throws Exception {
        Order order = adapter.get(providerId, reference);
        if (!marked.contains(reference)) {
            return order;
        }
        return switch (defect) {
            case FORGETS_WHAT_WAS_NOT_ACTIVATED -> throw new UnknownOrder(reference);
            case BURIES_THE_LIVING -> made(reference, OrderStanding.ORDER_STANDING_CEASED);
            case STOPS_WHAT_CANNOT_BE_STARTED_AGAIN ->
                order.toBuilder().setStanding(OrderStanding.ORDER_STANDING_HELD).build();
            default -> order;
        };
    }

    @Override
    public List<Order> list(String providerId) throws Exception {
        return adapter.list(providerId);
    }

    @Override
    public AutoCloseable watch(String providerId, Consumer<String> changed) throws Exception {
        return adapter.watch(providerId, changed);
    }

    private Order known(Order order) {
        knownBps.put(order.getReference(), order.getBandwidthBps());
        return order;
    }

    private static Order made(String reference, OrderStanding standing) {
        return Order.newBuilder().setReference(reference).setStanding(standing).build();
    }
}
