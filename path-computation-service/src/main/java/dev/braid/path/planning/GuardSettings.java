package dev.braid.path.planning;

import dev.braid.path.guard.Budget;
import dev.braid.path.guard.Evidence;
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

    /** How long a connection stays put after its first move; doubles with each further one of a day, six times at most. */
    @WithDefault("30s")
    Duration holdDown();

    /** How much better a path must be that does not keep the promise either; 0.1 for a tenth. */
    @WithDefault("0.1")
    double minGainRatio();

    /** Older judgements move nothing. */
    @WithDefault("30s")
    Duration maxEvidenceAge();

    /** Nothing moves onto a link that was measured before, and not for so long. */
    @WithDefault("30s")
    Duration maxMeasureAge();

    /** Where this share of a provider's links turns bad at once, its measuring is doubted, and nothing moves for it ... */
    @WithDefault("0.8")
    double suspectRatio();

    /** ... if they are at least so many. */
    @WithDefault("5")
    int suspectLeast();

    /** What is at once. */
    @WithDefault("10s")
    Duration suspectWithin();

    /** What may move off links that are slow. */
    Slow slow();

    /** What may move off links that are down. */
    Failed failed();

    /** A budget, small: what is slow can wait. */
    interface Slow {
        /** Moves of all connections together. */
        @WithDefault("60")
        int perMinute();

        /** Moves of one connection. */
        @WithDefault("2")
        int perConnectionPerHour();

        /** The share of all connections that may be on their way at a time ... */
        @WithDefault("0.05")
        double inFlightRatio();

        /** ... and how many may be whatever share that is. */
        @WithDefault("5")
        int inFlightLeast();

        /** Moves to and from one link. */
        @WithDefault("20")
        int perLinkPerMinute();

        /** Moves to and from links of one provider. */
        @WithDefault("40")
        int perProviderPerMinute();

        /** Moves to and from links of one metro. */
        @WithDefault("40")
        int perMetroPerMinute();
    }

    /** A budget, large: what is down carries nothing. */
    interface Failed {
        /** Moves of all connections together. */
        @WithDefault("20000")
        int perMinute();

        /** Moves of one connection. */
        @WithDefault("6")
        int perConnectionPerHour();

        /** The share of all connections that may be on their way at a time ... */
        @WithDefault("1.0")
        double inFlightRatio();

        /** ... and how many may be whatever share that is. */
        @WithDefault("100")
        int inFlightLeast();

        /** Moves to and from one link. */
        @WithDefault("20000")
        int perLinkPerMinute();

        /** Moves to and from links of one provider. */
        @WithDefault("20000")
        int perProviderPerMinute();

        /** Moves to and from links of one metro. */
        @WithDefault("20000")
        int perMetroPerMinute();
    }

    /** The same as the guard rails know it. */
    default GuardPolicy policy() {
        return new GuardPolicy(
                mode(),
                holdDown(),
                minGainRatio(),
                new Evidence(maxEvidenceAge(), maxMeasureAge(), suspectRatio(), suspectLeast(), suspectWithin()),
                new Budget(
                        slow().perMinute(),
                        slow().perConnectionPerHour(),
                        slow().inFlightRatio(),
                        slow().inFlightLeast(),
                        slow().perLinkPerMinute(),
                        slow().perProviderPerMinute(),
                        slow().perMetroPerMinute()),
                new Budget(
                        failed().perMinute(),
                        failed().perConnectionPerHour(),
                        failed().inFlightRatio(),
                        failed().inFlightLeast(),
                        failed().perLinkPerMinute(),
                        failed().perProviderPerMinute(),
                        failed().perMetroPerMinute()));
    }
}
