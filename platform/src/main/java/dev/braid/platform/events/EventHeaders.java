package dev.braid.platform.events;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** CloudEvents 1.0 in binary mode for Kafka: the attributes are headers, the value is the bare Protobuf message. */
public final class EventHeaders {
    private static final Header SPEC_VERSION = header("ce_specversion", "1.0");
    private static final Header CONTENT_TYPE = header("content-type", "application/protobuf");

    private EventHeaders() {}

    /** The headers of an event that the named service sends. */
    public static List<Header> of(String source, OutgoingEvent event) {
        return List.of(
                SPEC_VERSION,
                header("ce_id", event.eventId()),
                header("ce_source", "/braid/" + source),
                header("ce_type", event.type()),
                header("ce_subject", event.key()),
                header("ce_time", event.occurTime().toString()),
                CONTENT_TYPE);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The same as text, by header name. */
    public static Map<String, String> attributes(
            String source, String type, String eventId, String subject, Instant occurTime) {
        return Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                eventId,
                "ce_source",
                "/braid/" + source,
                "ce_type",
                type,
                "ce_subject",
                subject,
                "ce_time",
                occurTime.toString(),
                "content-type",
                "application/protobuf");
    }

    /** The whole record for services that use the plain Kafka client. */
    public static ProducerRecord<String, byte[]> record(String source, OutgoingEvent event) {
        return new ProducerRecord<>(
                event.topic().topicName(), null, event.key(), event.payload().toByteArray(), of(source, event));
    }
}
