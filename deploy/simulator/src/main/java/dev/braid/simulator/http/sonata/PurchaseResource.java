package dev.braid.simulator.http.sonata;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.braid.simulator.sonata.Purchase;
import dev.braid.simulator.sonata.PurchaseState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Product orders (MEF 123, productOrderManagement.api.yaml 10.0.0). */
@Path("/carriers/{providerId}/mefApi/sonata/productOrderingManagement/v10")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PurchaseResource {
    private final Counter counter;
    private final Quotes quotes;

    PurchaseResource(Counter counter, Quotes quotes) {
        this.counter = counter;
        this.quotes = quotes;
    }

    /** Orders: what has passed basic validation is acknowledged, everything else is found out later. */
    @POST
    @Path("/productOrder")
    public Response create(@RestPath String providerId, byte[] body, @Context HttpServerResponse answer) {
        return counter.serve(providerId, answer, seller -> {
            Instant now = Instant.now();
            PurchaseRequest request = PurchaseRequest.read(counter.payload(body), seller, quotes, now);
            Purchase purchase = seller.place(
                            request.externalId(),
                            request.projectId(),
                            request.action(),
                            request.reference(),
                            request.linkIds(),
                            request.bandwidthBps(),
                            request.requestTime(),
                            now)
                    .orElseThrow(() -> SonataError.invalid("/externalId", "There is an order of that externalId."));
            return Counter.created(new PurchaseView(purchase).whole());
        });
    }

    /** The orders with these marks, in the order in which they came. */
    @GET
    @Path("/productOrder")
    public Response list(
            @RestPath String providerId,
            @RestQuery String externalId,
            @RestQuery String projectId,
            @RestQuery String state,
            @RestQuery Integer offset,
            @RestQuery Integer limit,
            @Context HttpServerResponse answer) {
        return counter.serve(
                providerId,
                answer,
                seller -> Counter.page(
                        seller.all(Instant.now()).stream()
                                .filter(it ->
                                        externalId == null || it.externalId().equals(externalId))
                                .filter(it ->
                                        projectId == null || it.projectId().equals(projectId))
                                .filter(it ->
                                        state == null || it.state().published().equals(state))
                                .map(it -> new PurchaseView(it).found())
                                .toList(),
                        offset,
                        limit));
    }

    /** One order. */
    @GET
    @Path("/productOrder/{id}")
    public Response get(@RestPath String providerId, @RestPath String id, @Context HttpServerResponse answer) {
        return counter.serve(
                providerId,
                answer,
                seller -> Counter.ok(seller.find(id, Instant.now())
                        .map(it -> new PurchaseView(it).whole())
                        .orElseThrow(() -> SonataError.notFound("There is no order '%s'.".formatted(id)))));
    }

    /** Takes an order back while it is not done. */
    @POST
    @Path("/cancelProductOrder")
    public Response cancel(@RestPath String providerId, byte[] body, @Context HttpServerResponse answer) {
        return counter.serve(providerId, answer, seller -> {
            Payload request = counter.payload(body);
            request.items("relatedContactInformation");
            Payload order = request.at("productOrder");
            String id = order.text("productOrderId");
            String reason = request.has("cancellationReason") ? request.text("cancellationReason") : "";
            Purchase purchase = seller.cancel(id, reason, Instant.now())
                    .orElseThrow(
                            () -> SonataError.unknown(order.path() + "/productOrderId", "There is no such order."));
            boolean done = purchase.state() == PurchaseState.CANCELLED;
            ObjectNode task = task(done);
            task.putObject("productOrder").put("productOrderId", id);
            task.putArray("relatedContactInformation").add(PurchaseView.contact("cancelProductOrderSellerContact"));
            if (!done) {
                task.put(
                        "cancellationDeniedReason",
                        "The order is %s.".formatted(purchase.state().published()));
            }
            return Counter.created(task);
        });
    }

    /** Wants an order done at another time; all its items are done together. */
    @POST
    @Path("/modifyProductOrderItemRequestedDeliveryDate")
    public Response reschedule(@RestPath String providerId, byte[] body, @Context HttpServerResponse answer) {
        return counter.serve(providerId, answer, seller -> {
            Payload request = counter.payload(body);
            Payload item = request.at("productOrderItem");
            String id = item.text("productOrderId");
            String itemId = item.text("productOrderItemId");
            Instant time = request.time("requestedCompletionDate");
            Instant now = Instant.now();
            boolean open = seller.find(id, now)
                    .map(it -> it.state() == PurchaseState.ACKNOWLEDGED || it.state() == PurchaseState.IN_PROGRESS)
                    .orElseThrow(() -> SonataError.unknown(item.path() + "/productOrderId", "There is no such order."));
            seller.reschedule(id, time, now);
            ObjectNode task = task(open);
            task.put("creationDate", now.toString()).put("requestedCompletionDate", time.toString());
            task.putObject("productOrderItem").put("productOrderId", id).put("productOrderItemId", itemId);
            return Counter.created(task);
        });
    }

    /** Optional operations that this seller does not offer. */
    @GET
    @Path("/{resource: cancelProductOrder|modifyProductOrderItemRequestedDeliveryDate|charge}")
    public Response tasks(@RestPath String providerId, @Context HttpServerResponse answer) {
        return counter.serve(providerId, answer, _ -> {
            throw SonataError.notImplemented();
        });
    }

    private static ObjectNode task(boolean done) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", UUID.randomUUID().toString())
                .put("state", done ? "done" : "rejected");
    }
}
