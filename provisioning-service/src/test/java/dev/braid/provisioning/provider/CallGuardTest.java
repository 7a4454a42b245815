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
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final CallGuard guard = new CallGuard("atlas", new OneAtATime());

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

    private record OneAtATime() implements ProviderSettings.Bounds {
        @Override
        public int concurrency() {
            return 1;
        }

        @Override
        public int queue() {
            return 8;
        }

        @Override
        public Duration timeout() {
            return TIMEOUT;
        }

        @Override
        public int answerBytes() {
            return 65_536;
        }

        @Override
        public int listBytes() {
            return 1 << 20;
        }

        @Override
        public int circuitVolume() {
            return 10_000;
        }

        @Override
        public Duration circuitDelay() {
            return Duration.ofMillis(100);
        }
    }
}
