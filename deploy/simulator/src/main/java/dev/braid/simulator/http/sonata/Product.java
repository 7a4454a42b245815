package dev.braid.simulator.http.sonata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.braid.simulator.domain.Order;
import dev.braid.simulator.sonata.Purchase;
import dev.braid.simulator.sonata.PurchaseState;
import dev.braid.simulator.sonata.Seller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One product of the inventory: an Access E-Line over one link of the carrier. All products of one purchase have their
 * bandwidth in one order at the desk.
 *
 * @param origin the purchase that made it
 * @param number of the item in it, from 1
 */
record Product(Purchase origin, int number) {
    static final String TYPE = "urn:mef:lso:spec:sonata:access-eline-ovc:v5.0.0:all";
    /** What each end of an Access E-Line is connected to, as published. */
    static final Map<String, String> PORTS = Map.of("uniEp", "CONNECTS_TO_UNI", "enniEp", "CONNECTS_TO_ENNI");

    private static final String PREFIX = "P-";

    String id() {
        return PREFIX + origin.reference() + "-" + number;
    }

    static List<Product> of(Purchase origin) {
        return java.util.stream.IntStream.rangeClosed(1, origin.linkIds().size())
                .mapToObj(number -> new Product(origin, number))
                .toList();
    }

    static Optional<Product> find(Seller seller, String id, Instant now) {
        int dash = id.lastIndexOf('-');
        if (!id.startsWith(PREFIX) || dash < PREFIX.length()) {
            return Optional.empty();
        }
        return seller.origin(id.substring(PREFIX.length(), dash), now)
                .flatMap(origin ->
                        of(origin).stream().filter(it -> it.id().equals(id)).findFirst());
    }

    /** As it is published (MEFProductStatusType). */
    String status(Seller seller, Instant now) {
        return switch (origin.state()) {
            case ACKNOWLEDGED, IN_PROGRESS -> "pendingActive";
            case CANCELLED, REJECTED -> "cancelled";
            case COMPLETED ->
                switch (seller.held(origin.reference()).map(Order::state).orElse(Order.State.CEASED)) {
                    case HELD -> "suspended";
                    case IN_SERVICE -> changing(seller, now) ? "active.pendingChange" : "active";
                    case CEASED -> "terminated";
                };
        };
    }

    private boolean changing(Seller seller, Instant now) {
        return seller.all(now).stream()
                .anyMatch(it -> it.reference().equals(origin.reference())
                        && it.action() == Purchase.Action.MODIFY
                        && it.state() == PurchaseState.ACKNOWLEDGED);
    }

    ObjectNode found(Seller seller, Instant now) {
        ObjectNode product = JsonNodeFactory.instance
                .objectNode()
                .put("id", id())
                .put("externalId", origin.externalId())
                .put("status", status(seller, now))
                .put("startDate", origin.changes().getLast().time().toString());
        product.putObject("productOffering").put("id", linkId());
        product.putArray("productOrderItem")
                .addObject()
                .put("productOrderId", origin.id())
                .put("productOrderItemId", Integer.toString(number));
        return product;
    }

    ObjectNode whole(Seller seller, Instant now) {
        ObjectNode product = found(seller, now);
        long bps = seller.held(origin.reference()).map(Order::bandwidthBps).orElse(origin.bandwidthBps());
        product.set("productConfiguration", configuration(bps, linkId()));
        ArrayNode relationships = product.putArray("productRelationship");
        PORTS.forEach((end, type) ->
                relationships.addObject().put("id", linkId() + "." + end).put("relationshipType", type));
        return product;
    }

    String linkId() {
        return origin.linkIds().get(number - 1);
    }

    /** The part of an Access E-Line that this seller cares for: the committed rate at both ends. */
    static ObjectNode configuration(long bps, String linkId) {
        ObjectNode configuration = JsonNodeFactory.instance.objectNode().put("@type", TYPE);
        for (String end : List.of("uniEp", "enniEp")) {
            ObjectNode profile = configuration
                    .putObject(end)
                    .put("identifier", linkId.length() <= 40 ? linkId + "." + end : end)
                    .putArray("ingressBandwidthProfilePerClassOfServiceName")
                    .addObject()
                    .put("classOfServiceName", "standard");
            profile.putObject("bwpFlow").putObject("cir").put("irValue", bps).put("irUnits", "BPS");
        }
        return configuration;
    }
}
