package dev.braid.path.inquiry;

import dev.braid.platform.errors.Refusal;
import io.grpc.Context;
import io.grpc.Deadline;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How long the caller of the call under way still waits. */
final class TimeLimit {
    /** What the platform lets a call last that states no deadline. */
    private static final long LONGEST_MS = 30_000;

    /** So much is left for the answer to be written and to arrive. */
    private static final long ANSWER_MS = 200;

    private final Context context;
    private final Deadline deadline;

    private TimeLimit(Context context, Deadline deadline) {
        this.context = context;
        this.deadline = deadline;
    }

    /** Ask before the first asynchronous step. */
    static TimeLimit ofCall() {
        Context context = Context.current();
        Deadline stated = context.getDeadline();
        Deadline end = stated == null ? Deadline.after(LONGEST_MS, TimeUnit.MILLISECONDS) : stated;
        return new TimeLimit(context, end.offset(-ANSWER_MS, TimeUnit.MILLISECONDS));
    }

    /** Whether only a quarter of the time that is left now is left, or nobody waits any more. */
    BooleanSupplier mostIsOver() {
        Deadline most = deadline.offset(-deadline.timeRemaining(TimeUnit.MILLISECONDS) / 4, TimeUnit.MILLISECONDS);
        return () -> most.isExpired() || context.isCancelled();
    }

    /** Ends work whose answer would come too late or to nobody. */
    void check() {
        if (deadline.isExpired() || context.isCancelled()) {
            throw Refusal.resourceExhausted(
                    "TOO_MUCH_WORK",
                    "The answer takes longer than the call lasts; ask about less, or wait longer, at most %d ms."
                            .formatted(LONGEST_MS));
        }
    }
}
