package dev.braid.provisioning.provider.sonata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.braid.provisioning.domain.Command;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/** What we ask for, in the published form: an Access E-Line over each link, all at the same committed rate. */
record Wares(SonataSettings settings) {
    static final String TYPE = "urn:mef:lso:spec:sonata:access-eline-ovc:v5.0.0:all";
    /** The ends of an Access E-Line, and how each hangs on the seller's product that it ends at. */
    private static final Map<String, String> ENDS =
            new TreeMap<>(Map.of("uniEp", "CONNECTS_TO_UNI", "enniEp", "CONNECTS_TO_ENNI"));

    private static final int LONGEST_END_POINT_ID = 45;

    ObjectNode qualification(Command command) {
        ObjectNode body = object();
        body.put("externalId", command.legId());
        body.put("instantSyncQualification", true);
        body.set("relatedContactInformation", contacts("buyerContactInformation"));
        items(body, "productOfferingQualificationItem", command.route().linkIds(), (item, i) -> {
            item.put("action", "add");
            item.set("product", product(command.route().linkIds().get(i), command.bandwidthBps()));
        });
        return body;
    }

    ObjectNode quote(Command command, String qualificationId) {
        ObjectNode body = object();
        body.put("externalId", command.legId());
        body.put("buyerRequestedQuoteLevel", "firm");
        body.put("instantSyncQuote", true);
        body.set("relatedContactInformation", contacts("buyerContactInformation"));
        items(body, "quoteItem", command.route().linkIds(), (item, i) -> {
            item.put("action", "add");
            item.set("product", product(command.route().linkIds().get(i), command.bandwidthBps()));
            item.putObject("productOfferingQualificationItem")
                    .put("productOfferingQualificationId", qualificationId)
                    .put("id", number(i));
        });
        return body;
    }

    ObjectNode addition(Command command, String qualificationId, String quoteId, Instant now) {
        ObjectNode body = order(command.legId(), command.legId());
        items(body, "productOrderItem", command.route().linkIds(), (item, i) -> {
            item.put("action", "add");
            item.put("requestedCompletionDate", now.plus(settings.hold()).toString());
            item.putObject("productOfferingQualificationItem")
                    .put("productOfferingQualificationId", qualificationId)
                    .put("id", number(i));
            item.putObject("quoteItem").put("quoteId", quoteId).put("id", number(i));
            item.set("product", product(command.route().linkIds().get(i), command.bandwidthBps()));
        });
        return body;
    }

    ObjectNode modification(Command command, String externalId, List<String> productIds) {
        ObjectNode body = order(command.legId(), externalId);
        items(body, "productOrderItem", productIds, (item, i) -> {
            item.put("action", "modify");
            ObjectNode product = product(command.route().linkIds().get(i), command.bandwidthBps());
            item.set("product", product.put("id", productIds.get(i)));
        });
        return body;
    }

    ObjectNode disconnection(Command command, String externalId, List<String> productIds) {
        ObjectNode body = order(command.legId(), externalId);
        items(body, "productOrderItem", productIds, (item, i) -> {
            item.put("action", "delete");
            item.putObject("product").put("id", productIds.get(i));
        });
        return body;
    }

    ObjectNode cancellation(String orderId) {
        ObjectNode body = object();
        body.putObject("productOrder").put("productOrderId", orderId);
        body.put("cancellationReason", "Not wanted any more");
        body.put("cancellationReasonType", "commercial");
        body.set("relatedContactInformation", contacts("cancelProductOrderContact"));
        return body;
    }

    ObjectNode deliveryNow(String orderId, String itemId, Instant now) {
        ObjectNode body = object();
        body.putObject("productOrderItem").put("productOrderId", orderId).put("productOrderItemId", itemId);
        return body.put("requestedCompletionDate", now.toString());
    }

    private ObjectNode order(String projectId, String externalId) {
        ObjectNode body = object();
        body.put("externalId", externalId);
        body.put("projectId", projectId);
        body.set("relatedContactInformation", contacts("productOrderContact"));
        return body;
    }

    private ObjectNode product(String linkId, long bandwidthBps) {
        ObjectNode product = object();
        product.putObject("productOffering").put("id", linkId);
        ObjectNode configuration = product.putObject("productConfiguration").put("@type", TYPE);
        ArrayNode relationships = product.putArray("productRelationship");
        ENDS.forEach((end, relationship) -> {
            String id = linkId + "." + end;
            relationships.addObject().put("id", id).put("relationshipType", relationship);
            configuration
                    .putObject(end)
                    .put("identifier", id.substring(Math.max(0, id.length() - LONGEST_END_POINT_ID)))
                    .putArray("ingressBandwidthProfilePerClassOfServiceName")
                    .addObject()
                    .put("classOfServiceName", "standard")
                    .putObject("bwpFlow")
                    .putObject("cir")
                    .put("irValue", bandwidthBps)
                    .put("irUnits", "BPS");
        });
        return product;
    }

    private ArrayNode contacts(String role) {
        ArrayNode contacts = JsonNodeFactory.instance.arrayNode();
        contacts.addObject()
                .put("role", role)
                .put("name", settings.contact().name())
                .put("number", settings.contact().number())
                .put("emailAddress", settings.contact().emailAddress());
        return contacts;
    }

    private static void items(ObjectNode body, String field, List<String> of, ObjIntConsumer<ObjectNode> fill) {
        ArrayNode items = body.putArray(field);
        IntStream.range(0, of.size()).forEach(i -> fill.accept(items.addObject().put("id", number(i)), i));
    }

    private static String number(int index) {
        return Integer.toString(index + 1);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
