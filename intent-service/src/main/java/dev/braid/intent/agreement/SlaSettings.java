package dev.braid.intent.agreement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How promises are accounted for, and what is credited where they are not kept. */
@ConfigMapping(prefix = "braid.intent.sla")
public interface SlaSettings {
    /**
     * What is credited, each as {@code AVAILABILITY:CREDIT} in percent: below that availability in the month, that
     * share of the month's charge. At most four decimals. A change counts for months that are not settled yet.
     */
    @WithDefault("99.9:10,99.5:25,99:50")
    List<String> tiers();

    /** How long after its end a month is settled: as long, late news of it are waited for. */
    @WithDefault("72h")
    Duration grace();

    /** How often it is looked whether a month is to be settled. */
    @WithDefault("5m")
    Duration settlePeriod();

    /** How long a judgement of trouble stands: telemetry repeats it every 5 s. */
    @WithDefault("30s")
    Duration troubleStands();

    /** How long any other judgement stands: telemetry repeats it every 10 min. */
    @WithDefault("25m")
    Duration calmStands();

    /** How much later than a newer one a judgement may come and still count. */
    @WithDefault("2m")
    Duration lateness();
}
