package dev.braid.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.adapter.v1.ListOrdersRequest;
import dev.braid.api.adapter.v1.ListOrdersResponse;
import dev.braid.api.adapter.v1.Order;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderPageTest {
    /** Against the whole list, sorted: sizes that divide it and sizes that do not. */
    @Test
    void pagesTogetherAreTheListForEverySize() throws BadField {
        Random random = new Random(11);
        for (int count = 0; count <= 12; count++) {
            List<String> references = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                references.add("r" + i);
            }
            Collections.shuffle(references, random);
            List<Order> all = references.stream()
                    .map(it -> Order.newBuilder().setReference(it).build())
                    .toList();
            for (int size = 1; size <= 14; size++) {
                assertThat(walk(all, size))
                        .as("%d orders by %d", count, size)
                        .isEqualTo(references.stream().sorted().toList());
            }
        }
    }

    @Test
    void aTokenOfSomebodyElseIsNamed() {
        assertThatThrownBy(() -> OrderPage.after(ListOrdersRequest.newBuilder()
                        .setPageToken("not base64!")
                        .build()))
                .isInstanceOf(BadField.class)
                .hasMessageStartingWith("page_token: 'not base64!'");
    }

    private static List<String> walk(List<Order> all, int size) throws BadField {
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            ListOrdersRequest request =
                    ListOrdersRequest.newBuilder().setPageToken(token).build();
            ListOrdersResponse page = OrderPage.of(all, OrderPage.after(request), size);
            assertThat(page.getOrdersCount()).isLessThanOrEqualTo(size);
            page.getOrdersList().forEach(it -> seen.add(it.getReference()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return seen;
    }
}
