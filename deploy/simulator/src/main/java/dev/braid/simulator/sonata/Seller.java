package dev.braid.simulator.sonata;

import dev.braid.simulator.domain.Command;
import dev.braid.simulator.domain.Decision;
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

/**
 * One carrier as a seller of products. What it holds stands in the orders at the carrier's desk and nowhere else; a purchase
 * is moved on from what is there, again and again, so that an end of the process between any two steps is harmless.
 */
public final class Seller {
    private static final Duration COMMAND_LIFE = Duration.ofMinutes(1);

    private final Carrier carrier;
    private final OrderIntake intake;
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
            letGo(it, now);
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
            letGo(it, now);
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

    private void letGo(Purchase purchase, Instant now) {
        if (purchase.action() == Action.ADD) {
            command(purchase, new Command.Release(revision(purchase), epoch(purchase), until(now)));
        }
    }

    /** Moves a purchase on as far as it goes; a carrier that lies does nothing for it. */
    private Purchase advanced(Purchase purchase, Instant now) {
        Purchase at = purchase;
        while (at.state().open() && !intake.lies(carrier)) {
            Optional<Purchase> next = next(at, now);
            if (next.isEmpty()) {
                return at;
            }
            at = keep(next.get());
        }
        return at;
    }

    private Optional<Purchase> next(Purchase purchase, Instant now) {
        return switch (purchase.action()) {
            case ADD -> nextOfAdd(purchase, now);
            case MODIFY ->
                looked(purchase, now)
                        ? Optional.of(done(
                                purchase,
                                new Command.Modify(
                                        purchase.bandwidthBps(), revision(purchase), epoch(purchase), until(now)),
                                PurchaseState.COMPLETED,
                                now))
                        : Optional.empty();
            case DELETE ->
                Optional.of(done(
                        purchase,
                        new Command.Release(revision(purchase), epoch(purchase), until(now)),
                        PurchaseState.COMPLETED,
                        now));
        };
    }

    /** What is bought is kept free from the beginning, so that nobody else gets it while somebody looks. */
    private Optional<Purchase> nextOfAdd(Purchase purchase, Instant now) {
        if (purchase.state() == PurchaseState.IN_PROGRESS) {
            return now.isBefore(purchase.requestTime())
                    ? Optional.empty()
                    : Optional.of(done(
                            purchase,
                            new Command.Activate(revision(purchase), epoch(purchase), until(now)),
                            PurchaseState.COMPLETED,
                            now));
        }
        Purchase booked = done(
                purchase,
                new Command.Reserve(
                        purchase.linkIds(), purchase.bandwidthBps(), revision(purchase), epoch(purchase), until(now)),
                PurchaseState.IN_PROGRESS,
                now);
        return booked.state() == PurchaseState.REJECTED || looked(purchase, now)
                ? Optional.of(booked)
                : Optional.empty();
    }

    private boolean looked(Purchase purchase, Instant now) {
        return purchase.signed() || !now.isBefore(purchase.expectTime());
    }

    private Purchase done(Purchase purchase, Command command, PurchaseState next, Instant now) {
        return switch (command(purchase, command)) {
            case Decision.Change _, Decision.Same _ -> purchase.in(next, now, "");
            case Decision.Refuse(var refusal, var message) ->
                purchase.in(PurchaseState.REJECTED, now, "%s: %s".formatted(refusal, message));
        };
    }

    private Decision command(Purchase purchase, Command command) {
        return intake.decide(carrier, purchase.reference(), command);
    }

    private static Instant until(Instant now) {
        return now.plus(COMMAND_LIFE);
    }

    private long revision(Purchase purchase) {
        return carrier.find(purchase.reference()).map(Order::revision).orElse(1L);
    }

    private long epoch(Purchase purchase) {
        return carrier.find(purchase.reference()).map(Order::epoch).orElse(0L);
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
