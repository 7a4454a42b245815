package dev.braid.pcep.session;

import dev.braid.pcep.wire.Message.Cause;
import java.io.EOFException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Commands that wait for an answer, by the number that the answer repeats (SRP-ID, RFC 8231, section 7.2). */
final class Asked {
    private static final long LARGEST_SRP_ID = 0xFFFFFFFEL;

    private final AtomicLong lastSrpId = new AtomicLong();
    private final Map<Long, CompletableFuture<Optional<Cause>>> waiting = new ConcurrentHashMap<>();

    /** The number for a command that is about to be sent. */
    long number(CompletableFuture<Optional<Cause>> answer) {
        long srpId = lastSrpId.updateAndGet(it -> it % LARGEST_SRP_ID + 1);
        waiting.put(srpId, answer);
        return srpId;
    }

    void answer(long srpId, Optional<Cause> refusal) {
        CompletableFuture<Optional<Cause>> answer = waiting.remove(srpId);
        if (answer != null) {
            answer.complete(refusal);
        }
    }

    void forget(long srpId) {
        waiting.remove(srpId);
    }

    /** Nobody waits any longer. */
    void end() {
        waiting.values().forEach(it -> it.completeExceptionally(new EOFException()));
    }
}
