package dev.braid.telemetry.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only when the topics that this service lives on have been read. */
@Readiness
@ApplicationScoped
class CaughtUpCheck implements HealthCheck {
    private final TopicFollower follower;

    CaughtUpCheck(TopicFollower follower) {
        this.follower = follower;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("topics read")
                .status(follower.isCaughtUp())
                .build();
    }
}
