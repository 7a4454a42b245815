package dev.braid.provisioning.provider.sonata;

import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Order;
import dev.braid.provisioning.domain.Order.Standing;
import dev.braid.provisioning.domain.PendingOn;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One order that makes a leg, and what came of it.
 *
 * @param products in the inventory; read only when it is done
 * @param underway a change of these products that is not done yet
 */
record Holding(Bought addition, List<Books.OwnProduct> products, Optional<Bought> underway) {
    /**
     * Of several that were ordered under one name, the leg is the one that carries traffic, else the one that is nearest to
     * it, else the oldest: everybody who reads them picks the same, and none that carries traffic gives way to one that
     * came to light later.
     */
    static final Comparator<Holding> DECISIVE_FIRST = Comparator.comparingInt(Holding::rank)
            .thenComparing(it -> it.addition.orderTime())
            .thenComparing(it -> it.addition.id());

    private int rank() {
        return switch (addition.state().meaning()) {
            case DONE -> carries() ? 0 : isLiving() ? 1 : 4;
            case PROMISED -> 2;
            case UNDECIDED -> 3;
            case NOTHING -> 5;
        };
    }

    /** Whether the seller still holds something for it, or may: products that are not shown are not gone. */
    boolean isLiving() {
        return addition.open()
                || addition.state().meaning() == Bought.Meaning.DONE
                        && (isIncomplete() || products.stream().anyMatch(Books.OwnProduct::living));
    }

    boolean isPromised() {
        return addition.state().meaning() == Bought.Meaning.PROMISED;
    }

    private boolean carries() {
        return products.size() == addition.offeringIds().size()
                && products.stream().allMatch(it -> it.status().carries());
    }

    /** An inventory that shows nothing of what was done is no proof that nothing is left. */
    private boolean isIncomplete() {
        return addition.state() == Bought.State.PARTIAL
                ? products.isEmpty()
                : products.size() != addition.offeringIds().size();
    }

    /**
     * How it stands in words that all providers share. What lives over other links than it should is no answer to whoever
     * wants to use it, and one to whoever wants to be rid of it; where it ran no longer matters once it is over.
     */
    Order order(Command command) {
        Order order = order();
        if (order.standing() == Standing.CEASED
                || addition.offeringIds().equals(command.route().linkIds())) {
            return order;
        }
        if (command.verb() != Command.Verb.RELEASE) {
            throw new SonataTrouble("The order runs over %s.".formatted(addition.offeringIds()));
        }
        return order.astray("links %s and not %s"
                .formatted(addition.offeringIds(), command.route().linkIds()));
    }

    private Order order() {
        return switch (addition.state().meaning()) {
            case UNDECIDED -> order(Standing.PENDING, Optional.of(addition.pendingOn()));
            case PROMISED -> order(Standing.HELD, Optional.empty());
            case NOTHING -> order(Standing.CEASED, Optional.empty());
            case DONE -> inventoried();
        };
    }

    private Order order(Standing standing, Optional<PendingOn> pendingOn) {
        return new Order(standing, addition.bandwidthBps(), addition.words(), addition.id(), pendingOn);
    }

    private Order inventoried() {
        checkInventory();
        List<Books.OwnProduct> living =
                products.stream().filter(Books.OwnProduct::living).toList();
        if (living.isEmpty()) {
            return new Order(
                    Standing.CEASED,
                    addition.bandwidthBps(),
                    products.getFirst().status().published(),
                    addition.id());
        }
        boolean carries = carries();
        return new Order(
                carries ? Standing.IN_SERVICE : Standing.HELD,
                living.stream().mapToLong(Books.OwnProduct::bandwidthBps).min().getAsLong(),
                (carries ? products : living).getFirst().status().published(),
                addition.id(),
                underway.map(Bought::pendingOn));
    }

    private void checkInventory() {
        if (isIncomplete()) {
            throw new SonataTrouble("The inventory has %d products of order %s, not %d."
                    .formatted(
                            products.size(),
                            addition.id(),
                            addition.offeringIds().size()));
        }
    }

    /** What would have to be disconnected. */
    List<String> livingProductIds() {
        checkInventory();
        return products.stream()
                .filter(Books.OwnProduct::living)
                .map(Books.OwnProduct::id)
                .toList();
    }
}
