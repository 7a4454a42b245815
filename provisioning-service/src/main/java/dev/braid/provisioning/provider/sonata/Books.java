package dev.braid.provisioning.provider.sonata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Order;
import dev.braid.provisioning.domain.Order.Standing;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a seller shows of one leg.
 *
 * @param holdings the orders that made it, the one that counts first: one, unless it was ordered again by mistake; without
 *     those that nothing came of, where there is another
 * @param changes all other orders for it
 */
record Books(List<Holding> holdings, List<Found> changes) {
    /** An order in a list (ProductOrder_Find). */
    record Found(String id, String externalId, Bought.State state) {
        static Found read(JsonNode order) {
            return new Found(
                    SellerReading.text(order, "id"),
                    SellerReading.text(order, "externalId"),
                    Bought.State.of(SellerReading.text(order, "state")));
        }

        /** It is over, and nothing came of it. */
        boolean isNothing() {
            return state.meaning() == Bought.Meaning.NOTHING;
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

        String published() {
            return published;
        }

        boolean carries() {
            return carries;
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

    static Books of(List<Holding> holdings, List<Found> changes) {
        return new Books(holdings.stream().sorted(Holding.DECISIVE_FIRST).toList(), changes);
    }

    /** What the leg is; absent when the seller knows none. */
    Optional<Holding> leg() {
        return holdings.stream().findFirst();
    }

    /** All that the seller holds or may hold under its name. */
    List<Holding> living() {
        return holdings.stream().filter(Holding::isLiving).toList();
    }

    /** What was ordered once too often and is not the leg. */
    List<Holding> doubles() {
        return holdings.stream().skip(1).filter(Holding::isLiving).toList();
    }

    /** How the leg stands in words that all providers share; absent when the seller knows none. */
    Optional<Order> order(Command command) {
        return leg().map(it -> it.order(command));
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

    /** How many changes of that name were tried and are over. */
    long count(String externalIdPrefix) {
        return changes.stream()
                .filter(it -> it.externalId().startsWith(externalIdPrefix))
                .count();
    }
}
