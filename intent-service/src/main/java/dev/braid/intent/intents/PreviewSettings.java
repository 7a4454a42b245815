package dev.braid.intent.intents;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How changes are previewed. */
@ConfigMapping(prefix = "braid.intent.previews")
interface PreviewSettings {
    /** How long path computation and provisioning may take together for all connections of an intent. */
    @WithDefault("10s")
    Duration deadline();
}
