package dev.braid.gateway.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of the live events. */
@ConfigMapping(prefix = "braid.gateway.events")
public interface EventSettings {
    /** Events that wait for one reader: some seconds of a large network. Beyond it the reader is told of a gap. */
    @WithDefault("5000")
    int queueSize();

    /** Events on paths, provisioning and health that are kept for readers who come back. */
    @WithDefault("10000")
    int backlogSize();

    /** Link metrics that are kept for readers who come back. */
    @WithDefault("20000")
    int linkMetricsBacklogSize();

    /** The longest text of each of the two, in characters. */
    @WithDefault("16000000")
    long backlogCharacters();

    /** Records of one partition that are read after an outage. Where more were missed, readers are told of a gap. */
    @WithDefault("20000")
    long maxCatchUp();

    /** Readers at once. */
    @WithDefault("500")
    int maxReaders();

    /** Of these, readers of one tenant, or of one operator. */
    @WithDefault("25")
    int maxReadersPerTenant();

    /** How long a stream may be quiet before a comment is sent; the token is looked at again at the same pace. */
    @WithDefault("15s")
    Duration heartbeat();
}
