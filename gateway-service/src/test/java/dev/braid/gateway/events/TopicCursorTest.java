package dev.braid.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.embedded.EmbeddedStack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a topic of its own of a real broker. What the reader gets and what it is told stand in one list, in order. */
class TopicCursorTest {
    private static final Duration WAIT = Duration.ofMillis(100);

    private static Admin admin;
    private static KafkaProducer<String, byte[]> producer;

    private final String topic = "cursor-" + UUID.randomUUID();
    private final List<String> story = new ArrayList<>();
    private final TopicCursor cursor =
            new TopicCursor(List.of(topic), 20, (partition, why) -> story.add(why + " " + partition.partition()));

    @BeforeAll
    static void connect() {
        new EmbeddedStack().start();
        Map<String, Object> broker = Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers(), "acks", "all");
        admin = Admin.create(Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers()));
        producer = new KafkaProducer<>(broker, new StringSerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void disconnect() {
        producer.close();
        admin.close();
    }

    @BeforeEach
    void createTopic() throws Exception {
        create();
    }

    @Test
    void theFirstLookStartsAtTheEndAndSaysSo() throws Exception {
        send("before");
        try (KafkaConsumer<String, byte[]> consumer = opened(500)) {
            send("after");
            readUntil(consumer, "after");
        }
        assertThat(story).containsExactly("FIRST_LOOK 0", "after");
    }

    @Test
    void theNextConsumerGoesOnWhereTheLastOneWas() throws Exception {
        try (KafkaConsumer<String, byte[]> consumer = opened(500)) {
            send("a");
            readUntil(consumer, "a");
        }
        send("b");
        send("c");
        try (KafkaConsumer<String, byte[]> consumer = opened(500)) {
            send("d");
            readUntil(consumer, "d");
        }
        assertThat(story).containsExactly("FIRST_LOOK 0", "a", "b", "c", "d");
    }

    @Test
    void whatIsGoneIsToldAndWhatIsLeftIsRead() throws Exception {
        try (KafkaConsumer<String, byte[]> consumer = opened(500)) {
            send("a");
            readUntil(consumer, "a");
        }
        send("lost");
        long kept = send("kept");
        deleteBefore(kept);
        try (KafkaConsumer<String, byte[]> consumer = opened(500)) {
            send("new");
            readUntil(consumer, "new");
        }
        assertThat(story).containsExactly("FIRST_LOOK 0", "a", "GONE 0", "kept", "new");
    }

    /** The consumer may have fetched ahead what is deleted then; but nothing is ever skipped in silence. */
    @Test
    void underAnOpenConsumerNothingIsSkippedInSilence() throws Exception {
        int gaps = 0;
        try (KafkaConsumer<String, byte[]> consumer = opened(500)) {
            for (int round = 0; round < 20 && gaps == 0; round++) {
                Thread.sleep(600);
                send("deleted " + round);
                deleteBefore(send("kept " + round));
                readUntil(consumer, "kept " + round);
                boolean told = story.remove("GONE 0");
                gaps += told ? 1 : 0;
                assertThat(story.remove("deleted " + round))
                        .as("either shown or told of: %s", story)
                        .isNotEqualTo(told);
            }
        }
        assertThat(gaps).as("records that were deleted under the consumer").isPositive();
    }

    @Test
    void whatIsTooFarBehindIsLeftOut() throws Exception {
        try (KafkaConsumer<String, byte[]> consumer = opened(500)) {
            send("a");
            readUntil(consumer, "a");
        }
        for (int i = 0; i < 60; i++) {
            send("old " + i);
        }
        try (KafkaConsumer<String, byte[]> consumer = opened(5)) {
            readUntil(consumer, "TOO_FAR 0");
            send("new");
            readUntil(consumer, "new");
        }
        assertThat(story)
                .containsExactly("FIRST_LOOK 0", "a", "old 0", "old 1", "old 2", "old 3", "old 4", "TOO_FAR 0", "new");
    }

    @Test
    void aPartitionThatIsAddedIsReadFromItsBeginning() throws Exception {
        try (KafkaConsumer<String, byte[]> consumer = opened(500)) {
            send("a");
            readUntil(consumer, "a");
        }
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2))).all().get();
        Awaitility.await()
                .until(() -> admin.describeTopics(List.of(topic))
                                .allTopicNames()
                                .get()
                                .get(topic)
                                .partitions()
                                .size()
                        == 2);
        try (KafkaProducer<String, byte[]> other = new KafkaProducer<>(
                Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            other.send(new ProducerRecord<>(topic, 1, "key", bytes("b"))).get();
        }
        try (KafkaConsumer<String, byte[]> consumer = opened(500)) {
            readUntil(consumer, "b");
        }
        assertThat(story).containsExactly("FIRST_LOOK 0", "a", "b");
    }

    @Test
    void aLogThatIsShorterThanItWasIsToldOf() throws Exception {
        try (KafkaConsumer<String, byte[]> consumer = opened(500)) {
            for (String one : List.of("a", "b", "c")) {
                send(one);
                readUntil(consumer, one);
            }
        }
        admin.deleteTopics(List.of(topic)).all().get();
        Awaitility.await().ignoreExceptions().until(() -> {
            create();
            return true;
        });
        try (KafkaConsumer<String, byte[]> consumer = opened(500)) {
            readUntil(consumer, "GONE 0");
            send("new");
            readUntil(consumer, "new");
        }
        assertThat(story).containsExactly("FIRST_LOOK 0", "a", "b", "c", "GONE 0", "new");
    }

    private void create() throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }

    private KafkaConsumer<String, byte[]> opened(int maxPollRecords) {
        Map<String, Object> configuration = new HashMap<>(TopicTail.configuration(
                Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers(), "metadata.max.age.ms", 500)));
        configuration.put("max.poll.records", maxPollRecords);
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer());
        cursor.open(consumer);
        return consumer;
    }

    private void readUntil(KafkaConsumer<String, byte[]> consumer, String last) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            cursor.read(consumer, WAIT, record -> story.add(new String(record.value(), StandardCharsets.UTF_8)));
            return story.contains(last);
        });
    }

    private long send(String text) throws ExecutionException, InterruptedException {
        return producer.send(new ProducerRecord<>(topic, 0, "key", bytes(text)))
                .get()
                .offset();
    }

    private void deleteBefore(long offset) throws ExecutionException, InterruptedException {
        admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
