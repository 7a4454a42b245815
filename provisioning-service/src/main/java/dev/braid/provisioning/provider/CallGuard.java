package dev.braid.provisioning.provider;

import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

    /** Carries out an exchange when its turn comes; one that fails is a provider without an answer. */
    <T> Uni<T> call(Supplier<CompletableFuture<T>> exchange) {
        AtomicReference<CompletableFuture<T>> underway = new AtomicReference<>();
        return Uni.createFrom()
                .completionStage(() -> guarded(exchange, underway)
                        .thenCompose(_ -> underway.get())
                        .whenComplete((_, failure) -> {
                            CompletableFuture<T> call = underway.get();
                            if (failure != null && call != null) {
                                // Gives the connection and the place in the bulkhead back.
                                call.cancel(true);
                            }
                        })
                        // Whoever waits no longer cancels this stage, and not the one that cleans up.
                        .thenApply(it -> it));
    }

    /** The guard counts that there was an answer; what it says is not its business. */
    private <T> CompletionStage<Void> guarded(
            Supplier<CompletableFuture<T>> exchange, AtomicReference<CompletableFuture<T>> underway) {
        return guard.get(
                () -> {
                    CompletableFuture<T> call = exchange.get();
                    underway.set(call);
                    return call.thenAccept(_ -> {});
                },
                CALL);
    }
}
