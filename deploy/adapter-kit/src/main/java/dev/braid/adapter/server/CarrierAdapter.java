package dev.braid.adapter.server;

import dev.braid.adapter.Reason;
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

/**
 * What is particular to the providers that one adapter speaks for. Calls may block; those of one order come one by one.
 * What a call throws decides what the caller is told: {@link Refused} that it was not done and will not be,
 * {@link UnknownOrder} that there is no order, anything else that nobody knows.
 */
public interface CarrierAdapter {
    /** The name of the API that it speaks to providers. */
    String name();

    /** By provider id, what it can do. */
    Map<String, Capabilities> providers();

    /** Whether an order would be taken now, without ordering. */
    default QualifyLegResponse qualify(QualifyLegRequest request) throws Exception {
        throw new Refused(Reason.UNSUPPORTED, "%s does not say beforehand.".formatted(request.getProviderId()));
    }

    /** Keeps bandwidth free; for what the reference holds already, how that stands. */
    Order reserve(ReserveLegRequest request) throws Exception;

    /** Lets traffic flow. */
    Order activate(ActivateLegRequest request) throws Exception;

    /** Changes the bandwidth, wholly or not at all. */
    default Order modify(ModifyLegRequest request) throws Exception {
        throw new Refused(
                Reason.UNSUPPORTED,
                "%s changes no living order.".formatted(request.getTerms().getProviderId()));
    }

    /** Lets go, for good. */
    Order release(ReleaseLegRequest request) throws Exception;

    /** How the order stands, by asking the provider. */
    Order get(String providerId, String reference) throws Exception;

    /** All living orders of the provider in any order, by asking it. */
    List<Order> list(String providerId) throws Exception;

    /** Tells the references of orders that change, until closed. */
    default AutoCloseable watch(String providerId, Consumer<String> changed) throws Exception {
        throw new Refused(Reason.UNSUPPORTED, "%s does not tell of changes.".formatted(providerId));
    }
}
