package dev.braid.lab.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.lab.order.End;
import dev.braid.lab.order.Legs;
import dev.braid.lab.order.OrderRecord;
import dev.braid.lab.order.OrderRecord.Activation;
import dev.braid.lab.order.OrderRecord.Phase;
import dev.braid.lab.order.OrderRefused;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.LabFile;
import dev.braid.lab.plan.LabPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After as many orders as there are numbers. */
class OrderBookTest {
    private static final int NUMBERS = 0xffff;
    private static final LabPlan PLAN = LabFile.read(Path.of("lab.json"));

    private static final Carrier CARRIER = PLAN.carriers().getFirst();
    private static final String INNER = CARRIER.nodes().stream()
            .flatMap(node -> PLAN.fibresOf(node).stream().map(fibre -> node + "-" + fibre.opposite(node)))
            .filter(link -> CARRIER.nodes().contains(link.substring(3)))
            .findFirst()
            .orElseThrow();

    @TempDir
    private Path folder;

    @Test
    void theNumberOfTheOrderThatHasBeenOverForLongestComesAgain() throws IOException {
        // The last to cease has the lowest number.
        try (Journal<OrderRecord> journal =
                journal(number -> number == 7 ? order(number) : order(number).ceased(NUMBERS - number))) {
            OrderBook book = book(journal);
            assertThat(admit(book, "next").number()).isEqualTo(NUMBERS);
            book.write(admit(book, "next"));
            assertThat(admit(book, "after").number()).isEqualTo(NUMBERS - 1);
        }
    }

    @Test
    void livingOrdersKeepTheirNumbersUntilThereIsNoneLeft() throws IOException {
        try (Journal<OrderRecord> journal =
                journal(number -> number == 7 ? order(number).ceased(1) : order(number))) {
            OrderBook book = book(journal);
            OrderRecord next = admit(book, "next");
            assertThat(next.number()).isEqualTo(7);
            book.write(next);
            assertThatThrownBy(() -> admit(book, "after"))
                    .isInstanceOf(OrderRefused.class)
                    .hasMessageContaining("order numbers are taken");
        }
    }

    /** Nobody claims anything here. */
    private OrderBook book(Journal<OrderRecord> journal) {
        return new OrderBook(
                new Legs(PLAN, CARRIER),
                journal,
                Journal.open(folder.resolve("claims"), Claim.class, Claim::reference, _ -> true));
    }

    private static OrderRecord admit(OrderBook book, String reference) {
        return book.admit(new Terms(reference, 1, 0, Instant.MAX), links(), 1, End.OPEN, End.OPEN);
    }

    private static List<String> links() {
        return List.of(INNER);
    }

    private Journal<OrderRecord> journal(IntFunction<OrderRecord> order) throws IOException {
        Map<String, OrderRecord> orders = new LinkedHashMap<>();
        for (int number = 1; number <= NUMBERS; number++) {
            orders.put("o" + number, order.apply(number));
        }
        return new Journal<>(new FullDisk(folder.resolve("journal")), OrderRecord::reference, orders);
    }

    private static OrderRecord order(int number) {
        return new OrderRecord(
                "o" + number, number, links(), 1, End.OPEN, End.OPEN, 1, 0, Phase.HELD, Activation.NEVER, 0);
    }
}
