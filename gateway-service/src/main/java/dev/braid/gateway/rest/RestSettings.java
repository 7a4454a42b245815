package dev.braid.gateway.rest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of REST requests. */
@ConfigMapping(prefix = "braid.gateway.rest")
public interface RestSettings {
    /** How long a service has to answer when the caller says nothing. */
    @WithDefault("10s")
    Duration defaultTimeout();

    /** The longest time that a caller may ask for with Braid-Timeout-Ms; services refuse more than 30 s. */
    @WithDefault("30s")
    Duration maxTimeout();

    /** The largest body, in bytes. */
    @WithDefault("1048576")
    long maxBodyBytes();

    /** How long a stream may be quiet before a comment is sent. */
    @WithDefault("15s")
    Duration heartbeat();

    /** How long a stream may last; then the caller opens it again, with a token that is still good. */
    @WithDefault("1h")
    Duration maxStreamAge();

    /** Streams to one service at once. A service takes 100 calls over one connection; the rest is for single calls. */
    @WithDefault("64")
    int maxStreamsPerService();

    /** Of these, streams that one tenant, or one operator, may have open to one service. */
    @WithDefault("10")
    int maxStreamsPerTenant();
}
