package dev.braid.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the one door for browsers is guarded. */
@ConfigMapping(prefix = "braid.gateway.edge")
public interface EdgeSettings {
    /** What the console may load and run, and who may frame it: nothing from elsewhere, nobody. */
    String contentSecurityPolicy();

    /** Requests a second that one tenant, or one operator, may send in the long run. */
    @WithDefault("200")
    double requestsPerSecond();

    /** Requests that it may send at once after a quiet time. */
    @WithDefault("400")
    int burst();
}
