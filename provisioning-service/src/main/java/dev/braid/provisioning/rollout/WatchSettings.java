package dev.braid.provisioning.rollout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How we listen to adapters that tell of changes, each provider by itself. */
@ConfigMapping(prefix = "braid.provisioning.watch")
interface WatchSettings {
    /** Whether to listen at all; without, the audit finds the same, later. */
    @WithDefault("true")
    boolean enabled();

    /** The hints that came meanwhile are taken together, no sooner than so long after the ones before. */
    @WithDefault("1s")
    Duration spacing();

    /** At most so many together. */
    @WithDefault("64")
    int batch();

    /** At most so many orders wait to be looked at; a hint about one more is dropped. */
    @WithDefault("4096")
    int queue();

    /** The longest wait after a stream has ended for the first time; doubled with each further one. */
    @WithDefault("500ms")
    Duration firstBackOff();

    /** No wait is longer; a stream that lives longer is a good one. */
    @WithDefault("60s")
    Duration longestBackOff();

    /** How soon an adapter that does not tell of changes is asked again whether it does. */
    @WithDefault("10m")
    Duration recheck();
}
