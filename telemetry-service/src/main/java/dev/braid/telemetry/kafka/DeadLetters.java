package dev.braid.telemetry.kafka;

import dev.braid.api.Topic;
import dev.braid.platform.events.UnreadableEvent;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/** Where records go that no repetition makes readable: as they came, with the reason, logged and counted. */
@ApplicationScoped
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final Outlet outlet;
    private final MeterRegistry meters;

    DeadLetters(Outlet outlet, MeterRegistry meters) {
        this.outlet = outlet;
        this.meters = meters;
    }

    /** Puts the record away that failed. */
    public void bury(ConsumerRecord<String, byte[]> unreadable, RuntimeException failure) {
        String reason =
                failure instanceof UnreadableEvent known ? known.reason().name() : "FAILED";
        String message = failure instanceof UnreadableEvent ? failure.getMessage() : failure.toString();
        LOG.errorf(
                "%s-%d@%d: the record with key %s goes to the dead letters: %s",
                unreadable.topic(), unreadable.partition(), unreadable.offset(), unreadable.key(), message);
        meters.counter("braid.dead.letters", "topic", unreadable.topic(), "reason", reason)
                .increment();
        ProducerRecord<String, byte[]> letter = new ProducerRecord<>(
                Topic.TELEMETRY_DEAD_LETTERS.topicName(),
                null,
                unreadable.key(),
                unreadable.value(),
                unreadable.headers());
        // The names that the framework of the other services writes, so that one tool reads all dead letters.
        header(letter, "dead-letter-reason", message);
        header(letter, "dead-letter-topic", unreadable.topic());
        header(letter, "dead-letter-partition", Integer.toString(unreadable.partition()));
        header(letter, "dead-letter-offset", Long.toString(unreadable.offset()));
        outlet.send(letter).whenComplete((_, lost) -> {
            if (lost != null) {
                LOG.errorf("%s: a dead letter could not be written: %s", unreadable.topic(), lost.toString());
                meters.counter("braid.dead.letters.lost", "topic", unreadable.topic())
                        .increment();
            }
        });
    }

    private static void header(ProducerRecord<String, byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
