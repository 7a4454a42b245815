package dev.braid.provisioning.provider;

import dev.braid.api.adapter.v1.ListOrdersResponse;
import dev.braid.provisioning.domain.Order;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads a list of orders page by page, and no further than a list may be long. */
record OrderPages(Function<String, Uni<ListOrdersResponse>> pages) {
    private static final int MOST = 1000;

    /** Every order by its reference; fails where a page cannot be believed or the pages do not end. */
    Uni<Map<String, Order>> all() {
        return from("", 1, new LinkedHashMap<>());
    }

    private Uni<Map<String, Order>> from(String token, int number, Map<String, Order> found) {
        return pages.apply(token).chain(page -> next(page, token, number, found));
    }

    private Uni<Map<String, Order>> next(ListOrdersResponse page, String token, int number, Map<String, Order> found) {
        try {
            for (var told : page.getOrdersList()) {
                found.put(told.getReference(), AdapterReading.listed(told));
            }
            String next = page.getNextPageToken();
            if (next.isEmpty()) {
                return Uni.createFrom().item(found);
            }
            if (next.equals(token) || number == MOST) {
                throw new Trouble("The list of orders does not end.");
            }
            return from(next, number + 1, found);
        } catch (Trouble e) {
            return Uni.createFrom().failure(e);
        }
    }
}
