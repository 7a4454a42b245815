package dev.braid.platform.app;

import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.events.EventIntake;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Keeps what it took, and fails on demand: the tenant id of an event says how. */
@ApplicationScoped
public class IntentEvents {
    private final List<IntentEvent> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger outages = new AtomicInteger();

    private final EventIntake intake;

    IntentEvents(EventIntake intake) {
        this.intake = intake;
    }

    public List<IntentEvent> taken() {
        return taken;
    }

    public int outages() {
        return outages.get();
    }

    @Incoming("intents")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public Uni<Void> on(Message<byte[]> message) {
        return intake.take(message, IntentEvent.parser(), this::apply);
    }

    private Uni<Void> apply(IntentEvent event) {
        return switch (event.getTenantId()) {
            case "refused" -> Uni.createFrom().failure(Refusal.invalid("tenant_id", "is never accepted"));
            case "broken" -> Uni.createFrom().failure(new IllegalStateException("always fails"));
            case "outage" -> {
                if (outages.incrementAndGet() < 8) {
                    yield Uni.createFrom().failure(new IOException("the database is away"));
                }
                taken.add(event);
                yield Uni.createFrom().voidItem();
            }
            default -> {
                taken.add(event);
                yield Uni.createFrom().voidItem();
            }
        };
    }
}
