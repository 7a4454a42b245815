package dev.braid.provisioning.provider;

import dev.braid.api.adapter.v1.ListOrdersResponse;
import dev.braid.provisioning.domain.Order;
import io.smallrye.mutiny.Multi;
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
        return Uni.createFrom().deferred(() -> {
            Reading reading = new Reading();
            return Multi.createBy()
                    .repeating()
                    .uni(() -> pages.apply(reading.token).onItem().transformToUni(reading::take))
                    .whilst(page -> !page.getNextPageToken().isEmpty())
                    .onItem()
                    .ignoreAsUni()
                    .replaceWith(reading.found);
        });
    }

    /** What was read so far; one page follows the other. */
    private final class Reading {
        private final Map<String, Order> found = new LinkedHashMap<>();
        private String token = "";
        private long bytesLeft = mostBytes;

        private Uni<ListOrdersResponse> take(ListOrdersResponse page) {
            try {
                bytesLeft -= size(page);
                if (bytesLeft < 0) {
                    throw new Trouble(
                            "The list of orders is longer than %d bytes or %d pages.".formatted(mostBytes, MOST_PAGES));
                }
                for (var told : page.getOrdersList()) {
                    found.put(told.getReference(), AdapterReading.listed(told));
                }
                String next = page.getNextPageToken();
                if (!next.isEmpty() && next.equals(token)) {
                    throw new Trouble("The list of orders does not end.");
                }
                token = next;
                return Uni.createFrom().item(page);
            } catch (Trouble e) {
                return Uni.createFrom().failure(e);
            }
        }

        /** A page counts for no less than its share, so that empty ones come to an end too. */
        private long size(ListOrdersResponse page) {
            return Math.max(page.getSerializedSize(), mostBytes / MOST_PAGES);
        }
    }
}
