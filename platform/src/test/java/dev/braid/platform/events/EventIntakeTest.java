package dev.braid.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.intent.v1.IntentTerminated;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.platform.app.IntentEvents;
import dev.braid.platform.support.TopicLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class EventIntakeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String LOST = "lost";

    @Inject
    IntentEvents events;

    @Inject
    MeterRegistry meters;

    @Test
    void aPartitionGoesOnPastEverythingThatCannotBeProcessedAndLosesNothing() {
        Map<String, Double> before = counted();
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

        awaitTaken("outage", "acme");
        assertThat(events.outages()).as("an outage is waited out").isEqualTo(8);
        Map<String, String> dead = deadLetters(Set.of("k1", "k2", "no key", "k3", "k4", "k5"));
        assertThat(dead).hasSize(6);
        assertThat(dead.get("k1")).contains("MALFORMED");
        assertThat(dead.get("k3")).contains("generation");
        assertThat(dead.get("k5")).contains("always fails");
        assertThat(countedSince(before))
                .isEqualTo(Map.of("MALFORMED", 2.0, "KEY_MISSING", 1.0, "INVALID", 1.0, "REFUSED", 1.0, "FAILED", 1.0));
    }

    @Test
    void whatIsTooLargeForALetterIsCountedAsLostAndThePartitionGoesOn() {
        Map<String, Double> before = counted();
        String longKey = "k".repeat(600_000);
        byte[] nonsense = {10, 100, 1};
        send("five megabytes", new byte[5_000_000]);
        send(longKey, new byte[600_000]);
        send(new ProducerRecord<>(
                Topic.INTENTS.topicName(), null, "headers", nonsense, List.of(header(new byte[950_000]))));
        send(longKey, nonsense);
        send("good", event("globex").toByteArray());

        awaitTaken("globex");
        assertThat(countedSince(before)).isEqualTo(Map.of(LOST, 3.0, "MALFORMED", 1.0));
        assertThat(deadLetters(Set.of(longKey))).containsOnlyKeys(longKey);
    }

    private void awaitTaken(String... tenantIds) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events.taken())
                        .extracting(IntentEvent::getTenantId)
                        .filteredOn(Set.of(tenantIds)::contains)
                        .containsExactly(tenantIds));
    }

    /** The dead letters by reason, and those that were lost. */
    private Map<String, Double> counted() {
        Map<String, Double> counted = meters.find("braid.dead.letters").counters().stream()
                .collect(Collectors.toMap(counter -> counter.getId().getTag("reason"), Counter::count, Double::sum));
        meters.find("braid.dead.letters.lost")
                .counters()
                .forEach(lost -> counted.merge(LOST, lost.count(), Double::sum));
        return counted;
    }

    private Map<String, Double> countedSince(Map<String, Double> before) {
        Map<String, Double> since = counted();
        before.forEach((reason, count) -> since.merge(reason, -count, Double::sum));
        since.values().removeIf(count -> count == 0);
        return since;
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
        send(new ProducerRecord<>(Topic.INTENTS.topicName(), key, value));
    }

    /** Compressed, so that what is large takes little room on the way. */
    private static void send(ProducerRecord<String, byte[]> record) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                EmbeddedStack.bootstrapServers(),
                "compression.type",
                "gzip",
                "max.request.size",
                10_000_000);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            assertThat(producer.send(record)).succeedsWithin(PATIENCE);
        }
    }

    private static Header header(byte[] value) {
        return new RecordHeader("baggage", value);
    }

    /** The reasons by key. */
    private static Map<String, String> deadLetters(Set<String> keys) {
        return TopicLog.read(Topic.INTENT_DEAD_LETTERS, keys.size(), letter -> keys.contains(key(letter))).stream()
                .collect(Collectors.toMap(
                        EventIntakeTest::key,
                        letter -> new String(
                                letter.headers()
                                        .lastHeader("dead-letter-reason")
                                        .value(),
                                StandardCharsets.UTF_8)));
    }

    private static String key(ConsumerRecord<String, byte[]> record) {
        return record.key() == null ? "no key" : record.key();
    }
}
