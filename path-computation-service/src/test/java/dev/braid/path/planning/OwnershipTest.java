package dev.braid.path.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private static final TopicPartition DOMAIN = new TopicPartition("braid.intents.v1", 0);
    private static final List<TopicPartition> PARTITIONS = List.of(DOMAIN);

    // Never polled, so no broker is asked for.
    private final KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
            Map.of("bootstrap.servers", "127.0.0.1:9"), new StringDeserializer(), new ByteArrayDeserializer());
    private final Ownership ownership = new Ownership(consumer, DOMAIN);

    @BeforeEach
    void theGroupGivesTheTopic() {
        consumer.assign(PARTITIONS);
    }

    @AfterEach
    void leave() {
        consumer.close();
    }

    @Test
    void whatIsGivenIsOwnedAndNotReadBeforeItIsTaken() {
        assertThat(ownership.owned()).isFalse();
        ownership.onPartitionsAssigned(PARTITIONS);

        assertThat(ownership.owned()).isTrue();
        assertThat(consumer.paused()).containsExactly(DOMAIN);
    }

    @Test
    void whatIsTakenAwayIsNotOwned() {
        ownership.onPartitionsAssigned(PARTITIONS);
        ownership.onPartitionsRevoked(PARTITIONS);

        assertThat(ownership.owned()).isFalse();
    }

    @Test
    void whatWasLostAndGivenBackWithinOnePollIsNotOwned() {
        ownership.onPartitionsAssigned(PARTITIONS);
        ownership.onPartitionsLost(PARTITIONS);
        ownership.onPartitionsAssigned(PARTITIONS);

        assertThat(ownership.owned()).isFalse();
    }

    @Test
    void changesThatDoNotConcernTheTopicChangeNothing() {
        ownership.onPartitionsAssigned(PARTITIONS);
        ownership.onPartitionsRevoked(List.of());
        ownership.onPartitionsAssigned(List.of());

        assertThat(ownership.owned()).isTrue();
    }

    @Test
    void whatWasNeverOwnedCannotBeLost() {
        ownership.onPartitionsLost(PARTITIONS);
        ownership.onPartitionsAssigned(PARTITIONS);

        assertThat(ownership.owned()).isTrue();
    }
}
