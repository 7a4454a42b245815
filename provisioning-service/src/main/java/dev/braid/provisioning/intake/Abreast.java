package dev.braid.provisioning.intake;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** Lets so many pieces of work be under way at the same time, those of one key in the order in which they came. */
final class Abreast {
    private final int most;
    private final Map<String, Queue<Uni<Void>>> waiting = new HashMap<>();
    private final Queue<UniEmitter<? super Void>> callers = new ArrayDeque<>();
    private int underway;
    private Optional<Throwable> broken = Optional.empty();

    Abreast(int most) {
        this.most = most;
    }

    /**
     * Begins the work, or lets it wait for that of its key. Answers as soon as there is room for more; fails for good when
     * any of it has failed.
     */
    Uni<Void> run(String key, Uni<Void> work) {
        return Uni.createFrom().emitter(emitter -> {
            if (enter(key, work)) {
                begin(key, work);
            }
            answer(emitter);
        });
    }

    /** Whether it is to be begun now. */
    private synchronized boolean enter(String key, Uni<Void> work) {
        if (broken.isPresent()) {
            return false;
        }
        underway++;
        Queue<Uni<Void>> ofKey = waiting.get(key);
        if (ofKey == null) {
            waiting.put(key, new ArrayDeque<>());
            return true;
        }
        ofKey.add(work);
        return false;
    }

    private void answer(UniEmitter<? super Void> caller) {
        Optional<Throwable> failure;
        synchronized (this) {
            if (underway >= most && broken.isEmpty()) {
                callers.add(caller);
                return;
            }
            failure = broken;
        }
        failure.ifPresentOrElse(caller::fail, () -> caller.complete(null));
    }

    private void begin(String key, Uni<Void> work) {
        work.subscribe().with(_ -> ended(key, Optional.empty()), failure -> ended(key, Optional.of(failure)));
    }

    private void ended(String key, Optional<Throwable> failure) {
        Uni<Void> next;
        UniEmitter<? super Void> caller;
        synchronized (this) {
            underway--;
            broken = broken.or(() -> failure);
            next = broken.isPresent() ? null : waiting.get(key).poll();
            if (next == null) {
                waiting.remove(key);
            }
            caller = callers.poll();
        }
        if (next != null) {
            begin(key, next);
        }
        if (caller != null) {
            answer(caller);
        }
    }
}
