package dev.braid.intent.intents;

import dev.braid.intent.contract.IntentEvents;
import dev.braid.intent.domain.Intent;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.events.OutgoingEvent;
import dev.braid.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Tells path computation of new generations, in the transaction that makes them. */
@ApplicationScoped
class Generations {
    private final Outbox outbox;
    private final IntentSettings settings;

    Generations(Outbox outbox, IntentSettings settings) {
        this.outbox = outbox;
        this.settings = settings;
    }

    /** The event of the newest generation; refused when it is too large to be sent. */
    OutgoingEvent event(Intent intent) {
        OutgoingEvent event = IntentEvents.generation(intent);
        int bytes = event.payload().getSerializedSize();
        if (bytes > settings.maxEventBytes()) {
            throw Refusal.invalid(
                    "spec.constraints",
                    "come to %d bytes over %d connections; at most %d are possible"
                            .formatted(bytes, intent.connections().size(), settings.maxEventBytes()));
        }
        return event;
    }

    Uni<Void> announce(StatelessSession session, Intent intent) {
        return outbox.add(session, event(intent));
    }
}
