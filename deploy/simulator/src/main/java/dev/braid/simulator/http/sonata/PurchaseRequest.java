package dev.braid.simulator.http.sonata;

import dev.braid.simulator.sonata.Purchase;
import dev.braid.simulator.sonata.Purchase.Action;
import dev.braid.simulator.sonata.Seller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A ProductOrder_Create, checked as far as the published schema and this seller's rules go. */
record PurchaseRequest(
        String externalId,
        String projectId,
        Action action,
        String reference,
        List<String> linkIds,
        long bandwidthBps,
        Instant requestTime) {
    private static final Pattern EXTERNAL_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]{0,199}");
    private static final List<String> ACTIONS =
            Stream.of(Action.values()).map(Action::published).toList();

    static PurchaseRequest read(Payload body, Seller seller, Quotes quotes, Instant now) {
        String externalId = body.text("externalId");
        if (!EXTERNAL_ID.matcher(externalId).matches()) {
            throw SonataError.invalid("/externalId", "It does not match " + EXTERNAL_ID.pattern());
        }
        String projectId = body.has("projectId") ? body.text("projectId") : "";
        body.items("relatedContactInformation");
        List<Payload> items = body.items("productOrderItem");
        Action action = Action.values()[ACTIONS.indexOf(items.getFirst().oneOf("action", ACTIONS))];
        List<String> linkIds = new ArrayList<>();
        List<Product> products = new ArrayList<>();
        long bps = 0;
        Instant requestTime = now;
        for (int i = 0; i < items.size(); i++) {
            Payload item = items.get(i);
            item.text("id");
            if (!item.oneOf("action", ACTIONS).equals(action.published())) {
                throw SonataError.invalid(item.path() + "/action", "All items must have the same action.");
            }
            if (item.has("quoteItem")) {
                quotes.check(item.at("quoteItem"));
            }
            requestTime = item.has("requestedCompletionDate") ? item.time("requestedCompletionDate") : requestTime;
            Payload product = item.at("product");
            if (action == Action.ADD) {
                product.absent("id");
                linkIds.add(product.at("productOffering").text("id"));
            } else {
                products.add(product(product, seller, now));
                linkIds.add(products.getLast().linkId());
            }
            if (action == Action.DELETE) {
                product.absent("productConfiguration");
                continue;
            }
            product.connected(linkIds.getLast());
            long atItem = product.at("productConfiguration").committedBps();
            if (i > 0 && atItem != bps) {
                throw SonataError.invalid(product.path(), "All items must have the same rate.");
            }
            bps = atItem;
        }
        if (action == Action.ADD) {
            return new PurchaseRequest(externalId, projectId, action, externalId, linkIds, bps, requestTime);
        }
        Purchase origin = products.getFirst().origin();
        if (!new HashSet<>(products).equals(new HashSet<>(Product.of(origin)))) {
            throw SonataError.other("All products of one order are changed together.");
        }
        return new PurchaseRequest(
                externalId,
                projectId,
                action,
                origin.reference(),
                linkIds,
                action == Action.DELETE ? origin.bandwidthBps() : bps,
                requestTime);
    }

    private static Product product(Payload product, Seller seller, Instant now) {
        String id = product.text("id");
        Product found = Product.find(seller, id, now)
                .orElseThrow(
                        () -> SonataError.unknown(product.path() + "/id", "There is no product '%s'.".formatted(id)));
        String status = found.status(seller, now);
        if (!List.of("active", "active.pendingChange", "suspended").contains(status)) {
            throw SonataError.invalid(product.path() + "/id", "The product is %s.".formatted(status));
        }
        return found;
    }
}
