package dev.braid.telemetry.metrics;

import dev.braid.telemetry.domain.PublishRule;
import dev.braid.telemetry.windows.WindowRules;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How samples become windows, and which windows are published. */
@ConfigMapping(prefix = "braid.telemetry.windows")
public interface WindowSettings {
    /** How long after its end a window still takes samples. */
    @WithDefault("300ms")
    Duration grace();

    /** How often we look for windows that are over. */
    @WithDefault("20ms")
    Duration tick();

    /**
     * How far back a replica reads when it takes over a partition: its open windows come from there. Longer than a dead one keeps
     * its partitions, so that no window lies in between.
     */
    @WithDefault("10s")
    Duration replay();

    /** So many windows in a row without one packet mean that a link is down. */
    @WithDefault("2")
    int downAfter();

    /** What one window of one link holds. */
    @WithDefault("5000")
    int mostSamples();

    /** How many links are measured at once. */
    @WithDefault("50000")
    int mostLinks();

    /** The least change that is published of a link that carries nothing, as a share. */
    @WithDefault("0.02")
    double changeRatio();

    /** A link without change that carries nothing is published again after this time. */
    @WithDefault("10s")
    Duration repeat();

    /** The rules of the windows. */
    default WindowRules rules() {
        return new WindowRules(grace().toNanos() / 1_000, downAfter(), mostSamples(), mostLinks());
    }

    /** Which of them are published. */
    default PublishRule publishRule() {
        return new PublishRule(changeRatio(), repeat().toNanos() / 1_000);
    }
}
