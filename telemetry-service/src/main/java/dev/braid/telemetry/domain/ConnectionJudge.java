package dev.braid.telemetry.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Judges one connection on one plan, once a second. A second counts as a window only when every link of the path has
 * brought a new one: an old reading is never counted twice, so silence cannot add up to trouble.
 */
public final class ConnectionJudge {
    private final MeasuredPlan plan;
    private final HealthPolicy policy;
    private final Repetition repetition;
    private final long startSteadyUs;
    private final Map<String, Long> countedEndsUs = new HashMap<>();
    private final Optional<Trend> trend;
    private Optional<Forecast> forecast = Optional.empty();
    private boolean badPublished;
    private Health health;
    private HealthState published;
    private boolean planPublished;
    private long publishedSteadyUs;
    private long judgeTimeUs;

    /**
     * How often a judgement without change is published.
     *
     * @param troubleUs in trouble
     * @param calmUs otherwise
     */
    public record Repetition(long troubleUs, long calmUs) {}

    /**
     * Starts to judge a plan.
     *
     * @param known what was published of this plan before, by this judge's predecessor
     * @param readings the windows there are already; they belong to the time before and do not count
     */
    public ConnectionJudge(
            MeasuredPlan plan,
            HealthPolicy policy,
            Repetition repetition,
            Optional<Judged> known,
            Function<String, HopReading> readings,
            Now now) {
        this.plan = plan;
        this.policy = policy;
        this.repetition = repetition;
        this.startSteadyUs = now.steadyUs();
        this.trend =
                policy.forecastWindows() > 0 && plan.promises().maxLatencyUs().isPresent()
                        ? Optional.of(new Trend(policy.forecastWindows()))
                        : Optional.empty();
        this.planPublished =
                known.filter(before -> before.revision() == plan.revision()).isPresent();
        this.health = planPublished ? Health.resumed(known.get().state()) : Health.unjudged();
        this.published = known.map(Judged::state).orElse(HealthState.NOT_JUDGED);
        this.judgeTimeUs = known.map(Judged::judgeTimeUs).orElse(0L);
        this.publishedSteadyUs = now.steadyOf(judgeTimeUs);
        plan.linkIds().forEach(linkId -> {
            HopReading old = readings.apply(linkId);
            if (old != null) {
                countedEndsUs.put(linkId, old.windowEndUs());
            }
        });
    }

    /** A judgement that was published. */
    public record Judged(long revision, HealthState state, long judgeTimeUs) {}

    /** The plan under judgement. */
    public MeasuredPlan plan() {
        return plan;
    }

    /**
     * Looks at the newest windows and says what is to be published now, if anything is. A judgement counts as
     * published only after {@link #published(Judgement, Now)}; until then the next call offers one again.
     */
    public Optional<Judgement> judge(Function<String, HopReading> readings, Now now) {
        List<HopReading> path = path(readings);
        if (silent(path, now)) {
            health = health.silent();
            look(Optional.empty());
        } else if (allNew(path)) {
            path.forEach(hop -> countedEndsUs.put(hop.linkId(), hop.windowEndUs()));
            PathMeasure measure = PathMeasure.of(path);
            look(Optional.of(measure));
            health = health.after(PathWindow.of(breaches(measure), measure.down(), forecast.isPresent()), policy);
        }
        return due(now) ? Optional.of(judgement(path, now)) : Optional.empty();
    }

    /** Ahead; what is down has no latency, and a time without windows no trend. */
    private void look(Optional<PathMeasure> measured) {
        Optional<Trend> ahead = measured.filter(measure -> !measure.down()).flatMap(_ -> trend);
        if (ahead.isEmpty()) {
            trend.ifPresent(Trend::forget);
            forecast = Optional.empty();
        } else {
            ahead.get().add(measured.get().latencyUs());
            forecast = ahead.get().reaching(plan.promises().maxLatencyUs().orElseThrow());
        }
    }

    /** Whether every link of the path has brought a window since the last one that counted. */
    public boolean isReady(Function<String, HopReading> readings) {
        return allNew(path(readings));
    }

    /** Notes that the judgement reached the topic. */
    public void published(Judgement judgement, Now now) {
        published = judgement.state();
        planPublished = true;
        publishedSteadyUs = now.steadyUs();
        badPublished = judgement.badWindowCount() >= policy.atRiskBad();
    }

    private List<HopReading> path(Function<String, HopReading> readings) {
        return plan.linkIds().stream().map(readings).filter(Objects::nonNull).toList();
    }

    private boolean silent(List<HopReading> path, Now now) {
        if (now.steadyUs() - startSteadyUs <= policy.silenceUs()) {
            return false;
        }
        return path.size() < plan.linkIds().size()
                || path.stream()
                        .anyMatch(hop ->
                                now.steadyUs() - Math.max(hop.heardSteadyUs(), startSteadyUs) > policy.silenceUs());
    }

    private boolean allNew(List<HopReading> path) {
        return path.size() == plan.linkIds().size()
                && path.stream()
                        .allMatch(hop -> hop.windowEndUs() > countedEndsUs.getOrDefault(hop.linkId(), Long.MIN_VALUE));
    }

    private List<Breach> breaches(PathMeasure measure) {
        return plan.promises().broken(measure, policy.badLossRatio());
    }

    private boolean due(Now now) {
        HealthState state = health.state();
        if (state == HealthState.NOT_JUDGED) {
            return false;
        }
        long pauseUs = state.isTrouble() ? repetition.troubleUs() : repetition.calmUs();
        // Who was at risk of what was only foreseen has to be moved once it is there.
        boolean worse = state == HealthState.AT_RISK && health.isBad(policy) && !badPublished;
        return state != published || worse || !planPublished || now.steadyUs() - publishedSteadyUs >= pauseUs;
    }

    private Judgement judgement(List<HopReading> path, Now now) {
        // Readers drop what is not newer, so our time does not go back, unless it stands in a future that nobody
        // believes.
        judgeTimeUs = now.isBefore(judgeTimeUs) ? now.wallUs() : Math.max(now.wallUs(), judgeTimeUs + 1);
        PathMeasure measure = PathMeasure.of(path);
        return new Judgement(
                plan,
                judgeTimeUs,
                health.state(),
                published,
                measure,
                health.state() == HealthState.UNKNOWN ? List.of() : breaches(measure),
                health.badWindowCount(),
                health.offTargetWindowCount(),
                health.windowCount(),
                health.state() == HealthState.UNKNOWN ? Optional.empty() : forecast,
                path);
    }
}
