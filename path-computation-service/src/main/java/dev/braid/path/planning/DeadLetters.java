package dev.braid.path.planning;

import dev.braid.api.Topic;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Keeps what cannot be read as it came, with where it stood and why. What is too large to be sent once more with that
 * beside it leaves a letter without its value: it would stop the writer otherwise.
 */
final class DeadLetters {
    /** Leaves room for our headers below the megabyte that clients and brokers take by default. */
    private static final int LARGEST_BYTES = 900_000;

    private static final int LONGEST_REASON = 2_000;
    private static final int LONGEST_SHOWN_KEY = 200;

    private DeadLetters() {}

    static ProducerRecord<String, byte[]> letter(Received.Unreadable unreadable) {
        ConsumerRecord<String, byte[]> record = unreadable.record();
        boolean whole = bytes(record) <= LARGEST_BYTES;
        ProducerRecord<String, byte[]> letter = new ProducerRecord<>(
                Topic.PATH_DEAD_LETTERS.topicName(), whole ? record.key() : null, whole ? record.value() : null);
        Map<String, String> about = new LinkedHashMap<>();
        if (whole) {
            record.headers().forEach(letter.headers()::add);
        } else {
            about.put("dead-letter-left-out", bytes(record) + " bytes of key, value and headers");
        }
        String reason = String.valueOf(unreadable.message());
        about.put("dead-letter-reason", reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
        about.put("dead-letter-cause", unreadable.reason());
        about.put("dead-letter-topic", record.topic());
        about.put("dead-letter-partition", Integer.toString(record.partition()));
        about.put("dead-letter-offset", Long.toString(record.offset()));
        about.forEach((name, value) -> letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return letter;
    }

    /** The key for people: it may be as long as a record. */
    static String shown(String key) {
        return key == null || key.length() <= LONGEST_SHOWN_KEY ? key : key.substring(0, LONGEST_SHOWN_KEY) + "...";
    }

    private static long bytes(ConsumerRecord<String, byte[]> record) {
        long bytes = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        for (Header header : record.headers()) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length) + 8L;
        }
        return bytes;
    }
}
