package dev.braid.platform.events;

import com.google.protobuf.Message;
import dev.braid.api.Topic;
import java.time.Instant;

/**
 * One message for one topic. The event id is the same for every repetition, so make it from what makes the event
 * unique (an aggregate and its generation or sequence), never from chance.
 */
public record OutgoingEvent(Topic topic, String key, Message payload, String eventId, Instant occurTime) {
    public OutgoingEvent {
        if (key.isBlank() || eventId.isBlank()) {
            throw new IllegalArgumentException(
                    "An event for %s needs a key ('%s') and an id ('%s').".formatted(topic, key, eventId));
        }
    }

    /** The CloudEvents type: the full name of the message. */
    public String type() {
        return payload.getDescriptorForType().getFullName();
    }
}
