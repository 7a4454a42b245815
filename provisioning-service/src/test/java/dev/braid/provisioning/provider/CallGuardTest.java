package dev.braid.provisioning.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.braid.provisioning.support.ProvisioningStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Calls to a provider that stays silent, one at a time. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class CallGuardTest {
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final CallGuard guard = new CallGuard("atlas", new OneAtATime());
    private final List<CompletableFuture<String>> begun = new CopyOnWriteArrayList<>();

    private CompletableFuture<String> silence() {
        CompletableFuture<String> call = new CompletableFuture<>();
        begun.add(call);
        return call;
    }

    @Test
    void whatIsOverIsCancelledAndWhatWaitedBehindItIsNeverBegun() {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(guard.call(this::silence).subscribeAsCompletionStage());
        }
        for (CompletableFuture<String> answer : answers) {
            assertThatThrownBy(answer::join).isNotNull();
        }
        await().atMost(LONG).until(() -> begun.getFirst().isCancelled());

        assertThat(guard.call(() -> CompletableFuture.completedFuture("here"))
                        .await()
                        .atMost(LONG))
                .isEqualTo("here");
        assertThat(begun).allMatch(CompletableFuture::isCancelled).hasSize(1);
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
