package dev.braid.intent.progress;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What reports of other services may say. */
@ConfigMapping(prefix = "braid.intent.progress")
interface ProgressSettings {
    /** How far ahead of our clock, or before an intent's creation, a report may be dated before it is refused. */
    @WithDefault("1h")
    Duration clockTolerance();
}
