package dev.braid.path.planning;

import dev.braid.path.guard.GuardPolicy;
import dev.braid.path.guard.Mode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How far automatic moves may go. */
@ConfigMapping(prefix = "braid.path.guard")
public interface GuardSettings {
    /** OBSERVE and RECOMMEND move nothing and log what AUTOMATIC would do. */
    @WithDefault("AUTOMATIC")
    Mode mode();

    /** How long a connection stays put after its first move; doubles with each further one, six times at most. */
    @WithDefault("30s")
    Duration holdDown();

    /** How many moves a minute are allowed, of all connections together. */
    @WithDefault("60")
    int maxMovesPerMinute();

    /** How much better a path must be that does not keep the promise either; 0.1 for a tenth. */
    @WithDefault("0.1")
    double minGainRatio();

    /** Older judgements move nothing. */
    @WithDefault("30s")
    Duration maxEvidenceAge();

    /** The same as the guard rails know it. */
    default GuardPolicy policy() {
        return new GuardPolicy(mode(), holdDown(), maxMovesPerMinute(), minGainRatio(), maxEvidenceAge());
    }
}
