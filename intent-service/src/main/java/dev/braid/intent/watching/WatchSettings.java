package dev.braid.intent.watching;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How changes reach watchers. */
@ConfigMapping(prefix = "braid.intent.watching")
interface WatchSettings {
    /** How often every watcher looks by itself, whether it was told of a change or not. */
    @WithDefault("10s")
    Duration sweepInterval();

    /** How soon the connection over which the database tells of changes is made again after it was lost. */
    @WithDefault("500ms")
    Duration reconnectDelay();

    /** How soon a reader that was too slow is asked again whether it takes more. */
    @WithDefault("100ms")
    Duration slowReaderDelay();
}
