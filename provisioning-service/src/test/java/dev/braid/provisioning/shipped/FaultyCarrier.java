package dev.braid.provisioning.shipped;

import dev.braid.adapter.Reason;
import dev.braid.adapter.server.CarrierAdapter;
import dev.braid.adapter.server.Refused;
import dev.braid.adapter.server.UnknownOrder;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.ModifyLegRequest;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import io.grpc.Status;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** An adapter in a process of its own, as the service sees it: its calls are treated as the bench says. */
record FaultyCarrier(CarrierAdapter truth, String providerId, Telling telling, Bench bench) implements CarrierAdapter {
    /** A description names the adapter first; before commands, providers are looked up without. */
    private static final ThreadLocal<Boolean> DESCRIBING = ThreadLocal.withInitial(() -> false);

    @Override
    public String name() {
        DESCRIBING.set(true);
        return truth.name();
    }

    @Override
    public Map<String, Capabilities> providers() {
        boolean described = DESCRIBING.get();
        DESCRIBING.remove();
        Capabilities able = truth.providers().get(providerId).toBuilder()
                .setWatches(telling.offered())
                .build();
        return switch (described ? bench.take(providerId, "", Call.DESCRIBE) : Treatment.PASS) {
            case PASS -> Map.of(providerId, able);
            case TIME_OUT -> {
                LockSupport.parkNanos(Bench.TOO_LONG.toNanos());
                yield Map.of(providerId, able);
            }
            case REFUSAL -> throw Status.PERMISSION_DENIED.asRuntimeException();
            case CRASH_BEFORE, CRASH_AFTER -> throw Status.UNAVAILABLE.asRuntimeException();
            case LIE -> Map.of("somebody-else", able);
            case DENIAL ->
                Map.of(providerId, able.toBuilder().setHandsOver(false).build());
            case ELSEWHERE, HELD_BEFORE, HELD_AFTER, HELD_LATE ->
                throw new IllegalStateException("A description is not treated so.");
        };
    }

    @Override
    public Order reserve(ReserveLegRequest request) throws Exception {
        Order lie = Order.newBuilder()
                .setReference(request.getTerms().getReference())
                .setStanding(OrderStanding.ORDER_STANDING_HELD)
                .setBandwidthBps(request.getBandwidthBps())
                .addAllLinkIds(request.getLinkIdsList())
                .setProviderState("made up")
                .build();
        return treat(request.getTerms().getReference(), Call.RESERVE, () -> truth.reserve(request), () -> lie);
    }

    @Override
    public Order activate(ActivateLegRequest request) throws Exception {
        String reference = request.getTerms().getReference();
        return treat(
                reference,
                Call.ACTIVATE,
                () -> truth.activate(request),
                () -> seen(reference)
                        .setStanding(OrderStanding.ORDER_STANDING_IN_SERVICE)
                        .build());
    }

    @Override
    public Order modify(ModifyLegRequest request) throws Exception {
        String reference = request.getTerms().getReference();
        return treat(
                reference,
                Call.MODIFY,
                () -> truth.modify(request),
                () -> seen(reference).setBandwidthBps(request.getBandwidthBps()).build());
    }

    @Override
    public Order release(ReleaseLegRequest request) throws Exception {
        String reference = request.getTerms().getReference();
        return treat(
                reference,
                Call.RELEASE,
                () -> truth.release(request),
                () -> seen(reference)
                        .setStanding(OrderStanding.ORDER_STANDING_CEASED)
                        .build());
    }

    @Override
    public Order get(String ofProvider, String reference) throws Exception {
        return treat(
                reference,
                Call.READ,
                () -> truth.get(ofProvider, reference),
                () -> {
                    Order.Builder seen = seen(reference);
                    return seen.setBandwidthBps(3 * seen.getBandwidthBps()).build();
                },
                () -> seen(reference).clearLinkIds().addLinkIds("another").build());
    }

    @Override
    public List<Order> list(String ofProvider) throws Exception {
        return treat("", Call.LIST, () -> truth.list(ofProvider), List::of);
    }

    @Override
    public AutoCloseable watch(String ofProvider, Consumer<String> changed) throws Exception {
        bench.take(providerId, "", Call.WATCH);
        return telling.watch(truth, ofProvider, changed);
    }

    private Order.Builder seen(String reference) throws Exception {
        return truth.get(providerId, reference).toBuilder();
    }

    private <T> T treat(String legId, Call call, Callable<T> truly, Callable<T> lie) throws Exception {
        return treat(legId, call, truly, lie, () -> {
            throw new IllegalStateException(call + " does not say where.");
        });
    }

    private <T> T treat(String legId, Call call, Callable<T> truly, Callable<T> lie, Callable<T> elsewhere)
            throws Exception {
        return switch (bench.take(providerId, legId, call)) {
            case PASS -> truly.call();
            case TIME_OUT -> {
                Thread.sleep(Bench.TOO_LONG);
                yield truly.call();
            }
            case REFUSAL -> throw new Refused(Reason.REJECTED, "not today");
            case CRASH_BEFORE -> throw new IOException("The connection breaks.");
            case CRASH_AFTER -> {
                truly.call();
                throw new IOException("The connection breaks.");
            }
            case LIE -> lie.call();
            case DENIAL -> throw new UnknownOrder(legId);
            case ELSEWHERE -> elsewhere.call();
            case HELD_BEFORE -> throw bench.awaitThaw(providerId, legId, call);
            case HELD_AFTER -> {
                truly.call();
                throw bench.awaitThaw(providerId, legId, call);
            }
            case HELD_LATE -> throw new IllegalStateException("A server has taken the call in; it is late no more.");
        };
    }
}
