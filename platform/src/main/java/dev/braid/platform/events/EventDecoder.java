package dev.braid.platform.events;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.braid.platform.errors.FieldRules;
import dev.braid.platform.events.UnreadableEvent.Reason;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads records: nothing gets past it that is not a whole, valid message under a key. */
@ApplicationScoped
public class EventDecoder {
    private final FieldRules rules;

    EventDecoder(FieldRules rules) {
        this.rules = rules;
    }

    /**
     * The message of a record.
     *
     * @throws UnreadableEvent when there is none
     */
    public <M extends Message> M decode(String key, byte[] value, Parser<M> parser) {
        M message = parse(key, value, parser);
        rules.check(message).ifPresent(refusal -> {
            throw new UnreadableEvent(Reason.INVALID, refusal.getMessage());
        });
        return message;
    }

    /**
     * The message of a record that its reader wrote itself: whole, whether or not it keeps the rules.
     *
     * @throws UnreadableEvent when there is none
     */
    public <M extends Message> M parse(String key, byte[] value, Parser<M> parser) {
        if (key == null || key.isBlank()) {
            throw new UnreadableEvent(Reason.KEY_MISSING, "The record has no key.");
        }
        try {
            return parser.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableEvent(
                    Reason.MALFORMED,
                    "The value (%d bytes) cannot be read: %s".formatted(value.length, e.getMessage()));
        }
    }
}
