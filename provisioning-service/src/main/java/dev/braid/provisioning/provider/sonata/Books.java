package dev.braid.provisioning.provider.sonata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Order;
import dev.braid.provisioning.domain.Order.Standing;
import dev.braid.provisioning.domain.PendingOn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a seller shows of one leg.
 *
 * @param addition the order that made it; absent when the seller knows none
 * @param changes all other orders for it
 * @param underway the change that is not done yet, whole
 * @param products what came of the addition; read only when it is done
 */
record Books(Optional<Bought> addition, List<Found> changes, Optional<Bought> underway, List<OwnProduct> products) {
    static final Books EMPTY = new Books(Optional.empty(), List.of(), Optional.empty(), List.of());

    /** An order in a list (ProductOrder_Find). */
    record Found(String id, String externalId, Bought.State state) {
        static Found read(JsonNode order) {
            return new Found(
                    SellerReading.text(order, "id"),
                    SellerReading.text(order, "externalId"),
                    Bought.State.of(SellerReading.text(order, "state")));
        }

        boolean open() {
            return state.meaning() == Bought.Meaning.UNDECIDED || state.meaning() == Bought.Meaning.PROMISED;
        }
    }

    /** A product of the inventory (MEFProduct). */
    record OwnProduct(String id, Status status, long bandwidthBps) {
        static OwnProduct read(JsonNode product) {
            return new OwnProduct(
                    SellerReading.text(product, "id"),
                    Status.of(SellerReading.text(product, "status")),
                    SellerReading.committedBps(product.path("productConfiguration")));
        }

        boolean living() {
            return status.living();
        }
    }

    /** All published states of a product (MEFProductStatusType). */
    enum Status {
        ACTIVE("active", true),
        ACTIVE_PENDING_CHANGE("active.pendingChange", true),
        PENDING_TERMINATE("pendingTerminate", true),
        PENDING_ACTIVE("pendingActive", false),
        SUSPENDED("suspended", false),
        SUSPENDED_PENDING_TERMINATE("suspendedPendingTerminate", false),
        CANCELLED("cancelled", false),
        TERMINATED("terminated", false);

        private final String published;
        private final boolean carries;

        Status(String published, boolean carries) {
            this.published = published;
            this.carries = carries;
        }

        boolean living() {
            return this != CANCELLED && this != TERMINATED;
        }

        static Status of(String published) {
            return Stream.of(values())
                    .filter(it -> it.published.equals(published))
                    .findFirst()
                    .orElseThrow(() -> new SonataTrouble("The status '%s' means nothing to us.".formatted(published)));
        }
    }

    /** How the order stands in words that all providers share; absent when the seller knows none. */
    Optional<Order> order(Command command) {
        return addition.map(bought -> {
            if (!bought.offeringIds().equals(command.route().linkIds())) {
                throw new SonataTrouble("The order runs over %s.".formatted(bought.offeringIds()));
            }
            return switch (bought.state().meaning()) {
                case UNDECIDED -> order(bought, Standing.PENDING, Optional.of(bought.pendingOn()));
                case PROMISED -> order(bought, Standing.HELD, Optional.empty());
                case NOTHING -> order(bought, Standing.CEASED, Optional.empty());
                case DONE -> inventoried(bought);
            };
        });
    }

    private static Order order(Bought bought, Standing standing, Optional<PendingOn> pendingOn) {
        return new Order(standing, bought.bandwidthBps(), bought.words(), bought.id(), pendingOn);
    }

    /** An inventory that shows nothing of what was done is no proof that nothing is left. */
    private Order inventoried(Bought bought) {
        if (products.size() != bought.offeringIds().size()) {
            throw new SonataTrouble("The inventory has %d products of order %s, not %d."
                    .formatted(
                            products.size(), bought.id(), bought.offeringIds().size()));
        }
        List<OwnProduct> living = products.stream().filter(OwnProduct::living).toList();
        String words = products.getFirst().status().published;
        if (living.isEmpty()) {
            return new Order(Standing.CEASED, bought.bandwidthBps(), words, bought.id());
        }
        boolean carries = products.stream().allMatch(it -> it.status().carries);
        long bps = living.stream().mapToLong(OwnProduct::bandwidthBps).min().getAsLong();
        return new Order(
                carries ? Standing.IN_SERVICE : Standing.HELD,
                bps,
                carries ? words : living.getFirst().status().published,
                bought.id(),
                underway.map(Bought::pendingOn));
    }

    /** What living products are together, where nothing else is known of them. */
    static Order order(List<OwnProduct> living) {
        boolean carries = living.stream().allMatch(it -> it.status().carries);
        return new Order(
                carries ? Standing.IN_SERVICE : Standing.HELD,
                living.stream().mapToLong(OwnProduct::bandwidthBps).min().orElseThrow(),
                living.getFirst().status().published,
                living.getFirst().id());
    }

    List<String> livingProductIds() {
        return products.stream().filter(OwnProduct::living).map(OwnProduct::id).toList();
    }

    /** How many changes of that name were tried and are over. */
    long count(String externalIdPrefix) {
        return changes.stream()
                .filter(it -> it.externalId().startsWith(externalIdPrefix))
                .count();
    }
}
