package dev.braid.intent.quotes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How intents are qualified. */
@ConfigMapping(prefix = "braid.intent.quotes")
interface QuoteSettings {
    /** How long path computation may take for all connections of an intent. */
    @WithDefault("10s")
    Duration deadline();
}
