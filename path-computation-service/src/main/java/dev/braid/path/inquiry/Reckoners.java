package dev.braid.path.inquiry;

import dev.braid.platform.errors.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The threads that work answers out: few, because each keeps the arrays that its searches work in. Work waits for one
 * for no longer than its caller waits for the answer.
 */
@Singleton
class Reckoners {
    private static final int FOR_EACH_PROCESSOR = 2;
    private static final int MOST_WAITING = 1_000;
    private static final long IDLE_SECONDS = 60;

    private final ThreadPoolExecutor threads;

    Reckoners() {
        this(FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors(), MOST_WAITING);
    }

    Reckoners(int count, int mostWaiting) {
        threads = new ThreadPoolExecutor(
                count,
                count,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(mostWaiting),
                Thread.ofPlatform().daemon().name("inquiry-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** What the work gives, once a thread is free for it. */
    <T> Uni<T> workOut(TimeLimit limit, Supplier<T> work) {
        return Uni.createFrom()
                .item(() -> {
                    limit.check();
                    return work.get();
                })
                .runSubscriptionOn(threads)
                .onFailure(RejectedExecutionException.class)
                .transform(_ -> Refusal.resourceExhausted(
                        "TOO_MANY_QUESTIONS",
                        "%d questions wait for an answer on this replica; ask again later."
                                .formatted(threads.getQueue().size())));
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
