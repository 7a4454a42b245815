package dev.braid.simulator.orders;

import dev.braid.simulator.domain.Bookings;
import dev.braid.simulator.domain.CarrierNetwork;
import dev.braid.simulator.domain.Claim;
import dev.braid.simulator.domain.Command;
import dev.braid.simulator.domain.Decision;
import dev.braid.simulator.domain.Decision.Refusal;
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
import java.util.function.UnaryOperator;

/** One carrier with its orders. Commands take effect one after the other, in the journal first. */
public final class Carrier {

    private final CarrierNetwork network;
    private final Bookings bookings;
    private final OrderDesk desk;
    private final Journal<Order> journal;
    private final Journal<Claim> claimJournal;
    private final Map<String, Order> orders = new HashMap<>();
    private final Map<String, Claim> claims;
    private final ReentrantLock lock = new ReentrantLock();

    Carrier(CarrierNetwork network, Journal<Order> journal, Journal<Claim> claimJournal) {
        this.network = network;
        this.bookings = new Bookings(network);
        this.desk = new OrderDesk(network, bookings);
        this.journal = journal;
        this.claimJournal = claimJournal;
        this.claims = new HashMap<>(claimJournal.replayed());
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

    /** The latest epoch of a command for that order, whatever came of it; 0 where there was none. */
    public long epoch(String reference) {
        return guarded(() -> Math.max(
                claimedEpoch(reference),
                Optional.ofNullable(orders.get(reference)).map(Order::epoch).orElse(0L)));
    }

    /** Why the carrier would not keep that free now, if it would not. */
    public Optional<Decision.Refuse> refusal(Command.Reserve wanted, Instant now) {
        return guarded(() -> desk.decide("(none)", Optional.empty(), 0, wanted, now) instanceof Decision.Refuse refuse
                ? Optional.of(refuse)
                : Optional.empty());
    }

    /** What the carrier would make of a command, which it does not carry out. */
    Decision consider(String reference, Command command, Instant now) {
        return guarded(() -> decided(reference, command, now));
    }

    /** Decides a command, lets the carrier's mood have its way, and keeps what came of it. */
    Decision handle(String reference, Command command, Instant now, UnaryOperator<Decision> mood) {
        return guarded(() -> {
            Decision decision = mood.apply(decided(reference, command, now));
            switch (decision) {
                case Decision.Change change -> {
                    journal.append(change.order());
                    apply(change.order());
                }
                case Decision.Same _ -> {}
                case Decision.Refuse refuse -> {
                    if (refuse.refusal() != Refusal.EXPIRED) {
                        claim(reference, command.epoch());
                    }
                }
            }
            return decision;
        });
    }

    void close() throws IOException {
        claimJournal.close();
        journal.close();
    }

    private Decision decided(String reference, Command command, Instant now) {
        return desk.decide(
                reference, Optional.ofNullable(orders.get(reference)), claimedEpoch(reference), command, now);
    }

    private void claim(String reference, long epoch) throws IOException {
        if (epoch > epoch(reference)) {
            Claim claim = new Claim(reference, epoch);
            claimJournal.append(claim);
            claims.put(reference, claim);
        }
    }

    private long claimedEpoch(String reference) {
        return Optional.ofNullable(claims.get(reference)).map(Claim::epoch).orElse(0L);
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
