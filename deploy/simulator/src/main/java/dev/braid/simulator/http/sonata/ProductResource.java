package dev.braid.simulator.http.sonata;

import dev.braid.simulator.sonata.Purchase.Action;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The product inventory (MEF 116, productInventoryManagement.api.yaml 7.0.1). */
@Path("/carriers/{providerId}/mefApi/sonata/productInventory/v7")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ProductResource {
    private final Counter counter;

    ProductResource(Counter counter) {
        this.counter = counter;
    }

    /** The products with these marks, in the order in which they were ordered. */
    @GET
    @Path("/product")
    public Response list(
            @RestPath String providerId,
            @RestQuery String externalId,
            @RestQuery String status,
            @RestQuery String productOrderId,
            @RestQuery Integer offset,
            @RestQuery Integer limit,
            @Context HttpServerResponse answer) {
        return counter.serve(providerId, answer, seller -> {
            Instant now = Instant.now();
            return Counter.page(
                    seller.all(now).stream()
                            .filter(it -> it.action() == Action.ADD)
                            .filter(it -> externalId == null || it.externalId().equals(externalId))
                            .filter(it -> productOrderId == null || it.id().equals(productOrderId))
                            .flatMap(it -> Product.of(it).stream())
                            .filter(it ->
                                    status == null || it.status(seller, now).equals(status))
                            .map(it -> it.found(seller, now))
                            .toList(),
                    offset,
                    limit);
        });
    }

    /** One product. */
    @GET
    @Path("/product/{id}")
    public Response get(@RestPath String providerId, @RestPath String id, @Context HttpServerResponse answer) {
        return counter.serve(providerId, answer, seller -> {
            Instant now = Instant.now();
            return Counter.ok(Product.find(seller, id, now)
                    .map(it -> it.whole(seller, now))
                    .orElseThrow(() -> SonataError.notFound("There is no product '%s'.".formatted(id))));
        });
    }
}
