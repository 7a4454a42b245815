package dev.braid.provisioning.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.adapter.v1.ListOrdersResponse;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class OrderPagesTest {
    private static final long MOST_BYTES = 100_000;
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void pagesAreReadToTheLast() {
        assertThat(read(number -> page(number, 3).setNextPageToken(number < 4 ? "t" + number : "")))
                .isEqualTo(12);
        assertThat(asked).hasValue(4);
    }

    @Test
    void pagesThatGrowWithoutEndAreGivenUp() {
        assertThatThrownBy(() -> read(number -> page(number, 100).setNextPageToken("t" + number)))
                .hasMessageContaining("longer than 100000 bytes");
        assertThat(asked.get()).isLessThan(100);
    }

    @Test
    void emptyPagesWithoutEndAreGivenUp() {
        assertThatThrownBy(() -> read(number -> page(number, 0).setNextPageToken("t" + number)))
                .hasMessageContaining("1000 pages");
        assertThat(asked.get()).isLessThan(1_100);
    }

    /** At once, on one thread with a small stack. */
    @Test
    void manyPagesNeedNoDeepStack() throws Exception {
        AtomicInteger found = new AtomicInteger();
        Thread reader = new Thread(
                null,
                () -> found.set(read(number -> page(number, 1).setNextPageToken(number < 900 ? "t" + number : ""))),
                "reader",
                512 * 1024);
        reader.start();
        reader.join();
        assertThat(found).hasValue(900);
    }

    @Test
    void aPageThatLeadsBackToItselfIsGivenUp() {
        assertThatThrownBy(() -> read(number -> page(number, 1).setNextPageToken("t")))
                .hasMessageContaining("does not end");
        assertThat(asked).hasValue(2);
    }

    private int read(Function<Integer, ListOrdersResponse.Builder> pages) {
        return new OrderPages(
                        _ -> Uni.createFrom()
                                .item(pages.apply(asked.incrementAndGet()).build()),
                        MOST_BYTES)
                .all()
                .await()
                .atMost(Duration.ofSeconds(10))
                .size();
    }

    private static ListOrdersResponse.Builder page(int number, int orders) {
        ListOrdersResponse.Builder page = ListOrdersResponse.newBuilder();
        for (int order = 0; order < orders; order++) {
            page.addOrders(Order.newBuilder()
                    .setReference("leg-%d-%d".formatted(number, order))
                    .setStanding(OrderStanding.ORDER_STANDING_IN_SERVICE)
                    .setBandwidthBps(1_000_000));
        }
        return page;
    }
}
