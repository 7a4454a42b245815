package dev.braid.benchmarks.planning;

import dev.braid.api.Topic;
import dev.braid.embedded.EmbeddedKafka;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** How long an intent waits for its answer at a moderate rate, from the moment at which it was due to be sent. */
final class Delays {
    private static final int PER_SECOND = 2_000;
    private static final int SECONDS = 15;

    private final PrintStream out;

    Delays(PrintStream out) {
        this.out = out;
    }

    void print(EmbeddedKafka kafka, IntentLoad load) throws InterruptedException {
        int first = load.made();
        int count = PER_SECOND * SECONDS;
        ProducerRecord<String, byte[]>[] intents = load.next(count);
        long[] due = new long[count];
        long[] delay = new long[count];
        long start = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        Arrays.setAll(due, i -> start + i * 1_000_000_000L / PER_SECOND);
        try (Answers answers = new Answers(kafka.bootstrapServers(), Topic.PATHS.topicName());
                KafkaProducer<String, byte[]> prompt = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 0),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            Thread sender = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < count; i++) {
                    long wait = due[i] - System.nanoTime();
                    if (wait > 0) {
                        LockSupport.parkNanos(wait);
                    }
                    prompt.send(intents[i]);
                }
            });
            answers.await(count, answer -> {
                int number = IntentLoad.number(answer.key()) - first;
                delay[number] = System.nanoTime() - due[number];
            });
            sender.join();
        }
        Arrays.sort(delay);
        out.printf(
                "At %,d a second an intent is answered after %.1f ms (median), %.1f ms (p99), %.1f ms (longest)%n",
                PER_SECOND, delay[count / 2] / 1e6, delay[count * 99 / 100] / 1e6, delay[count - 1] / 1e6);
    }
}
