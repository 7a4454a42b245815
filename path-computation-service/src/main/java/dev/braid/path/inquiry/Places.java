package dev.braid.path.inquiry;

import dev.braid.platform.errors.Refusal;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** So many pieces of work of one kind at a time on this replica; one more is refused, and does not wait. */
final class Places {
    private final int count;
    private final String reason;
    private final String what;
    private final Semaphore free;

    /**
     * Places of which all are free.
     *
     * @param reason of the refusal
     * @param what the work, in the plural
     */
    Places(int count, String reason, String what) {
        this.count = count;
        this.reason = reason;
        this.what = what;
        this.free = new Semaphore(count);
    }

    /** What the work gives. */
    <T> T take(Supplier<T> work) {
        if (!free.tryAcquire()) {
            throw Refusal.resourceExhausted(
                    reason, "%d %s are under way on this replica; ask again when one is done.".formatted(count, what));
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
