package dev.braid.adapter.server;

import dev.braid.api.adapter.v1.ListOrdersRequest;
import dev.braid.api.adapter.v1.ListOrdersResponse;
import dev.braid.api.adapter.v1.Order;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/** Cuts a provider's orders into pages, in the order of their references; the token names the last one told. */
final class OrderPage {
    private static final int USUAL_SIZE = 1000;

    private OrderPage() {}

    static String after(ListOrdersRequest request) throws BadField {
        try {
            return new String(Base64.getUrlDecoder().decode(request.getPageToken()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadField("page_token", "'%s' was not made here".formatted(request.getPageToken()));
        }
    }

    static ListOrdersResponse of(List<Order> all, String after, int pageSize) {
        int size = pageSize == 0 ? USUAL_SIZE : pageSize;
        List<Order> rest = all.stream()
                .filter(order -> order.getReference().compareTo(after) > 0)
                .sorted(Comparator.comparing(Order::getReference))
                .limit(size + 1L)
                .toList();
        ListOrdersResponse.Builder page =
                ListOrdersResponse.newBuilder().addAllOrders(rest.subList(0, Math.min(size, rest.size())));
        if (rest.size() > size) {
            String last = rest.get(size - 1).getReference();
            page.setNextPageToken(
                    Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
        }
        return page.build();
    }
}
