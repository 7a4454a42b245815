package dev.braid.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A topic as its readers see it: each partition in order, every message late by chance, some twice, and after a restart
 * those of the last seconds once more.
 */
final class Topic<M> {
    private static final int PARTITIONS = 4;
    private static final long LEAST_DELAY_US = 500;
    private static final long USUAL_DELAY_US = 20_000;
    private static final long LONG_DELAY_US = 400_000;

    private final EventQueue queue;
    private final RandomGenerator random;
    private final Function<M, String> key;
    private final long rememberedUs;
    private final Map<String, Message<M>> newest = new LinkedHashMap<>();
    private final List<Subscription> subscriptions = new ArrayList<>();

    /** A message and the true time at which it was sent. */
    record Message<M>(M value, long sentUs) {}

    /** One who reads every message. */
    interface Reader<M> {
        void read(Message<M> message);
    }

    private final class Subscription {
        final Reader<M> reader;
        final Uptime uptime;
        final List<Deque<List<Message<M>>>> waiting = new ArrayList<>();
        final List<Deque<Message<M>>> delivered = new ArrayList<>();
        final long[] lastUs = new long[PARTITIONS];

        Subscription(Reader<M> reader, Uptime uptime) {
            this.reader = reader;
            this.uptime = uptime;
            for (int i = 0; i < PARTITIONS; i++) {
                waiting.add(new ArrayDeque<>());
                delivered.add(new ArrayDeque<>());
            }
        }

        void send(int partition, List<Message<M>> messages) {
            waiting.get(partition).add(messages);
            lastUs[partition] = Math.max(lastUs[partition], queue.nowUs() + delayUs());
            queue.at(lastUs[partition], () -> deliver(partition));
        }

        private void deliver(int partition) {
            if (queue.nowUs() < uptime.upUs()) {
                queue.at(uptime.upUs(), () -> deliver(partition));
                return;
            }
            List<Message<M>> messages = waiting.get(partition).poll();
            remember(delivered.get(partition), messages);
            messages.forEach(reader::read);
            if (random.nextInt(50) == 0) {
                messages.forEach(reader::read);
            }
        }

        private void remember(Deque<Message<M>> kept, List<Message<M>> messages) {
            while (!kept.isEmpty() && isForgotten(kept.peekFirst())) {
                kept.removeFirst();
            }
            kept.addAll(messages);
        }

        /** What waits still comes after it: a reader starts at some place and goes on in order. */
        void readAgain() {
            delivered.forEach(partition -> List.copyOf(partition).stream()
                    .filter(message -> !isForgotten(message))
                    .forEach(reader::read));
        }
    }

    private boolean isForgotten(Message<M> message) {
        return message.sentUs() < queue.nowUs() - rememberedUs;
    }

    /** @param rememberedUs how far back messages are read again after a restart */
    Topic(EventQueue queue, RandomGenerator random, Function<M, String> key, long rememberedUs) {
        this.queue = queue;
        this.random = random;
        this.key = key;
        this.rememberedUs = rememberedUs;
    }

    void subscribe(Uptime uptime, Reader<M> reader) {
        subscriptions.add(new Subscription(reader, uptime));
    }

    void send(M value) {
        send(List.of(value));
    }

    void send(Collection<M> values) {
        Map<Integer, List<Message<M>>> byPartition = new TreeMap<>();
        for (M value : values) {
            Message<M> message = new Message<>(value, queue.nowUs());
            String name = key.apply(value);
            newest.put(name, message);
            byPartition
                    .computeIfAbsent(Math.floorMod(name.hashCode(), PARTITIONS), _ -> new ArrayList<>())
                    .add(message);
        }
        byPartition.forEach((partition, messages) -> {
            subscriptions.forEach(subscription -> subscription.send(partition, messages));
        });
    }

    /** The newest message of each key: what is left of the topic for one who knows nothing. */
    Collection<Message<M>> compacted() {
        return newest.values();
    }

    /** A process that has just started reads what it had read last. */
    void readAgain(Uptime started) {
        subscriptions.stream()
                .filter(subscription -> subscription.uptime == started)
                .forEach(Subscription::readAgain);
    }

    private long delayUs() {
        return LEAST_DELAY_US + random.nextLong(random.nextInt(200) == 0 ? LONG_DELAY_US : USUAL_DELAY_US);
    }
}
