package dev.braid.path.planning;

import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is decided and how long that takes. Counts are made when a decision is committed. */
@ApplicationScoped
class PlanningMetrics {
    private final MeterRegistry registry;
    private final Map<Cause, Counter> plans = new EnumMap<>(Cause.class);
    private final Timer planTime;
    private final Timer intentDelay;
    private final Timer commitTime;
    private final EpisodeTimes episodes;
    private final AtomicInteger movesWaiting = new AtomicInteger();

    PlanningMetrics(MeterRegistry registry, LiveState live) {
        this.registry = registry;
        this.episodes = new EpisodeTimes(registry);
        this.planTime = Timer.builder("braid.path.plan.time")
                .description("Computing the paths of one signal")
                .publishPercentileHistogram()
                .register(registry);
        this.intentDelay = Timer.builder("braid.path.intent.delay")
                .description("From an intent's arrival on its topic to the commit of its answer")
                .publishPercentileHistogram()
                .register(registry);
        this.commitTime = Timer.builder("braid.path.commit.time")
                .description("Committing one batch")
                .publishPercentileHistogram()
                .register(registry);
        Gauge.builder("braid.path.moves.waiting", movesWaiting, AtomicInteger::get)
                .description("Connections that are in trouble and wait for their turn to be moved")
                .tag("reason", "link-down")
                .register(registry);
        registry.gauge("braid.path.writer", live, state -> state.role() == Role.WRITER ? 1 : 0);
    }

    void decided(Signal signal, Decision decision, long planNanos) {
        episodes.read(signal, decision);
        switch (decision) {
            case Decision.Changed(var records) -> {
                planTime.record(Duration.ofNanos(planNanos));
                records.forEach(record -> written(signal, record));
            }
            case Decision.Ignored ignored ->
                registry.counter("braid.path.ignored", "signal", nameOf(signal), "kind", ignored.kind())
                        .increment();
        }
    }

    private void written(Signal signal, PathRecord record) {
        if (record.phase() == Phase.PLANNED && record.plan().isPresent()) {
            plans.computeIfAbsent(record.plan().get().why().cause(), this::plans)
                    .increment();
        }
        if (signal instanceof Signal.HealthJudged) {
            registry.counter("braid.path.moves").increment();
        }
        boolean rejects = signal instanceof Signal.IntentRequested
                || (signal instanceof Signal.ProvisioningReport report
                        && report.outcome() instanceof Signal.Outcome.Failed);
        if (rejects) {
            record.rejection()
                    .ifPresent(rejection -> registry.counter(
                                    "braid.path.rejections",
                                    "binding",
                                    rejection.binding().name().toLowerCase(Locale.ROOT))
                            .increment());
        }
    }

    private Counter plans(Cause cause) {
        return registry.counter("braid.path.plans", "cause", cause.name().toLowerCase(Locale.ROOT));
    }

    private static String nameOf(Signal signal) {
        return switch (signal) {
            case Signal.IntentRequested _ -> "intent-requested";
            case Signal.IntentTerminated _ -> "intent-terminated";
            case Signal.ProvisioningReport _ -> "provisioning";
            case Signal.HealthJudged _ -> "health";
        };
    }

    void answered(long arrivedAtMillis, long nowMillis) {
        intentDelay.record(Duration.ofMillis(Math.max(0, nowMillis - arrivedAtMillis)));
    }

    void committed(long nanos) {
        commitTime.record(Duration.ofNanos(nanos));
    }

    void deadLetter(String topic, String reason) {
        registry.counter("braid.dead.letters", "topic", topic, "reason", reason).increment();
    }

    void aborted() {
        registry.counter("braid.path.aborted.transactions").increment();
    }

    void tookOver() {
        registry.counter("braid.path.takeovers").increment();
    }

    void movesWaiting(int count) {
        movesWaiting.set(count);
    }

    void steppedDown() {
        movesWaiting.set(0);
        registry.counter("braid.path.step.downs").increment();
    }
}
