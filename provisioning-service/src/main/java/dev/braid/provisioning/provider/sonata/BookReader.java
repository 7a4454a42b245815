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
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
            Map<Boolean, List<Books.Found>> byKind = orders.stream()
                    .collect(Collectors.partitioningBy(it -> it.externalId().equals(legId)));
            return inTurn(byKind.get(false).stream().filter(Books.Found::open).toList(), this::whole)
                    .chain(underway -> holdings(legId, byKind.get(true), underway))
                    .map(holdings -> Books.of(holdings, byKind.get(false)));
        });
    }

    /** Until none of several orders can still hold something, and the inventory agrees, nothing has ceased. */
    private Uni<List<Holding>> holdings(String legId, List<Books.Found> additions, List<Bought> underway) {
        List<Books.Found> telling =
                additions.stream().filter(it -> !it.isNothing()).toList();
        return inTurn(telling, it -> whole(it).chain(whole -> holding(whole, underway)))
                .chain(listed -> listed.stream().anyMatch(Holding::isLiving)
                        ? item(listed)
                        : unlisted(legId, additions)
                                .chain(orders -> inTurn(orders, it -> holding(it, underway)))
                                .map(unlisted -> Stream.concat(listed.stream(), unlisted.stream())
                                        .toList()))
                .chain(found -> found.isEmpty() && !additions.isEmpty()
                        ? whole(additions.getFirst()).map(it -> List.of(new Holding(it, List.of(), Optional.empty())))
                        : item(found));
    }

    /** Orders that do not stand in the list, and of which the inventory has living products: a list may be behind. */
    private Uni<List<Bought>> unlisted(String legId, List<Books.Found> additions) {
        Set<String> listed = additions.stream().map(Books.Found::id).collect(Collectors.toSet());
        return api.list(PRODUCT, "externalId=" + SellerApi.encoded(legId))
                .chain(nodes -> inTurn(
                        nodes.stream()
                                .filter(it -> Books.Status.of(SellerReading.text(it, "status"))
                                        .living())
                                .map(it -> {
                                    String id = SellerReading.text(it, "id");
                                    checkName(it, id, legId);
                                    return id;
                                })
                                .toList(),
                        this::orderOf))
                .chain(ids -> inTurn(
                        ids.stream()
                                .distinct()
                                .filter(it -> !listed.contains(it))
                                .toList(),
                        it -> whole(it, legId)));
    }

    /** The order that made a product. */
    private Uni<String> orderOf(String productId) {
        return product(productId)
                .map(it -> SellerReading.text(
                        SellerReading.list(it.path("productOrderItem")).getFirst(), "productOrderId"));
    }

    private Uni<Holding> holding(Bought addition, List<Bought> underway) {
        return products(addition)
                .map(products -> new Holding(
                        addition,
                        products,
                        underway.stream()
                                .filter(it -> it.concerns(products.stream()
                                        .map(Books.OwnProduct::id)
                                        .toList()))
                                .findFirst()));
    }

    Uni<Bought> whole(Books.Found found) {
        return whole(found.id(), found.externalId());
    }

    private Uni<Bought> whole(String id, String externalId) {
        return api.find(ORDER, id).map(node -> {
            Bought bought = Bought.read(node.orElseThrow(
                    () -> new SonataTrouble("The seller tells of order %s and does not know it.".formatted(id))));
            if (!bought.id().equals(id) || !bought.externalId().equals(externalId)) {
                throw new SonataTrouble("The seller answered with order %s.".formatted(bought.id()));
            }
            return bought;
        });
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
        checkName(found, id, legId);
        return product(id).map(Books.OwnProduct::read);
    }

    private static void checkName(JsonNode product, String id, String legId) {
        if (!SellerReading.text(product, "externalId").equals(legId)) {
            throw new SonataTrouble("The seller answered with product %s.".formatted(id));
        }
    }

    private Uni<JsonNode> product(String id) {
        return api.find(PRODUCT, id).map(node -> {
            JsonNode product = node.orElseThrow(
                    () -> new SonataTrouble("The seller lists product %s and does not know it.".formatted(id)));
            if (!SellerReading.text(product, "id").equals(id)) {
                throw new SonataTrouble("The seller answered with product %s.".formatted(id));
            }
            return product;
        });
    }

    /** One after the other, so that one leg is never many requests at once. */
    private static <T, R> Uni<List<R>> inTurn(List<T> of, Function<T, Uni<R>> ask) {
        return Multi.createFrom()
                .iterable(of)
                .onItem()
                .transformToUniAndConcatenate(it -> ask.apply(it))
                .collect()
                .asList();
    }

    private static <T> Uni<T> item(T item) {
        return Uni.createFrom().item(item);
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
