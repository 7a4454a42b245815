package dev.braid.adapter.server;

import com.google.protobuf.Timestamp;
import dev.braid.adapter.Reason;
import dev.braid.api.adapter.v1.CommandTerms;
import dev.braid.api.adapter.v1.Order;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets commands through to the adapter: those of one order one by one, in time, and none that is older than what was
 * taken. Without a journal the provider itself remembers what it has taken.
 */
final class Commands {
    private final Optional<TermsJournal> journal;
    private final Clock clock;
    private final Map<OrderKey, Queue> queues = new ConcurrentHashMap<>();

    Commands(Optional<TermsJournal> journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    Order carryOut(CommandTerms terms, Callable<Order> command) throws Exception {
        OrderKey key = new OrderKey(terms.getProviderId(), terms.getReference());
        Queue queue = queues.compute(key, (_, present) -> {
            Queue joined = present == null ? new Queue() : present;
            joined.members++;
            return joined;
        });
        queue.lock.lock();
        try {
            // After the wait: it must not take effect late.
            expire(terms);
            return journal.isEmpty() ? command.call() : remember(journal.get(), key, terms, command);
        } finally {
            queue.lock.unlock();
            queues.computeIfPresent(key, (_, left) -> --left.members == 0 ? null : left);
        }
    }

    private void expire(CommandTerms terms) throws Refused {
        Timestamp notAfter = terms.getNotAfterTime();
        Instant end = Instant.ofEpochSecond(notAfter.getSeconds(), notAfter.getNanos());
        Instant now = clock.instant();
        if (now.isAfter(end)) {
            throw new Refused(Reason.EXPIRED, "The command was meant until %s; it is %s.".formatted(end, now));
        }
    }

    /** Remembered before it is done: of a command without an answer nobody knows whether it was. */
    private Order remember(TermsJournal memory, OrderKey key, CommandTerms terms, Callable<Order> command)
            throws Exception {
        Optional<Taken> before = memory.find(key);
        if (before.isPresent()) {
            before.get().admit(terms);
        }
        boolean news = before.filter(it -> it.covers(terms)).isEmpty();
        if (news) {
            memory.keep(
                    key,
                    Optional.of(new Taken(
                            terms.getRevision(),
                            terms.getEpoch(),
                            clock.instant().getEpochSecond())));
        }
        try {
            Order order = command.call();
            return order.getRevision() == 0
                    ? order.toBuilder().setRevision(terms.getRevision()).build()
                    : order;
        } catch (Refused | UnknownOrder e) {
            if (news) {
                memory.keep(key, afterRefusal(before, terms));
            }
            throw e;
        }
    }

    /** Nothing was done under that revision; but whoever has an earlier claim has lost it all the same. */
    private Optional<Taken> afterRefusal(Optional<Taken> before, CommandTerms terms) {
        boolean later = terms.getEpoch() > before.map(Taken::epoch).orElse(0L);
        return later
                ? Optional.of(new Taken(0, terms.getEpoch(), clock.instant().getEpochSecond()))
                : before;
    }

    /** An order with the revision that was taken for it, where the provider does not keep that. */
    Order withRevision(String providerId, Order order) {
        if (order.getRevision() != 0) {
            return order;
        }
        return journal.flatMap(it -> it.find(new OrderKey(providerId, order.getReference())))
                .map(it -> order.toBuilder().setRevision(it.revision()).build())
                .orElse(order);
    }

    /** The members are counted inside the map's own lock. */
    private static final class Queue {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int members;
    }
}
