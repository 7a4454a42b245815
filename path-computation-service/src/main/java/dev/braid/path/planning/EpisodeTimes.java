package dev.braid.path.planning;

import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.decision.Signal.ProvisioningReport;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How long the stages of each move take: from the bad judgement to the decision, from there to traffic on the new path,
 * from there to the judgement that all promises are kept again, and all of it. The decisions tell the same of each move
 * and for good; of those on their way when a process ends, the stages that follow are not timed.
 */
final class EpisodeTimes {
    private static final int MOST = 100_000;

    private final MeterRegistry registry;
    private final Map<String, Episode> episodes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Episode> eldest) {
            return size() > MOST;
        }
    };

    /** A move that is not verified yet; the plan it makes, and when it came to its stages. */
    private record Episode(long revision, Instant judgeTime, Instant decideTime, Instant activeTime) {}

    /** What a stage ends with. */
    private enum Stage {
        DECIDED,
        ACTIVATED,
        VERIFIED,
        WHOLE
    }

    EpisodeTimes(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Takes a signal and what was decided on it, when that is committed. */
    void read(Signal signal, Decision decision) {
        switch (signal) {
            case HealthJudged judged -> {
                if (decision instanceof Decision.Changed(var records)) {
                    moved(judged, records.getFirst());
                } else {
                    judged(judged);
                }
            }
            case ProvisioningReport(var connectionId, var revision, var _, var outcome) -> {
                if (decision instanceof Decision.Changed(var records)) {
                    reported(connectionId, revision, outcome, records.getFirst().decideTime());
                }
            }
            case Signal.IntentRequested _, Signal.IntentTerminated _ -> {}
        }
    }

    private void moved(HealthJudged judged, PathRecord after) {
        Instant decideTime = after.decideTime();
        took(Stage.DECIDED, judged.judgeTime(), decideTime);
        long revision = after.plan().map(Plan::revision).orElse(0L);
        episodes.put(judged.connectionId(), new Episode(revision, judged.judgeTime(), decideTime, Instant.MAX));
    }

    private void reported(String connectionId, long revision, Outcome outcome, Instant time) {
        Episode episode = episodes.get(connectionId);
        if (episode == null || episode.revision() != revision) {
            return;
        }
        switch (outcome) {
            case Outcome.Activated _ -> {
                took(Stage.ACTIVATED, episode.decideTime(), time);
                episodes.put(connectionId, new Episode(revision, episode.judgeTime(), episode.decideTime(), time));
            }
            case Outcome.Failed _, Outcome.Released _ -> episodes.remove(connectionId);
            case Outcome.OldLegsReleased _,
                    Outcome.UnusedPlansReleased _,
                    Outcome.DriftFound _,
                    Outcome.WaitingChanged _ -> {}
        }
    }

    private void judged(HealthJudged judged) {
        Episode episode = episodes.get(judged.connectionId());
        boolean verified = episode != null
                && judged.state() == HealthState.MET
                && judged.revision() == episode.revision()
                && !episode.activeTime().equals(Instant.MAX);
        if (verified) {
            took(Stage.VERIFIED, episode.activeTime(), judged.judgeTime());
            took(Stage.WHOLE, episode.judgeTime(), judged.judgeTime());
            episodes.remove(judged.connectionId());
        }
    }

    /** Times are those of several clocks. */
    private void took(Stage stage, Instant from, Instant to) {
        Duration time = Duration.between(from, to);
        Timer.builder("braid.path.episode.time")
                .description("Stages of a move, by what they end with")
                .tag("stage", stage.name().toLowerCase(Locale.ROOT))
                .publishPercentileHistogram()
                .register(registry)
                .record(time.isNegative() ? Duration.ZERO : time);
    }
}
