package dev.braid.platform.events;

import com.google.protobuf.Parser;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.events.UnreadableEvent.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Takes one record at a time from a channel whose failure strategy is {@code dead-letter-queue}. A record that can
 * never be processed goes to the dead letters at once; an outage of something we need is waited out, however long it
 * lasts; any other failure is tried a few times and then goes to the dead letters too, so that a partition never stops.
 * What is too large to be sent once more with a reason beside it is counted as lost ({@code braid_dead_letters_lost_total}).
 */
@ApplicationScoped
public class EventIntake {
    private static final Logger LOG = Logger.getLogger(EventIntake.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int TRIES_WITHOUT_OUTAGE = 4;
    private static final int LONGEST_KEY_TOLD = 200;
    /** The lengths that stand before a header's name and value. */
    private static final int HEADER_FRAME_BYTES = 10;
    /** Leaves room for the letter's own headers below the megabyte that clients and brokers take by default. */
    private static final int LARGEST_LETTER_BYTES = 900_000;

    private final EventDecoder decoder;
    private final MeterRegistry meters;

    EventIntake(EventDecoder decoder, MeterRegistry meters) {
        this.decoder = decoder;
        this.meters = meters;
    }

    /** Processes the record, and acknowledges it when that has succeeded. A record without a value is passed over. */
    public <M extends com.google.protobuf.Message> Uni<Void> take(
            Message<byte[]> message, Parser<M> parser, Function<M, Uni<Void>> handler) {
        var metadata = message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
        String topic = metadata.getTopic();
        if (message.getPayload() == null) {
            return Uni.createFrom().completionStage(message.ack());
        }
        String key = metadata.getKey() == null ? null : metadata.getKey().toString();
        return Uni.createFrom()
                .item(() -> decoder.decode(key, message.getPayload(), parser))
                .chain(event -> Uni.createFrom()
                        .deferred(() -> handler.apply(event))
                        .onFailure(Refusal.class)
                        .transform(EventIntake::refused)
                        .onFailure(Outage::caused)
                        .invoke(e -> LOG.warnf("%s: waiting for what we need to come back: %s", topic, e.getMessage()))
                        .onFailure(Outage::caused)
                        .retry()
                        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                        .withJitter(0.5)
                        .indefinitely()
                        .onFailure(e -> !(e instanceof UnreadableEvent))
                        .retry()
                        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                        .atMost(TRIES_WITHOUT_OUTAGE))
                .onItemOrFailure()
                .transformToUni((done, failure) -> failure == null
                        ? Uni.createFrom().completionStage(message.ack())
                        : bury(message, metadata.getRecord(), key, failure));
    }

    private static Throwable refused(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.isInvalid()
                ? new UnreadableEvent(Reason.REFUSED, refusal.getMessage())
                : failure;
    }

    private Uni<Void> bury(Message<byte[]> message, ConsumerRecord<?, ?> record, String key, Throwable failure) {
        String topic = record.topic();
        String reason = failure instanceof UnreadableEvent unreadable
                ? unreadable.reason().name()
                : "FAILED";
        LOG.errorf("%s: the record with key %s goes to the dead letters: %s", topic, shortened(key), failure);
        long letterBytes = letterBytes(record, failure);
        if (letterBytes > LARGEST_LETTER_BYTES) {
            LOG.errorf("%s: its %d bytes are too many for a letter", topic, letterBytes);
            meters.counter("braid.dead.letters.lost", "topic", topic).increment();
            return Uni.createFrom().completionStage(message.ack());
        }
        meters.counter("braid.dead.letters", "topic", topic, "reason", reason).increment();
        return Uni.createFrom().completionStage(message.nack(failure));
    }

    /** What of a letter has no bound: all that the record brought, and the two texts that say why. */
    private static long letterBytes(ConsumerRecord<?, ?> record, Throwable failure) {
        long bytes = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        for (Header header : record.headers()) {
            bytes +=
                    HEADER_FRAME_BYTES + utf8Bytes(header.key()) + (header.value() == null ? 0 : header.value().length);
        }
        return bytes
                + utf8Bytes(failure.toString())
                + (failure.getCause() == null ? 0 : utf8Bytes(failure.getCause().toString()));
    }

    private static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String shortened(String key) {
        return key == null || key.length() <= LONGEST_KEY_TOLD ? key : key.substring(0, LONGEST_KEY_TOLD) + "…";
    }
}
