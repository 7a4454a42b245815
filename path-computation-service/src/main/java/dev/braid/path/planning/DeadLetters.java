package dev.braid.path.planning;

import dev.braid.api.Topic;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Keeps what cannot be read as it came, with where it stood and why. */
final class DeadLetters {
    private DeadLetters() {}

    static ProducerRecord<String, byte[]> letter(Received.Unreadable unreadable) {
        ConsumerRecord<String, byte[]> record = unreadable.record();
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(Topic.PATH_DEAD_LETTERS.topicName(), record.key(), record.value());
        record.headers().forEach(letter.headers()::add);
        Map<String, String> about = new LinkedHashMap<>();
        about.put("dead-letter-reason", String.valueOf(unreadable.message()));
        about.put("dead-letter-cause", unreadable.reason());
        about.put("dead-letter-topic", record.topic());
        about.put("dead-letter-partition", Integer.toString(record.partition()));
        about.put("dead-letter-offset", Long.toString(record.offset()));
        about.forEach((name, value) -> letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return letter;
    }
}
