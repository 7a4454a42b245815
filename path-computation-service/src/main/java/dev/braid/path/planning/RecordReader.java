package dev.braid.path.planning;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.braid.api.Topic;
import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.LinkMetrics;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.path.contract.RecordProto;
import dev.braid.path.contract.SignalProto;
import dev.braid.path.contract.TopologyProto;
import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.network.Element;
import dev.braid.path.domain.network.VersionedElement;
import dev.braid.platform.events.EventDecoder;
import dev.braid.platform.events.UnreadableEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Reads the records of all inputs. What cannot be read is told apart, and never stops what comes after it. */
@ApplicationScoped
class RecordReader {
    /** Fewer are read sooner than shared out. */
    private static final int MANY = 100;

    private final EventDecoder decoder;

    RecordReader(EventDecoder decoder) {
        this.decoder = decoder;
    }

    /** All of them in their order; many are read by several cores. */
    List<Received> read(ConsumerRecords<String, byte[]> records) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>(records.count());
        records.forEach(all::add);
        return (all.size() < MANY ? all.stream() : all.parallelStream())
                .map(this::read)
                .toList();
    }

    Received read(ConsumerRecord<String, byte[]> record) {
        try {
            Topic topic = Topic.find(record.topic()).orElseThrow();
            return record.value() == null ? tombstone(topic, record.key()) : message(topic, record);
        } catch (UnreadableEvent e) {
            return new Received.Unreadable(record, e.reason().name(), e.getMessage());
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            // The parts of the message contradict each other.
            return new Received.Unreadable(record, UnreadableEvent.Reason.INVALID.name(), e.getMessage());
        }
    }

    private Received message(Topic topic, ConsumerRecord<String, byte[]> record) {
        return switch (topic) {
            case INTENTS -> {
                IntentEvent event = decode(record, IntentEvent.parser(), IntentEvent::getIntentKey);
                yield new Received.Reported(SignalProto.intent(event), record);
            }
            case PROVISIONING -> {
                ProvisioningEvent event =
                        decode(record, ProvisioningEvent.parser(), ProvisioningEvent::getConnectionId);
                yield new Received.Reported(SignalProto.provisioning(event), record);
            }
            case HEALTH -> {
                ConnectionHealth health = decode(record, ConnectionHealth.parser(), ConnectionHealth::getConnectionId);
                yield new Received.Reported(SignalProto.health(health), record);
            }
            case LINK_METRICS -> {
                LinkMetrics metrics = decode(record, LinkMetrics.parser(), LinkMetrics::getLinkId);
                yield new Received.Measured(new Change.LinkMeasured(SignalProto.measure(metrics)));
            }
            case TOPOLOGY -> {
                TopologyElement message = decode(record, TopologyElement.parser(), RecordReader::key);
                yield new Received.Decided(new Change.TopologyChanged(
                        List.of(new VersionedElement(message.getVersion(), TopologyProto.element(message))),
                        List.of()));
            }
            case PATHS -> {
                // Nobody but a writer of this service writes here, and a million of them are read at a start.
                PathRecord path = parse(record);
                yield new Received.Decided(new Change.RecordWritten(RecordProto.record(path)));
            }
            case SAMPLES,
                    CONTROLS,
                    BILLING,
                    DECISIONS,
                    INTENT_DEAD_LETTERS,
                    PATH_DEAD_LETTERS,
                    PROVISIONING_DEAD_LETTERS,
                    TELEMETRY_DEAD_LETTERS -> throw new IllegalStateException(topic + " is not read here");
        };
    }

    private static String key(TopologyElement message) {
        Element element = TopologyProto.element(message);
        return element.reference().key();
    }

    private <M extends Message> M decode(
            ConsumerRecord<String, byte[]> record, Parser<M> parser, Function<M, String> keyOf) {
        M message = decoder.decode(record.key(), record.value(), parser);
        requireKey(record, keyOf.apply(message));
        return message;
    }

    private PathRecord parse(ConsumerRecord<String, byte[]> record) {
        PathRecord message = decoder.parse(record.key(), record.value(), PathRecord.parser());
        requireKey(record, message.getConnectionId());
        return message;
    }

    private static void requireKey(ConsumerRecord<String, byte[]> record, String key) {
        if (!key.equals(record.key())) {
            throw new IllegalArgumentException(
                    "The record stands under the key '%s' and is about '%s'.".formatted(record.key(), key));
        }
    }

    private static Received tombstone(Topic topic, String key) {
        if (key == null || key.isBlank()) {
            throw new IllegalArgumentException("The record has neither key nor value.");
        }
        return switch (topic) {
            case LINK_METRICS -> new Received.Measured(new Change.MeasureForgotten(key));
            case PATHS -> new Received.Decided(new Change.RecordForgotten(key));
            case TOPOLOGY ->
                new Received.Decided(new Change.TopologyChanged(List.of(), List.of(TopologyProto.reference(key))));
            case INTENTS,
                    PROVISIONING,
                    HEALTH,
                    SAMPLES,
                    CONTROLS,
                    BILLING,
                    DECISIONS,
                    INTENT_DEAD_LETTERS,
                    PATH_DEAD_LETTERS,
                    PROVISIONING_DEAD_LETTERS,
                    TELEMETRY_DEAD_LETTERS -> new Received.Empty();
        };
    }
}
