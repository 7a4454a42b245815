package dev.braid.path.planning.control;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How people stop automatic moves. */
@ConfigMapping(prefix = "braid.path.control")
public interface ControlSettings {
    /**
     * While this file exists, whatever is in it, nothing is moved by the replica on this machine; nor while its folder
     * cannot be read. Its first line is told as the reason. Absent: there is no such file.
     */
    Optional<Path> stopFile();

    /** Fences those who write at the same time. The same for all replicas, and nobody else's. */
    @WithDefault("path-computation-controls-0")
    String transactionalId();

    /**
     * So long after it was last certain to know the newest record a replica moves nothing: within that time a stop counts
     * everywhere, whatever is broken.
     */
    @WithDefault("4s")
    Duration maxSilence();

    /** How often a replica makes certain. */
    @WithDefault("250ms")
    Duration confirmInterval();

    /** How long an approval of a recommended move counts: what the guard rails do not let pass until then is not made. */
    @WithDefault("10m")
    Duration approvalLife();

    /** How long a move that was declined is neither made nor recommended again. */
    @WithDefault("30m")
    Duration declineLife();

    /** How long to wait after a failure before reading all again. */
    @WithDefault("500ms")
    Duration restartDelay();
}
