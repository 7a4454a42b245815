package dev.braid.provisioning.provider;

import dev.braid.api.adapter.v1.ListOrdersResponse;
import dev.braid.provisioning.domain.Order;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads a list of orders page by page, and no further than a list may be long.
 *
 * @param mostBytes of all pages together
 */
record OrderPages(Function<String, Uni<ListOrdersResponse>> pages, long mostBytes) {
    private static final int MOST_PAGES = 1000;

    /** Every order by its reference; fails where a page cannot be believed or the pages do not end. */
    Uni<Map<String, Order>> all() {
        return from("", mostBytes, new LinkedHashMap<>());
    }

    private Uni<Map<String, Order>> from(String token, long bytesLeft, Map<String, Order> found) {
        return pages.apply(token).chain(page -> next(page, token, bytesLeft - size(page), found));
    }

    /** A page counts for no less than its share, so that empty ones come to an end too. */
    private long size(ListOrdersResponse page) {
        return Math.max(page.getSerializedSize(), mostBytes / MOST_PAGES);
    }

    private Uni<Map<String, Order>> next(
            ListOrdersResponse page, String token, long bytesLeft, Map<String, Order> found) {
        try {
            if (bytesLeft < 0) {
                throw new Trouble(
                        "The list of orders is longer than %d bytes or %d pages.".formatted(mostBytes, MOST_PAGES));
            }
            for (var told : page.getOrdersList()) {
                found.put(told.getReference(), AdapterReading.listed(told));
            }
            String next = page.getNextPageToken();
            if (next.isEmpty()) {
                return Uni.createFrom().item(found);
            }
            if (next.equals(token)) {
                throw new Trouble("The list of orders does not end.");
            }
            return from(next, bytesLeft, found);
        } catch (Trouble e) {
            return Uni.createFrom().failure(e);
        }
    }
}
