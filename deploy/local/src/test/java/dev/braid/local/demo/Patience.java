package dev.braid.local.demo;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what comes sooner or later, also while a service that was killed is still away. */
final class Patience {
    private static final long PAUSE_MILLIS = 50;
    private static final Set<Status.Code> AWAY = Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);

    private Patience() {}

    /** The first of what is read that is as wanted. */
    static <T> T until(Supplier<T> reading, Predicate<T> wanted) {
        Instant deadline = Instant.now().plus(TestSystem.PATIENCE);
        Object last = "nothing";
        while (Instant.now().isBefore(deadline)) {
            try {
                T read = reading.get();
                if (wanted.test(read)) {
                    return read;
                }
                last = read;
            } catch (StatusRuntimeException e) {
                if (!AWAY.contains(e.getStatus().getCode())) {
                    throw e;
                }
                last = e;
            }
            pause();
        }
        throw new AssertionError("What was waited for did not come. In the end there was: " + last);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
