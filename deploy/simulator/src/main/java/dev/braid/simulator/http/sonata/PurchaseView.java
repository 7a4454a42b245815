package dev.braid.simulator.http.sonata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.braid.simulator.sonata.Purchase;
import dev.braid.simulator.sonata.Purchase.Action;
import dev.braid.simulator.sonata.PurchaseState;
import java.time.Instant;
import java.util.Optional;

/** A product order as it is published (ProductOrder, ProductOrder_Find). */
record PurchaseView(Purchase purchase) {

    ObjectNode found() {
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("id", purchase.id())
                .put("externalId", purchase.externalId())
                .put("orderDate", purchase.orderTime().toString())
                .put("state", purchase.state().published());
        reached(PurchaseState.COMPLETED)
                .or(() -> reached(PurchaseState.REJECTED))
                .ifPresent(it -> view.put("completionDate", it.toString()));
        reached(PurchaseState.CANCELLED).ifPresent(it -> view.put("cancellationDate", it.toString()));
        return view;
    }

    ObjectNode whole() {
        ObjectNode view = found();
        view.putArray("relatedContactInformation").add(contact("sellerContact"));
        if (purchase.state() == PurchaseState.CANCELLED) {
            view.put("cancellationReason", purchase.reason());
        }
        view.set("stateChange", changes());
        ArrayNode items = view.putArray("productOrderItem");
        for (int number = 1; number <= purchase.linkIds().size(); number++) {
            items.add(item(number));
        }
        return view;
    }

    private ObjectNode item(int number) {
        ObjectNode item = JsonNodeFactory.instance
                .objectNode()
                .put("id", Integer.toString(number))
                .put("action", purchase.action().published())
                .put("state", purchase.state().published())
                .put("requestedCompletionDate", purchase.requestTime().toString())
                .put("expectedCompletionDate", purchase.expectTime().toString());
        String linkId = purchase.linkIds().get(number - 1);
        ObjectNode product = item.putObject("product");
        if (purchase.action() != Action.ADD || purchase.state() == PurchaseState.COMPLETED) {
            product.put("id", new Product(purchase, number).id());
        }
        product.putObject("productOffering").put("id", linkId);
        if (purchase.action() != Action.DELETE) {
            product.set("productConfiguration", Product.configuration(purchase.bandwidthBps(), linkId));
        }
        item.set("stateChange", changes());
        if (purchase.state() == PurchaseState.REJECTED) {
            item.putArray("terminationError")
                    .addObject()
                    .put("code", "otherIssue")
                    .put("value", purchase.reason());
        }
        return item;
    }

    private ArrayNode changes() {
        ArrayNode changes = JsonNodeFactory.instance.arrayNode();
        purchase.changes().forEach(change -> {
            ObjectNode entry = changes.addObject()
                    .put("state", change.state().published())
                    .put("changeDate", change.time().toString());
            if (!change.reason().isEmpty()) {
                entry.put("changeReason", change.reason());
            }
        });
        return changes;
    }

    private Optional<Instant> reached(PurchaseState state) {
        return purchase.state() == state
                ? Optional.of(purchase.changes().getLast().time())
                : Optional.empty();
    }

    static ObjectNode contact(String role) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("role", role)
                .put("name", "Order desk")
                .put("number", "+1-555-0100")
                .put("emailAddress", "orders@carrier.example");
    }
}
