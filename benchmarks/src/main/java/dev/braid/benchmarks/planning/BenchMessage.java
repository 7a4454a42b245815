package dev.braid.benchmarks.planning;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.braid.api.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A message as another service would write it, with headers as large. */
final class BenchMessage {
    private BenchMessage() {}

    static ProducerRecord<String, byte[]> of(Topic topic, String key, String id, String service, Message message) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.topicName(), key, message.toByteArray());
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", id);
        header(record, "ce_source", "/braid/" + service);
        header(record, "ce_type", message.getDescriptorForType().getFullName());
        header(record, "ce_subject", key);
        header(record, "ce_time", Instant.now().toString());
        header(record, "content-type", "application/protobuf");
        return record;
    }

    static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
