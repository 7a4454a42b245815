package dev.braid.telemetry.kafka;

import dev.braid.api.Topic;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One who must know all of a topic. The follower brings every record, in order, on one thread. */
public interface TopicReader {
    /** Which topic. */
    Topic topic();

    /** How far back to begin; empty means at the beginning. */
    default Optional<Duration> lookBack() {
        return Optional.empty();
    }

    /**
     * Takes one record; one without a value says that the key is gone.
     *
     * @throws dev.braid.platform.events.UnreadableEvent when no repetition can help
     */
    void read(ConsumerRecord<String, byte[]> event);
}
