package dev.braid.provisioning.provider;

import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.net.http.HttpResponse;
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
    private static final TypeLiteral<CompletionStage<HttpResponse<byte[]>>> CALL = new TypeLiteral<>() {
        private static final long serialVersionUID = 1L;
    };
    private static final double FAILURE_RATIO = 0.5;

    private final String providerId;
    private final Guard guard;

    CallGuard(String providerId, ProviderSettings.Bounds bounds) {
        this.providerId = providerId;
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

    /** An answer of the server's own trouble counts as none. */
    Uni<HttpResponse<byte[]>> call(Supplier<CompletableFuture<HttpResponse<byte[]>>> exchange) {
        AtomicReference<CompletableFuture<?>> underway = new AtomicReference<>();
        return Uni.createFrom()
                .completionStage(() -> guarded(exchange, underway).whenComplete((_, failure) -> {
                    CompletableFuture<?> call = underway.get();
                    if (failure != null && call != null) {
                        // Gives the connection and the place in the bulkhead back.
                        call.cancel(true);
                    }
                }));
    }

    private CompletionStage<HttpResponse<byte[]>> guarded(
            Supplier<CompletableFuture<HttpResponse<byte[]>>> exchange,
            AtomicReference<CompletableFuture<?>> underway) {
        return guard.get(
                () -> {
                    CompletableFuture<HttpResponse<byte[]>> call = exchange.get();
                    underway.set(call);
                    return call.thenCompose(response -> response.statusCode() >= 500
                            ? CompletableFuture.failedFuture(
                                    new Trouble("%s answered with %d".formatted(providerId, response.statusCode())))
                            : CompletableFuture.completedFuture(response));
                },
                CALL);
    }
}
