package dev.braid.simulator.sonata;

import dev.braid.simulator.domain.Order;
import dev.braid.simulator.journal.Journal;
import dev.braid.simulator.orders.Carrier;
import dev.braid.simulator.orders.OrderIntake;
import dev.braid.simulator.sonata.Purchase.Action;
import dev.braid.simulator.sonata.Purchase.StateChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One carrier as a seller of products: the purchases, what buyers and people do with them, and a journal of it all. */
public final class Seller {
    private final Carrier carrier;
    private final OrderIntake intake;
    private final Fulfilment fulfilment;
    private final Journal<Purchase> journal;
    private final Optional<Duration> leadTime;
    private final Consumer<Purchase> listener;
    private final Map<String, Purchase> purchases = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    Seller(
            Carrier carrier,
            OrderIntake intake,
            Journal<Purchase> journal,
            Optional<Duration> leadTime,
            Consumer<Purchase> listener) {
        this.carrier = carrier;
        this.intake = intake;
        this.fulfilment = new Fulfilment(carrier, intake);
        this.journal = journal;
        this.leadTime = leadTime;
        this.listener = listener;
        this.purchases.putAll(journal.replayed());
    }

    /** The carrier that sells. */
    public Carrier carrier() {
        return carrier;
    }

    /** How long somebody takes to look at a purchase, where somebody has to. */
    public Optional<Duration> leadTime() {
        return leadTime;
    }

    /**
     * Takes a purchase and acknowledges it; it is worked on from then on. Empty where its externalId is taken, except at a
     * carrier that takes doubles.
     */
    public Optional<Purchase> place(
            String externalId,
            String projectId,
            Action action,
            String reference,
            List<String> linkIds,
            long bandwidthBps,
            Instant requestTime,
            Instant now) {
        return guarded(() -> {
            boolean taken =
                    purchases.values().stream().anyMatch(it -> it.externalId().equals(externalId));
            if (taken && !intake.takesDoubles(carrier)) {
                return Optional.empty();
            }
            String id = "PO-%s-%d".formatted(carrier.network().providerId(), purchases.size() + 1);
            Purchase purchase = new Purchase(
                    id,
                    externalId,
                    projectId,
                    action,
                    taken && action == Action.ADD ? id : reference,
                    linkIds,
                    bandwidthBps,
                    now,
                    requestTime,
                    action == Action.DELETE ? now : leadTime.map(now::plus).orElse(now),
                    false,
                    List.of(new StateChange(PurchaseState.ACKNOWLEDGED, now, "")));
            return Optional.of(intake.lies(carrier) ? purchase : keep(purchase));
        });
    }

    /** The purchase of that id, as it stands now. */
    public Optional<Purchase> find(String id, Instant now) {
        return guarded(() -> Optional.ofNullable(purchases.get(id)).map(it -> advanced(it, now)));
    }

    /** All purchases, as they stand now, in the order in which they came. */
    public List<Purchase> all(Instant now) {
        return guarded(() -> List.copyOf(purchases.values()).stream()
                .map(it -> advanced(it, now))
                .toList());
    }

    /** Works on what is open. */
    void work(Instant now) {
        guarded(() -> {
            List.copyOf(purchases.values()).stream()
                    .filter(it -> it.state().open())
                    .forEach(it -> advanced(it, now));
            return null;
        });
    }

    /** The purchase that made what that reference names, if there is one. */
    public Optional<Purchase> origin(String reference, Instant now) {
        return all(now).stream()
                .filter(it -> it.action() == Action.ADD && it.reference().equals(reference))
                .findFirst();
    }

    /** What the carrier holds under that reference. */
    public Optional<Order> held(String reference) {
        return carrier.find(reference);
    }

    /** Takes an open purchase back; the one that is there where it is too late. */
    public Optional<Purchase> cancel(String id, String reason, Instant now) {
        return change(id, now, it -> {
            fulfilment.letGo(it, now);
            return it.in(PurchaseState.CANCELLED, now, reason);
        });
    }

    /** Wants an open purchase done at another time. */
    public Optional<Purchase> reschedule(String id, Instant time, Instant now) {
        return change(id, now, it -> it.requestedFor(time)).flatMap(_ -> find(id, now));
    }

    /** Somebody of the seller says yes. */
    public Optional<Purchase> sign(String id, Instant now) {
        return change(id, now, Purchase::signedOff).flatMap(_ -> find(id, now));
    }

    /** Somebody of the seller says no. */
    public Optional<Purchase> reject(String id, String reason, Instant now) {
        return change(id, now, it -> {
            fulfilment.letGo(it, now);
            return it.in(PurchaseState.REJECTED, now, reason);
        });
    }

    private Optional<Purchase> change(String id, Instant now, UnaryOperator<Purchase> change) {
        return guarded(() -> Optional.ofNullable(purchases.get(id)).map(it -> {
            if (!it.state().open()) {
                return it;
            }
            if (intake.lies(carrier)) {
                return it.in(PurchaseState.CANCELLED, now, "");
            }
            return keep(change.apply(it));
        }));
    }

    /** Moves a purchase on as far as it goes; a carrier that lies does nothing for it. */
    private Purchase advanced(Purchase purchase, Instant now) {
        Purchase at = purchase;
        while (at.state().open() && !intake.lies(carrier)) {
            Optional<Purchase> next = fulfilment.next(at, now);
            if (next.isEmpty()) {
                return at;
            }
            at = keep(next.get());
        }
        return at;
    }

    private Purchase keep(Purchase purchase) {
        try {
            journal.append(purchase);
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be written.".formatted(journal), e);
        }
        Purchase before = purchases.put(purchase.id(), purchase);
        if (before == null || before.state() != purchase.state()) {
            listener.accept(purchase);
        }
        return purchase;
    }

    void close() throws IOException {
        journal.close();
    }

    private <T> T guarded(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
