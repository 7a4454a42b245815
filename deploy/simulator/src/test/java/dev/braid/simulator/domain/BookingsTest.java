package dev.braid.simulator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.simulator.domain.CarrierNetwork.CarrierLink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookingsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int NODES = 8;
    private static final long CLOCKWISE_BPS = 100;
    private static final long COUNTER_CLOCKWISE_BPS = 70;
    private static final CarrierNetwork RING = ring();

    /** The oracle adds up the living orders from scratch, on a ring whose links are narrower one way. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void theBooksAreTheSumOfTheLivingOrdersAndNeverAboveCapacity(long seed) {
        Random random = new Random(seed);
        Bookings bookings = new Bookings(RING);
        OrderDesk desk = new OrderDesk(RING, bookings);
        Map<String, Order> orders = new HashMap<>();
        Set<Class<?>> seen = new HashSet<>();
        for (int step = 0; step < 3000; step++) {
            String reference = "r" + random.nextInt(40) + "." + step / 300;
            Optional<Order> before = Optional.ofNullable(orders.get(reference));
            Decision decision = desk.decide(reference, before, 0, command(random), NOW);
            seen.add(decision.getClass());
            if (decision instanceof Decision.Change change) {
                orders.put(reference, change.order());
                bookings.replace(before, change.order());
            }
            assertThat(bookings.orderedBps()).isEqualTo(sum(orders, false));
            bookings.orderedBps()
                    .forEach((link, bps) ->
                            assertThat(bps).isBetween(1L, RING.links().get(link).capacityBps()));
        }
        Map<String, Long> carrying = sum(orders, true);
        RING.links()
                .keySet()
                .forEach(link -> assertThat(bookings.carryingBps(link)).isEqualTo(carrying.getOrDefault(link, 0L)));
        assertThat(seen).containsExactlyInAnyOrder(Decision.Change.class, Decision.Same.class, Decision.Refuse.class);
    }

    private static Command command(Random random) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> new Command.Reserve(path(random), 1 + random.nextInt(30), 1, 0, NOW);
            case 2, 3 -> new Command.Activate(1, 0, NOW);
            case 4 -> new Command.Modify(1 + random.nextInt(60), 1, 0, NOW);
            default -> new Command.Release(1, 0, NOW);
        };
    }

    private static List<String> path(Random random) {
        List<String> path = new ArrayList<>();
        int start = random.nextInt(NODES);
        int turn = random.nextBoolean() ? 1 : NODES - 1;
        for (int hop = 0; hop <= random.nextInt(NODES - 1); hop++) {
            int from = (start + hop * turn) % NODES;
            path.add(from + "-" + (from + turn) % NODES);
        }
        return path;
    }

    private static Map<String, Long> sum(Map<String, Order> orders, boolean inServiceOnly) {
        Map<String, Long> sum = new TreeMap<>();
        for (Order order : orders.values()) {
            if (order.state() == Order.State.IN_SERVICE || order.state() == Order.State.HELD && !inServiceOnly) {
                for (String link : order.linkIds()) {
                    String[] ends = link.split("-", -1);
                    sum.merge(link, order.bandwidthBps(), Long::sum);
                    sum.merge(ends[1] + "-" + ends[0], order.bandwidthBps(), Long::sum);
                }
            }
        }
        return sum;
    }

    private static CarrierNetwork ring() {
        Map<String, CarrierLink> links = new HashMap<>();
        for (int from = 0; from < NODES; from++) {
            for (int to : new int[] {(from + 1) % NODES, (from + NODES - 1) % NODES}) {
                String there = from + "-" + to;
                long capacityBps = to == (from + 1) % NODES ? CLOCKWISE_BPS : COUNTER_CLOCKWISE_BPS;
                links.put(there, new CarrierLink(there, to + "-" + from, "" + from, "" + to, capacityBps, 1, 0));
            }
        }
        return new CarrierNetwork("ring", links);
    }
}
