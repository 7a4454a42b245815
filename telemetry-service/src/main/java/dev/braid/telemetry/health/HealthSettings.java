package dev.braid.telemetry.health;

import dev.braid.telemetry.domain.ConnectionJudge.Repetition;
import dev.braid.telemetry.domain.HealthPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a connection counts as in trouble, when as well again, and how often that is said. */
@ConfigMapping(prefix = "braid.telemetry.health")
public interface HealthSettings {
    /** So many bad windows ... */
    @WithDefault("3")
    int atRiskBad();

    /** ... of the last so many are AT_RISK. */
    @WithDefault("5")
    int atRiskOf();

    /** So many bad windows ... */
    @WithDefault("8")
    int brokenBad();

    /** ... of the last so many are BROKEN. */
    @WithDefault("10")
    int brokenOf();

    /** So many windows in a row with a link down are BROKEN. */
    @WithDefault("3")
    int brokenDownInRow();

    /** So many good windows in a row end trouble. */
    @WithDefault("10")
    int goodInRow();

    /** A link that loses this share or more makes a window bad. */
    @WithDefault("0.5")
    double badLossRatio();

    /** A path with a link that was silent for longer is UNKNOWN. */
    @WithDefault("5s")
    Duration silence();

    /** The trend of so many windows tells what comes, an even number of at least 20; 0 where nobody wants to know. */
    @WithDefault("60")
    int forecastWindows();

    /** How long after the windows have closed they are judged: the way over the broker. */
    @WithDefault("50ms")
    Duration settle();

    /** How soon those are looked at again whose windows were not all there, until they are or the next second comes. */
    @WithDefault("50ms")
    Duration lookAgain();

    /** How often a judgement of AT_RISK or BROKEN is repeated. */
    @WithDefault("5s")
    Duration repeatTrouble();

    /** How often any other judgement is repeated: a new replica reads back twice as far. */
    @WithDefault("10m")
    Duration repeatCalm();

    /** How many callers may watch at once. */
    @WithDefault("1000")
    int mostWatchers();

    /** When trouble begins and ends. */
    default HealthPolicy policy() {
        return new HealthPolicy(
                atRiskBad(),
                atRiskOf(),
                brokenBad(),
                brokenOf(),
                brokenDownInRow(),
                goodInRow(),
                badLossRatio(),
                silence().toNanos() / 1_000,
                forecastWindows());
    }

    /** How often judgements are repeated. */
    default Repetition repetition() {
        return new Repetition(repeatTrouble().toNanos() / 1_000, repeatCalm().toNanos() / 1_000);
    }
}
