package dev.braid.benchmarks.telemetry;

import dev.braid.api.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads samples with the settings of telemetry-service and counts their bytes: what Kafka alone takes. */
public final class BareReader {
    static final String GROUP = "bench-bare";

    private BareReader() {}

    /** Where the broker is. Goes on until it is killed. */
    public static void main(String[] words) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                words[0],
                "group.id",
                GROUP,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                true,
                "auto.commit.interval.ms",
                1_000,
                "auto.offset.reset",
                "earliest",
                "max.poll.records",
                5_000);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topic.SAMPLES.topicName()));
            long bytes = 0;
            while (bytes >= 0) {
                for (ConsumerRecord<String, byte[]> sample : consumer.poll(Duration.ofSeconds(1))) {
                    bytes += sample.value().length;
                }
            }
        }
    }
}
