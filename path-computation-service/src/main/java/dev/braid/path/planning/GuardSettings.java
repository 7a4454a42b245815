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
    /**
     * OBSERVE moves nothing and records what AUTOMATIC would do; RECOMMEND moves what an operator approved of that. The mode of all until somebody sets one
     * (AutomationService); the stricter of that and the tenant's counts.
     */
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

    /** What may move off links that are slow: little, what is slow can wait. */
    Slow slow();

    /** What may move off links that are down: much, what is down carries nothing. */
    Failed failed();

    /** A budget. */
    interface Limits {
        /** Moves of all connections together. */
        int perMinute();

        /** Moves of one connection. */
        int perConnectionPerHour();

        /** The share of all connections that may be on their way at a time ... */
        double inFlightRatio();

        /** ... and how many may be whatever share that is. */
        int inFlightLeast();

        /** Moves to and from one link. */
        int perLinkPerMinute();

        /** Moves to and from links of one provider. */
        int perProviderPerMinute();

        /** Moves to and from links of one metro. */
        int perMetroPerMinute();

        /** The same as the guard rails know it. */
        default Budget budget() {
            return new Budget(
                    perMinute(),
                    perConnectionPerHour(),
                    inFlightRatio(),
                    inFlightLeast(),
                    perLinkPerMinute(),
                    perProviderPerMinute(),
                    perMetroPerMinute());
        }
    }

    /** For slow links. */
    interface Slow extends Limits {
        @Override
        @WithDefault("60")
        int perMinute();

        @Override
        @WithDefault("2")
        int perConnectionPerHour();

        @Override
        @WithDefault("0.05")
        double inFlightRatio();

        @Override
        @WithDefault("5")
        int inFlightLeast();

        @Override
        @WithDefault("20")
        int perLinkPerMinute();

        @Override
        @WithDefault("40")
        int perProviderPerMinute();

        @Override
        @WithDefault("40")
        int perMetroPerMinute();
    }

    /** For links that are down. */
    interface Failed extends Limits {
        /** How long a link must be known to be down: what its provider says of its other links comes at the same time. */
        @WithDefault("200ms")
        Duration settle();

        @Override
        @WithDefault("20000")
        int perMinute();

        @Override
        @WithDefault("6")
        int perConnectionPerHour();

        @Override
        @WithDefault("1.0")
        double inFlightRatio();

        @Override
        @WithDefault("100")
        int inFlightLeast();

        @Override
        @WithDefault("20000")
        int perLinkPerMinute();

        @Override
        @WithDefault("20000")
        int perProviderPerMinute();

        @Override
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
                slow().budget(),
                failed().budget());
    }
}
