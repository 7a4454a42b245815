package dev.braid.provisioning.store;

import dev.braid.platform.events.Outage;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Lets pieces of work that come at the same time share a transaction. One that comes alone is begun at once; while so many
 * transactions are under way as may be, others wait, and what waits is done together. Of a crowd each costs a fraction.
 *
 * <p>Where the shared one fails and nothing that we need is away, each piece is done once more by itself, so that one that
 * cannot be done takes no other with it.
 *
 * @param <W> a piece of work
 * @param <R> what came of it
 */
public final class Batches<W, R> {
    private final int most;
    private final int atOnce;
    private final Duration limit;
    private final Function<List<W>, Uni<List<R>>> together;
    private final Queue<Waiting<W, R>> queue = new ArrayDeque<>();
    private int underway;

    /**
     * At most so many pieces share a transaction, and so many transactions are under way; what does the work answers one
     * result for each piece, in their order, or fails and has changed nothing. An answer that takes longer than the limit
     * is lost, and its place is free again.
     */
    public Batches(int most, int atOnce, Duration limit, Function<List<W>, Uni<List<R>>> together) {
        if (most < 1 || atOnce < 1) {
            throw new IllegalArgumentException(
                    "%d pieces of work in %d batches at a time: both must be at least 1.".formatted(most, atOnce));
        }
        this.most = most;
        this.atOnce = atOnce;
        this.limit = limit;
        this.together = together;
    }

    /** Does the work, with others or alone, in the order in which they came. */
    public Uni<R> run(W work) {
        return Uni.createFrom().emitter(emitter -> {
            synchronized (queue) {
                queue.add(new Waiting<>(work, emitter));
            }
            next();
        });
    }

    private void next() {
        for (List<Waiting<W, R>> batch = poll(); !batch.isEmpty(); batch = poll()) {
            begin(batch);
        }
    }

    private List<Waiting<W, R>> poll() {
        synchronized (queue) {
            List<Waiting<W, R>> batch = new ArrayList<>();
            if (underway < atOnce) {
                while (batch.size() < most && !queue.isEmpty()) {
                    batch.add(queue.remove());
                }
            }
            if (!batch.isEmpty()) {
                underway++;
            }
            return batch;
        }
    }

    private void begin(List<Waiting<W, R>> batch) {
        done(batch).subscribe().with(_ -> {}, failure -> batch.forEach(it -> it.emitter.fail(failure)));
    }

    /** The next batch begins before what waited for this one goes on. */
    private Uni<List<R>> done(List<Waiting<W, R>> batch) {
        return Uni.createFrom()
                .deferred(() -> together.apply(batch.stream().map(Waiting::work).toList()))
                .ifNoItem()
                .after(limit)
                .failWith(this::late)
                .onItemOrFailure()
                .invoke((_, _) -> {
                    synchronized (queue) {
                        underway--;
                    }
                    next();
                })
                .invoke(results -> {
                    for (int i = 0; i < batch.size(); i++) {
                        batch.get(i).emitter.complete(results.get(i));
                    }
                })
                .onFailure(failure -> batch.size() > 1 && !Outage.caused(failure))
                .recoverWithUni(() -> {
                    batch.forEach(this::alone);
                    return Uni.createFrom().item(List.of());
                });
    }

    /** As if what we need were away: nobody knows whether it was done. */
    private TimeoutException late() {
        return new TimeoutException("No answer came within %d ms.".formatted(limit.toMillis()));
    }

    private void alone(Waiting<W, R> waiting) {
        Uni.createFrom()
                .deferred(() -> together.apply(List.of(waiting.work)))
                .ifNoItem()
                .after(limit)
                .failWith(this::late)
                .subscribe()
                .with(results -> waiting.emitter.complete(results.getFirst()), waiting.emitter::fail);
    }

    private record Waiting<W, R>(W work, UniEmitter<? super R> emitter) {}
}
