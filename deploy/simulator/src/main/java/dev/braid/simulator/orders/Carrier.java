package dev.braid.simulator.orders;

import dev.braid.simulator.domain.Bookings;
import dev.braid.simulator.domain.CarrierNetwork;
import dev.braid.simulator.domain.Command;
import dev.braid.simulator.domain.Decision;
import dev.braid.simulator.domain.Order;
import dev.braid.simulator.domain.OrderDesk;
import dev.braid.simulator.journal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** One carrier with its orders. Commands take effect one after the other, in the journal first. */
public final class Carrier {

    private final CarrierNetwork network;
    private final Bookings bookings;
    private final OrderDesk desk;
    private final Journal<Order> journal;
    private final Map<String, Order> orders = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    Carrier(CarrierNetwork network, Journal<Order> journal) {
        this.network = network;
        this.bookings = new Bookings(network);
        this.desk = new OrderDesk(network, bookings);
        this.journal = journal;
        journal.replayed().values().forEach(this::apply);
    }

    public CarrierNetwork network() {
        return network;
    }

    /** What orders in service may send over a link. */
    public long carryingBps(String linkId) {
        return bookings.carryingBps(linkId);
    }

    /** What living orders hold, by link. */
    public SortedMap<String, Long> orderedBps() {
        return guarded(bookings::orderedBps);
    }

    /** The order of that reference, living or ceased. */
    public Optional<Order> find(String reference) {
        return guarded(() -> Optional.ofNullable(orders.get(reference)));
    }

    /** The orders that hold bandwidth, by reference. */
    public List<Order> living() {
        return guarded(() ->
                new TreeMap<>(orders).values().stream().filter(Order::living).toList());
    }

    /** Why the carrier would not keep that free now, if it would not. */
    public Optional<Decision.Refuse> refusal(Command.Reserve wanted, Instant now) {
        return guarded(() -> desk.decide("(none)", Optional.empty(), wanted, now) instanceof Decision.Refuse refuse
                ? Optional.of(refuse)
                : Optional.empty());
    }

    /** Decides a command and, if the carrier agrees that it {@code applies}, keeps what came of it. */
    Decision handle(String reference, Command command, Instant now, Predicate<Decision.Change> applies) {
        return guarded(() -> {
            Decision decision = desk.decide(reference, Optional.ofNullable(orders.get(reference)), command, now);
            if (decision instanceof Decision.Change change && applies.test(change)) {
                journal.append(change.order());
                apply(change.order());
            }
            return decision;
        });
    }

    void close() throws IOException {
        journal.close();
    }

    private void apply(Order order) {
        bookings.replace(Optional.ofNullable(orders.put(order.reference(), order)), order);
    }

    private <T> T guarded(Work<T> work) {
        lock.lock();
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be written.".formatted(journal), e);
        } finally {
            lock.unlock();
        }
    }

    private interface Work<T> {
        T run() throws IOException;
    }
}
