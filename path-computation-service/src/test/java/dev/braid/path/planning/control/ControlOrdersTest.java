package dev.braid.path.planning.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.path.control.Order;
import dev.braid.path.guard.MoveId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ControlOrdersTest {
    private static final Order STORM = new Order.Engage("eve", "storm");
    private static final Order OTHER = new Order.ApproveMove(
            "ann", new MoveId("acme.web.1", 1, "0123456789abcdef"), "acme", Duration.ofMinutes(10));

    private final ControlOrders orders = new ControlOrders();

    @Test
    void aStopIsTakenWhereNoOtherOrderIsAndGoesBeforeAllOfThem() {
        for (int i = 0; i < 100; i++) {
            orders.submit(OTHER);
        }
        assertThatThrownBy(() -> orders.submit(OTHER)).hasMessageContaining("100 orders wait already");

        orders.submit(STORM);

        assertThat(orders.poll().order()).isEqualTo(STORM);
        assertThat(orders.pollStop()).isNull();
        assertThat(orders.poll().order()).isEqualTo(OTHER);
    }

    @Test
    void whatIsGivenUpIsAnsweredAndAmongItTheStops() {
        var stop = orders.submit(STORM).toCompletableFuture();
        var other = orders.submit(OTHER).toCompletableFuture();
        orders.giveUp();
        assertThat(stop).isCompletedExceptionally();
        assertThat(other).isCompletedExceptionally();
        assertThat(orders.poll()).isNull();
    }
}
