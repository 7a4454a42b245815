package dev.braid.path.planning;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the topics are read, as a standby or as the writer; says which. */
@Readiness
@ApplicationScoped
class PlanningReadiness implements HealthCheck {
    private final LiveState live;

    PlanningReadiness(LiveState live) {
        this.live = live;
    }

    @Override
    public HealthCheckResponse call() {
        Role role = live.role();
        boolean caughtUp =
                switch (role) {
                    case JOINING -> false;
                    case STANDBY, WRITER -> true;
                };
        return HealthCheckResponse.named("planning")
                .status(caughtUp)
                .withData("caught_up", caughtUp)
                .withData("role", role.name())
                .build();
    }
}
