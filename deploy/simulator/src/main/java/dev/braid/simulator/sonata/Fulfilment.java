package dev.braid.simulator.sonata;

import dev.braid.simulator.domain.Command;
import dev.braid.simulator.domain.Decision;
import dev.braid.simulator.domain.Order;
import dev.braid.simulator.orders.Carrier;
import dev.braid.simulator.orders.OrderIntake;
import dev.braid.simulator.sonata.Purchase.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a purchase brings about. What a seller holds stands in the orders at the carrier's desk and nowhere else; a purchase
 * is moved on from what is there, again and again, so that an end of the process between any two steps is harmless.
 */
record Fulfilment(Carrier carrier, OrderIntake intake) {
    private static final Duration COMMAND_LIFE = Duration.ofMinutes(1);

    /** The purchase one step further, which has been done; empty where somebody or something is waited for. */
    Optional<Purchase> next(Purchase purchase, Instant now) {
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

    /** Gives back what is kept for a purchase that is not done. */
    void letGo(Purchase purchase, Instant now) {
        if (purchase.action() == Action.ADD) {
            command(purchase, new Command.Release(revision(purchase), epoch(purchase), until(now)));
        }
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
        return carrier.epoch(purchase.reference());
    }
}
