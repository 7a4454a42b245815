package dev.braid.simulator.orders;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets the commands of one order in one by one, in the order of their arrival; different orders do not wait. */
final class References {

    private final Map<String, Queue> queues = new ConcurrentHashMap<>();

    <T> T oneByOne(String reference, Supplier<T> work) {
        Queue queue = queues.compute(reference, (_, present) -> {
            Queue joined = present == null ? new Queue() : present;
            joined.members++;
            return joined;
        });
        queue.lock.lock();
        try {
            return work.get();
        } finally {
            queue.lock.unlock();
            queues.computeIfPresent(reference, (_, left) -> --left.members == 0 ? null : left);
        }
    }

    /** The members are counted inside the map's own lock. */
    private static final class Queue {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int members;
    }
}
