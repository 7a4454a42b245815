package dev.braid.path.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.platform.errors.Refusal;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReckonersTest {
    private final Reckoners reckoners = new Reckoners(1, 1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        reckoners.stop();
    }

    @Test
    void workWaitsForAThreadAndIsRefusedWhereTooMuchWaits() throws Exception {
        TimeLimit limit = TimeLimit.ofCall();
        var first = reckoners.workOut(limit, this::busy).subscribeAsCompletionStage();
        begun.await();
        var second = reckoners.workOut(limit, () -> "second").subscribeAsCompletionStage();
        assertThatThrownBy(() -> reckoners.workOut(limit, () -> "third").await().indefinitely())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo("TOO_MANY_QUESTIONS"));
        assertThat(second).isNotDone();
        end.countDown();
        assertThat(first.get()).isEqualTo("first");
        assertThat(second.get()).isEqualTo("second");
    }

    @Test
    void placesThatAreTakenAreRefusedUntilTheyAreFreeAgain() {
        Places places = new Places(1, "TOO_MANY", "pieces of work");
        assertThat(places.<String>take(() -> {
                    assertThatThrownBy(() -> places.take(() -> "inner"))
                            .isInstanceOfSatisfying(
                                    Refusal.class,
                                    refusal -> assertThat(refusal.reason()).isEqualTo("TOO_MANY"));
                    return "outer";
                }))
                .isEqualTo("outer");
        assertThatThrownBy(() -> places.take(() -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(places.take(() -> "again")).isEqualTo("again");
    }

    private String busy() {
        begun.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "first";
    }
}
