package dev.braid.path.planning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the gate before automatic moves is kept honest. */
@ConfigMapping(prefix = "braid.path.gate")
interface GateSettings {
    /** How often it has to refuse what is known to be bad, beside at the start. */
    @WithDefault("5m")
    Duration proofPeriod();
}
