package dev.braid.provisioning.provider.sonata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.braid.provisioning.domain.PendingOn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A product order as its seller shows it (ProductOrder of MEF 123).
 *
 * @param offeringIds of its items, in their order
 * @param productIds of its items, as far as they have any yet
 * @param bandwidthBps of its items; 0 where products are only disconnected
 * @param reason the seller's last words on it; may be empty
 */
record Bought(
        String id,
        String externalId,
        State state,
        List<String> itemIds,
        List<String> offeringIds,
        List<String> productIds,
        long bandwidthBps,
        Instant orderTime,
        Optional<Instant> expectTime,
        String seller,
        String reason) {

    /** All published states of a product order (MEFProductOrderStateType), by what they mean for us. */
    enum State {
        ACKNOWLEDGED("acknowledged", Meaning.UNDECIDED),
        IN_PROGRESS("inProgress", Meaning.PROMISED),
        PENDING_MODIFICATION("pending.assessingModification", Meaning.PROMISED),
        HELD_CHARGE("held.assessingCharge", Meaning.UNDECIDED),
        ASSESSING_CANCELLATION("assessingCancellation", Meaning.UNDECIDED),
        PENDING_CANCELLATION("pendingCancellation", Meaning.UNDECIDED),
        COMPLETED("completed", Meaning.DONE),
        CANCELLED("cancelled", Meaning.NOTHING),
        FAILED("failed", Meaning.NOTHING),
        REJECTED("rejected", Meaning.NOTHING),
        PARTIAL("partial", Meaning.DONE);

        private final String published;
        private final Meaning meaning;

        State(String published, Meaning meaning) {
            this.published = published;
            this.meaning = meaning;
        }

        String published() {
            return published;
        }

        Meaning meaning() {
            return meaning;
        }

        static State of(String published) {
            for (State state : values()) {
                if (state.published.equals(published)) {
                    return state;
                }
            }
            throw new SonataTrouble("The state '%s' means nothing to us.".formatted(published));
        }
    }

    /** What a state means. */
    enum Meaning {
        /** Somebody works on it and may say no. */
        UNDECIDED,
        /** The seller will do it. */
        PROMISED,
        /** It was done, as far as the inventory shows. */
        DONE,
        /** It is over, and nothing came of it. */
        NOTHING
    }

    boolean open() {
        return state.meaning() == Meaning.UNDECIDED || state.meaning() == Meaning.PROMISED;
    }

    /** Whether it is about one of these products, or may be. */
    boolean concerns(List<String> ids) {
        return productIds.isEmpty() || productIds.stream().anyMatch(ids::contains);
    }

    /** In the seller's words. */
    String words() {
        return reason.isEmpty() ? state.published() : state.published() + ": " + reason;
    }

    PendingOn pendingOn() {
        return new PendingOn(seller, "Product order %s is %s".formatted(id, words()), orderTime, expectTime);
    }

    static Bought read(JsonNode order) {
        List<String> itemIds = new ArrayList<>();
        List<String> offeringIds = new ArrayList<>();
        List<String> productIds = new ArrayList<>();
        long bps = 0;
        Optional<Instant> expectTime = Optional.empty();
        String reason = order.path("cancellationReason").asText("");
        for (JsonNode item : SellerReading.list(order.path("productOrderItem"))) {
            itemIds.add(SellerReading.text(item, "id"));
            JsonNode product = item.path("product");
            offeringIds.add(product.path("productOffering").path("id").asText(""));
            if (product.hasNonNull("id")) {
                productIds.add(SellerReading.text(product, "id"));
            }
            if (product.hasNonNull("productConfiguration")) {
                long atItem = SellerReading.committedBps(product.get("productConfiguration"));
                if (bps != 0 && bps != atItem) {
                    throw new SonataTrouble("The items of the order differ in their rate.");
                }
                bps = atItem;
            }
            expectTime = SellerReading.optionalTime(item, "expectedCompletionDate");
            for (JsonNode error : item.path("terminationError")) {
                reason = error.path("value").asText(reason);
            }
        }
        String seller = "the seller";
        for (JsonNode contact : order.path("relatedContactInformation")) {
            if (contact.path("role").asText("").equals("sellerContact")) {
                seller = SellerReading.text(contact, "name");
            }
        }
        return new Bought(
                SellerReading.text(order, "id"),
                SellerReading.text(order, "externalId"),
                State.of(SellerReading.text(order, "state")),
                List.copyOf(itemIds),
                List.copyOf(offeringIds),
                List.copyOf(productIds),
                bps,
                SellerReading.time(order, "orderDate"),
                expectTime,
                seller,
                SellerReading.cut(reason));
    }
}
