package dev.braid.intent.support;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.braid.api.Topic;
import dev.braid.embedded.EmbeddedStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka as the other services use it. */
public final class Bus implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers(), "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());

    public void send(Topic topic, String key, Message message) {
        send(topic, key, message.toByteArray());
    }

    public void send(Topic topic, String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic.topicName(), key, value)).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** All records of the key on the topic, read from its beginning, as soon as there are so many. */
    public static <M extends Message> List<M> read(Topic topic, String key, Parser<M> parser, int count) {
        List<M> messages = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> found : find(topic, r -> key.equals(r.key()), count)) {
            try {
                messages.add(parser.parseFrom(found.value()));
            } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        }
        return messages;
    }

    /** All records of the topic that are meant, as soon as there are so many, and whatever else is there then. */
    public static List<ConsumerRecord<String, byte[]>> find(
            Topic topic, Predicate<ConsumerRecord<String, byte[]>> meant, int count) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", EmbeddedStack.bootstrapServers(),
                        "group.id", UUID.randomUUID().toString(),
                        "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int i = 0; i < topic.partitions(); i++) {
                partitions.add(new TopicPartition(topic.topicName(), i));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            boolean more = true;
            while (found.size() < count && System.nanoTime() < end || more) {
                var records = consumer.poll(Duration.ofMillis(200));
                more = !records.isEmpty();
                records.forEach(r -> {
                    if (meant.test(r)) {
                        found.add(r);
                    }
                });
            }
        }
        if (found.size() < count) {
            throw new AssertionError(
                    "Only %d of %d records came to %s".formatted(found.size(), count, topic.topicName()));
        }
        return found;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
