package dev.braid.path.planning.control;

import dev.braid.path.control.Answer;
import dev.braid.path.control.Order;
import dev.braid.platform.errors.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The way of an order to the loop: it is answered when it is committed, or when that is not certain. A stop goes before all
 * others, and none of them takes its place.
 */
@ApplicationScoped
public class ControlOrders {
    private static final int MAX_WAITING = 100;

    private final BlockingQueue<Waiting> stops = new ArrayBlockingQueue<>(MAX_WAITING);
    private final BlockingQueue<Waiting> others = new ArrayBlockingQueue<>(MAX_WAITING);

    record Waiting(Order order, CompletableFuture<Answer> answer) {}

    /** Hands it over; fails with UNAVAILABLE where it is not certain that it was done. */
    public CompletionStage<Answer> submit(Order order) {
        Waiting submitted = new Waiting(order, new CompletableFuture<>());
        if (!(order instanceof Order.Engage ? stops : others).offer(submitted)) {
            throw Refusal.resourceExhausted("TOO_MANY_ORDERS", "%d orders wait already.".formatted(MAX_WAITING));
        }
        return submitted.answer();
    }

    /** The next stop, if there is one. */
    Waiting pollStop() {
        return stops.poll();
    }

    /** The next one, if there is one: no other while a stop waits. */
    Waiting poll() {
        Waiting stop = pollStop();
        return stop == null ? others.poll() : stop;
    }

    void giveUp() {
        for (Waiting left = poll(); left != null; left = poll()) {
            giveUp(left);
        }
    }

    static void giveUp(Waiting left) {
        left.answer()
                .completeExceptionally(
                        Refusal.unavailable(
                                "Kafka does not answer: it is not certain that this was done. To stop now, write the stop file on the machine of each replica."));
    }
}
