package dev.braid.intent.intents;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of intents. */
@ConfigMapping(prefix = "braid.intent.intents")
interface IntentSettings {
    /** How large the event of one generation may become, in bytes; the broker takes a million and some headers. */
    @WithDefault("900000")
    int maxEventBytes();
}
