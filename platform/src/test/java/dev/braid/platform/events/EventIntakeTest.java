package dev.braid.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.intent.v1.IntentTerminated;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.platform.app.IntentEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class EventIntakeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Inject
    IntentEvents events;

    @Inject
    MeterRegistry meters;

    @Test
    void aPartitionGoesOnPastEverythingThatCannotBeProcessedAndLosesNothing() {
        byte[] good = event("acme").toByteArray();
        send("k1", Arrays.copyOf(good, good.length / 2));
        send("k2", "no protobuf at all".getBytes(StandardCharsets.UTF_8));
        send(null, good);
        send("k3", event("acme").toBuilder().setGeneration(0).build().toByteArray());
        send("k4", event("refused").toByteArray());
        send("k5", event("broken").toByteArray());
        send("k6", null);
        send("k7", event("outage").toByteArray());
        send("k8", event("acme").toByteArray());

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events.taken())
                        .extracting(IntentEvent::getTenantId)
                        .containsExactly("outage", "acme"));

        assertThat(events.outages()).as("an outage is waited out").isEqualTo(8);
        Map<String, String> dead = deadLetters(6);
        assertThat(dead.keySet()).containsExactlyInAnyOrder("k1", "k2", "no key", "k3", "k4", "k5");
        assertThat(dead.get("k1")).contains("MALFORMED");
        assertThat(dead.get("k3")).contains("generation");
        assertThat(dead.get("k5")).contains("always fails");
        assertThat(counted("MALFORMED")).isEqualTo(2);
        assertThat(counted("KEY_MISSING")).isEqualTo(1);
        assertThat(counted("INVALID")).isEqualTo(1);
        assertThat(counted("REFUSED")).isEqualTo(1);
        assertThat(counted("FAILED")).isEqualTo(1);
    }

    private double counted(String reason) {
        return meters.find("braid.dead.letters").tag("reason", reason).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static IntentEvent event(String tenantId) {
        return IntentEvent.newBuilder()
                .setIntentKey(tenantId + ".web-to-db")
                .setTenantId(tenantId)
                .setIntentId("web-to-db")
                .setGeneration(1)
                .setTerminated(IntentTerminated.getDefaultInstance())
                .build();
    }

    private static void send(String key, byte[] value) {
        Map<String, Object> config = Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers());
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.INTENTS.topicName(), key, value));
        }
    }

    private static Map<String, String> deadLetters(int count) {
        Map<String, String> reasons = new HashMap<>();
        Map<String, Object> config = Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = List.of(new TopicPartition(Topic.INTENT_DEAD_LETTERS.topicName(), 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Instant end = Instant.now().plus(PATIENCE);
            while (reasons.size() < count && Instant.now().isBefore(end)) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> reasons.put(
                                record.key() == null ? "no key" : record.key(),
                                new String(
                                        record.headers()
                                                .lastHeader("dead-letter-reason")
                                                .value(),
                                        StandardCharsets.UTF_8)));
            }
        }
        return reasons;
    }
}
