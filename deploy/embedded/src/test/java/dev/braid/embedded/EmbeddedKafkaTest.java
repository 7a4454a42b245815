package dev.braid.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    @Test
    void aTransactionSurvivesARestartOfTheBroker(@TempDir Path folder) {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, FreePort.find())) {
            Topics.create(kafka.bootstrapServers());
            try (var producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test"),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(Topic.INTENTS.topicName(), "acme.a", "kept"));
                producer.commitTransaction();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(Topic.INTENTS.topicName(), "acme.a", "given up"));
                producer.abortTransaction();
            }
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, FreePort.find());
                var consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            var partition = new TopicPartition(Topic.INTENTS.topicName(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var records = consumer.poll(Duration.ofSeconds(30)).records(partition);
            assertThat(records).extracting(record -> record.value()).containsExactly("kept");
        }
    }
}
