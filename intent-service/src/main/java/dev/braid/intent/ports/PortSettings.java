package dev.braid.intent.ports;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How ports are checked. */
@ConfigMapping(prefix = "braid.intent.ports")
interface PortSettings {
    /** How long path computation may take to say whether a location exists. */
    @WithDefault("3s")
    Duration locationDeadline();
}
