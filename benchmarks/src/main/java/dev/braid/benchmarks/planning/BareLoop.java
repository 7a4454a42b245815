package dev.braid.benchmarks.planning;

import dev.braid.api.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Reads intents and writes for each an answer that path computation gave before, in the same kind of transactions, with
 * the same settings of its clients: what is left when nothing is decided.
 */
public final class BareLoop {
    static final String IN = "bench.in";
    static final String OUT = "bench.out";
    private static final int SAMPLES = 2_000;

    private BareLoop() {}

    /** Where the broker is, how many records one transaction takes at most, how many bytes a batch, and compressed how. */
    public static void main(String[] words) {
        Map<String, Object> in = new HashMap<>(Map.of(
                "bootstrap.servers",
                words[0],
                "group.id",
                "bench",
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "fetch.max.bytes",
                4 << 20,
                "max.poll.records",
                Integer.parseInt(words[1])));
        Map<String, Object> out = Map.of(
                "bootstrap.servers",
                words[0],
                "transactional.id",
                "bench",
                "max.in.flight.requests.per.connection",
                1,
                "linger.ms",
                5,
                "buffer.memory",
                8L << 20,
                "batch.size",
                Integer.parseInt(words[2]),
                "compression.type",
                words[3]);
        List<ConsumerRecord<String, byte[]>> samples = samples(words[0]);
        try (KafkaConsumer<String, byte[]> consumer =
                        new KafkaConsumer<>(in, new StringDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(out, new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            consumer.subscribe(List.of(IN));
            int next = 0;
            while (true) {
                ConsumerRecords<String, byte[]> records = consumer.poll(Duration.ofMillis(100));
                if (records.isEmpty()) {
                    continue;
                }
                producer.beginTransaction();
                for (ConsumerRecord<String, byte[]> record : records) {
                    ConsumerRecord<String, byte[]> sample = samples.get(next++ % samples.size());
                    producer.send(
                            new ProducerRecord<>(OUT, null, record.key() + ".1", sample.value(), sample.headers()));
                }
                Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
                records.partitions()
                        .forEach(partition ->
                                offsets.put(partition, new OffsetAndMetadata(consumer.position(partition))));
                producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
                producer.commitTransaction();
            }
        }
    }

    private static List<ConsumerRecord<String, byte[]>> samples(String bootstrapServers) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor(Topic.PATHS.topicName())
                    .forEach(partition -> partitions.add(new TopicPartition(partition.topic(), partition.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, byte[]>> samples = new ArrayList<>();
            while (samples.size() < SAMPLES) {
                consumer.poll(Duration.ofMillis(100)).forEach(samples::add);
            }
            return samples;
        }
    }
}
