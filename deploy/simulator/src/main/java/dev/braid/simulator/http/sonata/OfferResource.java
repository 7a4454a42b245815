package dev.braid.simulator.http.sonata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.braid.simulator.domain.Command;
import dev.braid.simulator.domain.Decision;
import dev.braid.simulator.sonata.Seller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** Product offering qualification (MEF 87) and quotes (MEF 115), answered at once; neither keeps anything free. */
@Path("/carriers/{providerId}/mefApi/sonata")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class OfferResource {
    private static final Duration VALIDITY = Duration.ofDays(30);
    private static final double PRICE_PER_GBPS_HOUR = 1.0;
    private static final double GBPS = 1_000_000_000.0;

    private final Counter counter;
    private final Quotes quotes;

    OfferResource(Counter counter, Quotes quotes) {
        this.counter = counter;
        this.quotes = quotes;
    }

    /** Says whether it would be sold. */
    @POST
    @Path("/productOfferingQualification/v7/productOfferingQualification")
    public Response qualify(@RestPath String providerId, byte[] body, @Context HttpServerResponse answer) {
        return counter.serve(providerId, answer, seller -> {
            Payload request = counter.payload(body);
            request.items("relatedContactInformation");
            Wanted wanted = Wanted.read(request.items("productOfferingQualificationItem"));
            Optional<Decision.Refuse> refusal = wanted.refusal(seller);
            ObjectNode offer = offer(request, "done.ready");
            ArrayNode items = offer.putArray("productOfferingQualificationItem");
            for (Payload item : wanted.items) {
                ObjectNode entry = item.node().deepCopy();
                entry.put("state", "done.ready");
                if (refusal.isPresent()) {
                    entry.put("serviceabilityConfidence", "red");
                    entry.put("serviceabilityConfidenceReason", reason(refusal.get()));
                } else {
                    entry.put("serviceabilityConfidence", seller.leadTime().isPresent() ? "yellow" : "green");
                    entry.set("installationInterval", interval(seller));
                    entry.put(
                            "guaranteedUntilDate", Instant.now().plus(VALIDITY).toString());
                }
                items.add(entry);
            }
            quotes.keep(offer.get("id").textValue(), offer.toString());
            return Counter.created(offer);
        });
    }

    /** Says what it would cost, firmly. */
    @POST
    @Path("/quoteManagement/v8/quote")
    public Response quote(@RestPath String providerId, byte[] body, @Context HttpServerResponse answer) {
        return counter.serve(providerId, answer, seller -> {
            Payload request = counter.payload(body);
            request.oneOf("buyerRequestedQuoteLevel", List.of("budgetary", "firm"));
            Wanted wanted = Wanted.read(request.items("quoteItem"));
            Optional<Decision.Refuse> refusal = wanted.refusal(seller);
            String state = refusal.isPresent() ? "unableToProvide" : "approved.orderable";
            ObjectNode offer = offer(request, state);
            offer.put("quoteDate", Instant.now().toString());
            offer.put("quoteLevel", "firm");
            offer.putObject("validFor")
                    .put("endDateTime", Instant.now().plus(VALIDITY).toString());
            ArrayNode items = offer.putArray("quoteItem");
            for (Payload item : wanted.items) {
                ObjectNode entry = item.node().deepCopy();
                entry.put("state", state);
                refusal.ifPresent(it -> entry.putArray("terminationError")
                        .addObject()
                        .put("code", "otherIssue")
                        .put("value", reason(it)));
                if (refusal.isEmpty()) {
                    entry.set("quoteItemInstallationInterval", interval(seller));
                    entry.putArray("quoteItemPrice").add(price(wanted.bandwidthBps));
                }
                items.add(entry);
            }
            quotes.keep(offer.get("id").textValue(), offer.toString());
            return Counter.created(offer);
        });
    }

    /** A qualification that was given. */
    @GET
    @Path("/productOfferingQualification/v7/productOfferingQualification/{id}")
    public Response qualification(
            @RestPath String providerId, @RestPath String id, @Context HttpServerResponse answer) {
        return counter.serve(
                providerId, answer, _ -> Response.ok(quotes.find(id)).build());
    }

    /** A quote that was given. */
    @GET
    @Path("/quoteManagement/v8/quote/{id}")
    public Response quoted(@RestPath String providerId, @RestPath String id, @Context HttpServerResponse answer) {
        return counter.serve(
                providerId, answer, _ -> Response.ok(quotes.find(id)).build());
    }

    private static String reason(Decision.Refuse refuse) {
        return "%s: %s".formatted(refuse.refusal(), refuse.message());
    }

    private static ObjectNode offer(Payload request, String state) {
        ObjectNode offer = request.node().deepCopy();
        offer.put("id", UUID.randomUUID().toString());
        offer.put("state", state);
        return offer;
    }

    private static ObjectNode interval(Seller seller) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("amount", seller.leadTime().map(Duration::toMinutes).orElse(0L))
                .put("units", "calendarMinutes");
    }

    private static ObjectNode price(long bandwidthBps) {
        ObjectNode price = JsonNodeFactory.instance
                .objectNode()
                .put("name", "Committed rate")
                .put("priceType", "recurring")
                .put("recurringChargePeriod", "hour");
        price.putObject("price")
                .putObject("dutyFreeAmount")
                .put("unit", "USD")
                .put("value", PRICE_PER_GBPS_HOUR * bandwidthBps / GBPS);
        return price;
    }

    private record Wanted(List<Payload> items, List<String> linkIds, long bandwidthBps) {
        static Wanted read(List<Payload> items) {
            List<String> linkIds = new ArrayList<>();
            long bps = 0;
            for (Payload item : items) {
                item.text("id");
                item.oneOf("action", List.of("add"));
                Payload product = item.at("product");
                linkIds.add(product.at("productOffering").text("id"));
                product.connected(linkIds.getLast());
                bps = product.at("productConfiguration").committedBps();
            }
            return new Wanted(items, linkIds, bps);
        }

        Optional<Decision.Refuse> refusal(Seller seller) {
            Instant now = Instant.now();
            return seller.carrier().refusal(new Command.Reserve(linkIds, bandwidthBps, 1, 0, now.plusSeconds(1)), now);
        }
    }
}
