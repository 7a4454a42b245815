package dev.braid.simulator.http.sonata;

import dev.braid.simulator.sonata.Purchase;
import dev.braid.simulator.sonata.Sellers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Plays the people of a carrier that works by hand; no part of the published API, and no fault touches it. */
@Path("/carriers/{providerId}/people")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PeopleResource {
    private final Sellers sellers;

    PeopleResource(Sellers sellers) {
        this.sellers = sellers;
    }

    /** Somebody says yes. */
    @POST
    @Path("/{orderId: [^:/]+}:accept")
    public Response accept(@RestPath String providerId, @RestPath String orderId) {
        return answer(sellers.find(providerId).flatMap(it -> it.sign(orderId, Instant.now())));
    }

    /** Somebody says no. */
    @POST
    @Path("/{orderId: [^:/]+}:reject")
    public Response reject(@RestPath String providerId, @RestPath String orderId, @RestQuery String reason) {
        return answer(sellers.find(providerId)
                .flatMap(it -> it.reject(orderId, reason == null ? "no" : reason, Instant.now())));
    }

    private static Response answer(Optional<Purchase> purchase) {
        return purchase.map(it -> Counter.ok(new PurchaseView(it).whole()))
                .orElseGet(() -> SonataError.notFound("There is no such order.").response());
    }
}
