package dev.braid.provisioning.provider.sonata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Order;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads what a seller shows of our legs: its orders, and what came of them in its inventory. */
record BookReader(SellerApi api) {
    static final String ORDER = SellerApi.ORDERING + "/productOrder";
    static final String PRODUCT = SellerApi.INVENTORY + "/product";
    /** Between the leg id and the name of a change of it; stands in no leg id. */
    static final String CHANGE = "~";

    Uni<Books> read(Command command) {
        String legId = command.legId();
        return api.list(ORDER, "projectId=" + SellerApi.encoded(legId)).chain(nodes -> {
            List<Books.Found> orders = nodes.stream().map(Books.Found::read).toList();
            for (Books.Found order : orders) {
                if (!order.externalId().equals(legId) && !order.externalId().startsWith(legId + CHANGE)) {
                    throw new SonataTrouble("The seller answered with order '%s'.".formatted(order.externalId()));
                }
            }
            List<Books.Found> additions =
                    orders.stream().filter(it -> it.externalId().equals(legId)).toList();
            if (additions.isEmpty()) {
                return Uni.createFrom().item(Books.EMPTY);
            }
            List<Books.Found> changes =
                    orders.stream().filter(it -> !it.externalId().equals(legId)).toList();
            return whole(decisive(additions))
                    .chain(addition -> underway(changes)
                            .chain(underway -> products(addition)
                                    .map(products -> new Books(Optional.of(addition), changes, underway, products))));
        });
    }

    /** Of several that were ordered by mistake, one that can still hold something: until none does, nothing has ceased. */
    private static Books.Found decisive(List<Books.Found> additions) {
        return first(additions, Books.Found::open)
                .or(() -> first(additions, it -> it.state().meaning() == Bought.Meaning.DONE))
                .orElse(additions.getLast());
    }

    private static Optional<Books.Found> first(List<Books.Found> orders, Predicate<Books.Found> which) {
        return orders.stream().filter(which).findFirst();
    }

    Uni<Bought> whole(Books.Found found) {
        return api.find(ORDER, found.id()).map(node -> {
            Bought bought = Bought.read(node.orElseThrow(
                    () -> new SonataTrouble("The seller lists order %s and does not know it.".formatted(found.id()))));
            if (!bought.id().equals(found.id()) || !bought.externalId().equals(found.externalId())) {
                throw new SonataTrouble("The seller answered with order %s.".formatted(bought.id()));
            }
            return bought;
        });
    }

    private Uni<Optional<Bought>> underway(List<Books.Found> changes) {
        return first(changes, Books.Found::open)
                .map(it -> whole(it).map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<List<Books.OwnProduct>> products(Bought addition) {
        if (addition.state().meaning() != Bought.Meaning.DONE) {
            return Uni.createFrom().item(List.of());
        }
        return api.list(PRODUCT, "productOrderId=" + SellerApi.encoded(addition.id()))
                .chain(nodes -> nodes.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : Uni.join()
                                .all(nodes.stream()
                                        .map(it -> product(it, addition.externalId()))
                                        .toList())
                                .andFailFast());
    }

    private Uni<Books.OwnProduct> product(JsonNode found, String legId) {
        String id = SellerReading.text(found, "id");
        if (!SellerReading.text(found, "externalId").equals(legId)) {
            throw new SonataTrouble("The seller answered with product %s.".formatted(id));
        }
        return api.find(PRODUCT, id).map(node -> {
            Books.OwnProduct product = Books.OwnProduct.read(node.orElseThrow(
                    () -> new SonataTrouble("The seller lists product %s and does not know it.".formatted(id))));
            if (!product.id().equals(id)) {
                throw new SonataTrouble("The seller answered with product %s.".formatted(product.id()));
            }
            return product;
        });
    }

    /** All that is not over, by the externalId of the order that made it. A list tells no bandwidth: each is asked for. */
    Uni<Map<String, Order>> living() {
        return api.list(PRODUCT, "").chain(nodes -> {
            Map<String, List<JsonNode>> living = new LinkedHashMap<>();
            for (JsonNode node : nodes) {
                if (Books.Status.of(SellerReading.text(node, "status")).living()) {
                    living.computeIfAbsent(SellerReading.text(node, "externalId"), _ -> new ArrayList<>())
                            .add(node);
                }
            }
            // One after the other: a look at everything must not stand in the way of commands.
            return Multi.createFrom()
                    .iterable(living.entrySet())
                    .onItem()
                    .transformToUniAndConcatenate(it -> order(it.getKey(), it.getValue()))
                    .collect()
                    .in(LinkedHashMap::new, Map::putAll);
        });
    }

    private Uni<Map<String, Order>> order(String externalId, List<JsonNode> nodes) {
        return Multi.createFrom()
                .iterable(nodes)
                .onItem()
                .transformToUniAndConcatenate(node -> product(node, externalId))
                .collect()
                .asList()
                .map(products -> {
                    List<Books.OwnProduct> living =
                            products.stream().filter(Books.OwnProduct::living).toList();
                    return living.isEmpty() ? Map.of() : Map.of(externalId, Books.order(living));
                });
    }
}
