package dev.braid.platform.app;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Lets the producer's first send of an event fail on demand: the end of the event's id says how. What passes by itself
 * is sent again by the channel a second later, what does not comes back to whoever sent it.
 */
public final class FaultySerializer implements Serializer<byte[]> {
    /** The end of the id of an event whose first send meets a broker without enough replicas. */
    public static final String FAILS_FOR_NOW = "/fails-for-now";
    /** The end of the id of an event whose first send cannot succeed. */
    public static final String FAILS_FOR_GOOD = "/fails-for-good";

    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    @Override
    public byte[] serialize(String topic, byte[] value) {
        return value;
    }

    @Override
    public byte[] serialize(String topic, Headers headers, byte[] value) {
        String eventId = new String(headers.lastHeader("ce_id").value(), StandardCharsets.UTF_8);
        if (eventId.endsWith(FAILS_FOR_NOW) && failed.add(eventId)) {
            throw new NotEnoughReplicasException("The first send of this event fails.");
        }
        if (eventId.endsWith(FAILS_FOR_GOOD) && failed.add(eventId)) {
            throw new SerializationException("The first send of this event fails.");
        }
        return value;
    }
}
