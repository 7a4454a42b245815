package dev.braid.provisioning.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.provisioning.support.ProvisioningStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.Test;

/** Calls to a provider, one at a time. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class CallGuardTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final CallGuard guard = new CallGuard("atlas", new TestBounds(Duration.ofMillis(300), 1));

    @Test
    void whatIsOverIsCancelledAndGivesItsPlaceBack() {
        CompletableFuture<String> silent = new CompletableFuture<>();
        assertThatThrownBy(() -> answer(silent)).isInstanceOf(TimeoutException.class);
        assertThat(silent).isCancelled();
        assertThat(answer(CompletableFuture.completedFuture("here"))).isEqualTo("here");
    }

    @Test
    void whatWaitedForItsTurnTooLongIsNeverBegun() {
        CompletableFuture<String> stubborn = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                return false;
            }
        };
        AtomicInteger begun = new AtomicInteger();
        CompletableFuture<String> first = guard.call(() -> stubborn).subscribeAsCompletionStage();
        CompletableFuture<String> second = guard.call(() -> {
                    begun.incrementAndGet();
                    return CompletableFuture.completedFuture("too late");
                })
                .subscribeAsCompletionStage();
        assertThatThrownBy(first::join).isNotNull();
        assertThatThrownBy(second::join).isNotNull();

        stubborn.complete("at last");
        assertThat(answer(CompletableFuture.completedFuture("here"))).isEqualTo("here");
        assertThat(begun).hasValue(0);
    }

    private String answer(CompletableFuture<String> call) {
        return guard.call(() -> call).await().atMost(LONG);
    }
}
