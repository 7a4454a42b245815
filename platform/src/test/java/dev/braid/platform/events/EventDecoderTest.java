package dev.braid.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.intent.v1.IntentTerminated;
import dev.braid.platform.errors.FieldRules;
import dev.braid.platform.events.UnreadableEvent.Reason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EventDecoderTest {
    private final EventDecoder decoder = new EventDecoder(new FieldRules());
    private final IntentEvent event = IntentEvent.newBuilder()
            .setIntentKey("acme.web-to-db")
            .setTenantId("acme")
            .setIntentId("web-to-db")
            .setGeneration(1)
            .setTerminated(IntentTerminated.getDefaultInstance())
            .build();

    @Test
    void aWholeMessageComesThroughAsItWas() {
        assertThat(decoder.decode("acme.web-to-db", event.toByteArray(), IntentEvent.parser()))
                .isEqualTo(event);
    }

    @Test
    void noTruncationOfAMessageIsTakenForTheMessage() {
        byte[] whole = event.toByteArray();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decoder.decode("k", cut, IntentEvent.parser()))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(UnreadableEvent.class);
        }
    }

    @Test
    void aRecordWithoutAKeyIsUnreadable() {
        assertThatThrownBy(() -> decoder.decode(null, event.toByteArray(), IntentEvent.parser()))
                .isInstanceOfSatisfying(
                        UnreadableEvent.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEY_MISSING));
    }
}
