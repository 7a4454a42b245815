package dev.braid.path.planning;

import dev.braid.path.domain.decision.PlanningState;
import dev.braid.platform.errors.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What is committed, for whoever asks. Readers see the state between two transactions, never in the middle of one.
 */
@ApplicationScoped
public class LiveState {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private PlanningState published;
    private volatile Role role = Role.JOINING;

    /** Answers a question. The state must not be kept, and nothing of it changed. */
    public <T> T read(Function<PlanningState, T> question) {
        lock.readLock().lock();
        try {
            if (published == null) {
                throw Refusal.unavailable("This replica still reads its topics; ask again in a moment.");
            }
            return question.apply(published);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What this replica is now. */
    public Role role() {
        return role;
    }

    /** Lets the state take what is committed. */
    void commit(PlanningState state, Consumer<PlanningState> news) {
        lock.writeLock().lock();
        try {
            news.accept(state);
            if (state == published) {
                // Readers only read: what is built lazily is built here.
                state.network();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Answers from this state from now on. */
    void publish(PlanningState state) {
        lock.writeLock().lock();
        try {
            state.network();
            published = state;
        } finally {
            lock.writeLock().unlock();
        }
    }

    void become(Role next) {
        role = next;
    }
}
