package dev.braid.provisioning.provider;

import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Bounds what one provider can take from us: so many calls at a time, so many waiting, so long each; and none for a while
 * when most stay without an answer. Every provider has its own, so that a frozen one delays no other.
 */
final class CallGuard {
    private static final TypeLiteral<CompletionStage<Void>> CALL = new TypeLiteral<>() {
        private static final long serialVersionUID = 1L;
    };
    private static final double FAILURE_RATIO = 0.5;

    private final Guard guard;

    CallGuard(String providerId, ProviderSettings.Bounds bounds) {
        this.guard = Guard.create()
                .withDescription("provider " + providerId)
                .withBulkhead()
                .limit(bounds.concurrency())
                .queueSize(bounds.queue())
                .done()
                .withTimeout()
                .duration(bounds.timeout().toMillis(), ChronoUnit.MILLIS)
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(bounds.circuitVolume())
                .failureRatio(FAILURE_RATIO)
                .delay(bounds.circuitDelay().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(2)
                .done()
                .withThreadOffload(false)
                .build();
    }

    /**
     * Carries out an exchange when its turn comes; one that fails is a provider without an answer. One whose time was over
     * before its turn came is never begun.
     */
    <T> Uni<T> call(Supplier<CompletableFuture<T>> exchange) {
        return Uni.createFrom().completionStage(() -> new Call<>(exchange).in(guard));
    }

    private static final class Call<T> {
        private final Supplier<CompletableFuture<T>> exchange;
        private final AtomicReference<CompletableFuture<T>> underway = new AtomicReference<>();
        private final AtomicBoolean over = new AtomicBoolean();

        Call(Supplier<CompletableFuture<T>> exchange) {
            this.exchange = exchange;
        }

        /** The guard counts that there was an answer; what it says is not its business. */
        CompletionStage<T> in(Guard guard) {
            return guard.get(this::begin, CALL)
                    .thenCompose(_ -> underway.get())
                    .whenComplete((_, failure) -> {
                        if (failure != null) {
                            end();
                        }
                    })
                    // Whoever waits no longer cancels this stage, and not the one that cleans up.
                    .thenApply(it -> it);
        }

        private CompletionStage<Void> begin() {
            // The guard keeps what waits in its queue also when the time for it is over.
            if (over.get()) {
                return CompletableFuture.failedFuture(new CancellationException("Its time was over."));
            }
            CompletableFuture<T> call = exchange.get();
            underway.set(call);
            if (over.get()) {
                call.cancel(true);
            }
            return call.thenAccept(_ -> {});
        }

        /** Gives the connection and the place in the bulkhead back. */
        private void end() {
            over.set(true);
            CompletableFuture<T> call = underway.get();
            if (call != null) {
                call.cancel(true);
            }
        }
    }
}
