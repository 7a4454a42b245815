package dev.braid.provisioning.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.braid.api.Topic;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.api.provisioning.v1.ProvisioningEvent.EventCase;
import dev.braid.api.provisioning.v1.WaitingChanged;
import dev.braid.embedded.EmbeddedStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka as the neighbours of the service use it. Not for several threads. */
public final class Bus {
    private static final KafkaProducer<String, byte[]> PRODUCER = new KafkaProducer<>(
            Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers(), "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    /** Everything that comes to the topic from now on or came before. */
    public Bus(Topic topic) {
        consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        EmbeddedStack.bootstrapServers(),
                        "group.id",
                        UUID.randomUUID().toString(),
                        "isolation.level",
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(i -> new TopicPartition(topic.topicName(), i))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    public static void send(Topic topic, String key, Message message) {
        send(topic, key, message.toByteArray());
    }

    public static void send(Topic topic, String key, byte[] value) {
        try {
            PRODUCER.send(new ProducerRecord<>(topic.topicName(), key, value)).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** All records of the key so far. */
    public List<ConsumerRecord<String, byte[]>> records(String key) {
        consumer.poll(Duration.ofMillis(1)).forEach(seen::add);
        return seen.stream().filter(it -> key.equals(it.key())).toList();
    }

    /** All that came of the plans of the connection so far; what a kill made the service send twice is there once. */
    public List<ProvisioningEvent> events(String connectionId) {
        return records(connectionId).stream()
                .map(Bus::event)
                .filter(it -> !it.hasWaitingChanged())
                .distinct()
                .toList();
    }

    /** On whom the connection waited, from change to change. */
    public List<WaitingChanged> waits(String connectionId) {
        return records(connectionId).stream()
                .map(Bus::event)
                .filter(ProvisioningEvent::hasWaitingChanged)
                .map(ProvisioningEvent::getWaitingChanged)
                .toList();
    }

    /** The same in words, the kind and the revision; without those on unused plans, which are told only if others are slow. */
    public List<String> told(String connectionId) {
        return events(connectionId).stream()
                .filter(it -> it.getEventCase() != EventCase.UNUSED_PLANS_RELEASED)
                .map(it -> it.getEventCase() + " " + it.getRevision())
                .toList();
    }

    /** Waits until exactly this was told of the connection. */
    public void awaitTold(Wanted wanted, String... told) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(told(wanted.connectionId)).containsExactly(told));
    }

    private static ProvisioningEvent event(ConsumerRecord<String, byte[]> found) {
        try {
            return ProvisioningEvent.parseFrom(found.value());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
