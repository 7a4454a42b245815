package dev.braid.path.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.platform.errors.Refusal;
import io.grpc.Context;
import io.grpc.Deadline;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
    private final AtomicLong now = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Deadline.Ticker ticker = new Deadline.Ticker() {
        @Override
        public long nanoTime() {
            return now.get();
        }
    };

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    @Test
    void workEndsALittleBeforeTheCallerStopsWaiting() {
        TimeLimit limit = limit(10_000);
        elapse(9_700);
        assertThatCode(limit::check).doesNotThrowAnyException();
        elapse(101);
        assertThatThrownBy(limit::check)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo("TOO_MUCH_WORK"));
    }

    @Test
    void searchesEndWhileAQuarterOfTheTimeIsLeft() {
        var mostIsOver = limit(10_000).mostIsOver();
        elapse(7_300);
        assertThat(mostIsOver.getAsBoolean()).isFalse();
        elapse(100);
        assertThat(mostIsOver.getAsBoolean()).isTrue();
    }

    @Test
    void workEndsWhenNobodyWaitsAnyMore() throws Exception {
        Context.CancellableContext call = Context.current().withCancellation();
        TimeLimit limit = call.call(TimeLimit::ofCall);
        assertThatCode(limit::check).doesNotThrowAnyException();
        call.cancel(null);
        assertThatThrownBy(limit::check).isInstanceOf(Refusal.class);
    }

    private TimeLimit limit(long milliseconds) {
        Deadline deadline = Deadline.after(milliseconds, TimeUnit.MILLISECONDS, ticker);
        Context.CancellableContext call = Context.current().withDeadline(deadline, clock);
        try {
            return call.call(TimeLimit::ofCall);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void elapse(long milliseconds) {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }
}
