package dev.braid.gateway.events;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The gateway is ready when it sees what happens. */
@Readiness
@ApplicationScoped
class EventsReady implements HealthCheck {
    private final TopicTail tail;

    EventsReady(TopicTail tail) {
        this.tail = tail;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("live-events")
                .status(tail.isListening())
                .build();
    }
}
