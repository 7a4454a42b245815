package dev.braid.gateway.events;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.braid.api.Topic;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.LinkMetrics;
import dev.braid.gateway.domain.EventId;
import dev.braid.gateway.domain.LiveEvent;
import dev.braid.gateway.domain.LiveEvent.Kind;
import dev.braid.gateway.json.ProtoJson;
import dev.braid.platform.events.EventDecoder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Which topics are live events, and what of a record readers get. */
@ApplicationScoped
public class EventTranslation {
    private static final Map<String, Source<?>> SOURCES = Map.of(
            Topic.PATHS.topicName(),
            new Source<>(Kind.PATH, PathRecord.parser(), PathRecord::getTenantId),
            Topic.PROVISIONING.topicName(),
            new Source<>(Kind.PROVISIONING, ProvisioningEvent.parser(), ProvisioningEvent::getTenantId),
            Topic.HEALTH.topicName(),
            new Source<>(Kind.HEALTH, ConnectionHealth.parser(), ConnectionHealth::getTenantId),
            Topic.LINK_METRICS.topicName(),
            // What links of the network do is nobody's own.
            new Source<>(Kind.LINK_METRICS, LinkMetrics.parser(), _ -> ""));

    private final EventDecoder decoder;

    private record Source<M extends Message>(Kind kind, Parser<M> parser, Function<M, String> tenantId) {}

    EventTranslation(EventDecoder decoder) {
        this.decoder = decoder;
    }

    /** The topics to read. */
    public List<String> topics() {
        return SOURCES.keySet().stream().sorted().toList();
    }

    /** What records of one of the topics tell. */
    Kind kind(String topic) {
        return SOURCES.get(topic).kind();
    }

    /**
     * The event that a record of one of the topics tells; empty when it only says that something is gone.
     *
     * @throws dev.braid.platform.events.UnreadableEvent when the record cannot be read
     */
    public Optional<LiveEvent> translate(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        return Optional.of(translate(record, SOURCES.get(record.topic())));
    }

    private <M extends Message> LiveEvent translate(ConsumerRecord<String, byte[]> record, Source<M> source) {
        M message = decoder.decode(record.key(), record.value(), source.parser());
        return new LiveEvent(
                new EventId(record.topic(), record.partition(), record.offset()),
                source.kind(),
                Optional.of(source.tenantId().apply(message)).filter(tenantId -> !tenantId.isEmpty()),
                ProtoJson.print(message));
    }
}
