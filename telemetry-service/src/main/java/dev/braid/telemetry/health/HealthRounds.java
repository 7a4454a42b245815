package dev.braid.telemetry.health;

import dev.braid.api.Topic;
import dev.braid.telemetry.clock.Clocks;
import dev.braid.telemetry.domain.ConnectionJudge;
import dev.braid.telemetry.domain.ConnectionKey;
import dev.braid.telemetry.domain.HealthPolicy;
import dev.braid.telemetry.domain.HealthState;
import dev.braid.telemetry.domain.Judgement;
import dev.braid.telemetry.domain.MeasuredPlan;
import dev.braid.telemetry.domain.Now;
import dev.braid.telemetry.domain.PathFacts.Stage;
import dev.braid.telemetry.domain.PathMeasure;
import dev.braid.telemetry.domain.Resolution;
import dev.braid.telemetry.history.ConnectionHistory;
import dev.braid.telemetry.kafka.Outlet;
import dev.braid.telemetry.kafka.Ownership;
import dev.braid.telemetry.metrics.LinkMetricsBoard;
import dev.braid.telemetry.network.PathBook;
import dev.braid.telemetry.network.PathBook.Followed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Judges, in one round, every connection that this replica answers for. Rounds run on one thread. */
@ApplicationScoped
public class HealthRounds {
    private static final Logger LOG = Logger.getLogger(HealthRounds.class);

    private final HealthPolicy policy;
    private final ConnectionJudge.Repetition repetition;
    private final PathBook paths;
    private final LinkMetricsBoard metrics;
    private final HealthBoard board;
    private final Ownership ownership;
    private final Outlet outlet;
    private final ConnectionHistory history;
    private final Clocks clocks;
    private final MeterRegistry meters;
    private final Timer judgeDelay;
    private final Map<String, ConnectionJudge> judges = new HashMap<>();
    private final List<ConnectionJudge> waiting = new ArrayList<>();
    private long secondUs;
    private final Queue<Said> said = new ConcurrentLinkedQueue<>();

    /** A judgement that the broker has. */
    private record Said(ConnectionJudge judge, Judgement judgement, Now when) {}

    HealthRounds(
            HealthSettings settings,
            PathBook paths,
            LinkMetricsBoard metrics,
            HealthBoard board,
            Ownership ownership,
            Outlet outlet,
            ConnectionHistory history,
            Clocks clocks,
            MeterRegistry meters) {
        this.policy = settings.policy();
        this.repetition = settings.repetition();
        this.paths = paths;
        this.metrics = metrics;
        this.board = board;
        this.ownership = ownership;
        this.outlet = outlet;
        this.history = history;
        this.clocks = clocks;
        this.meters = meters;
        this.judgeDelay = Timer.builder("braid.telemetry.health.delay")
                .description("From the end of the newest window to the judgement that it changed")
                .publishPercentileHistogram()
                .register(meters);
    }

    /** Judges all. */
    void run() {
        noteSaid();
        recallPlans();
        paths.refreshLinksInUse();
        board.forget(paths::isAlive);
        judgeOwn();
    }

    private void noteSaid() {
        for (Said done = said.poll(); done != null; done = said.poll()) {
            done.judge().published(done.judgement(), done.when());
        }
    }

    /** Whether the last round found connections without all their windows, and they have not come since. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Judges those of them whose windows have come: a window that is a moment late is not a second late. */
    void catchUp() {
        noteSaid();
        Now now = clocks.now();
        waiting.removeIf(judge -> {
            boolean ready = judge.isReady(metrics::reading);
            if (ready) {
                keepMeasured(judge);
                judge.judge(metrics::reading, now).ifPresent(news -> publish(judge, news, now));
            }
            return ready;
        });
    }

    /** A connection whose new plan is being built when this process starts is still on the plan it was judged by. */
    private void recallPlans() {
        for (Followed followed : paths.all()) {
            if (followed.facts().stage() == Stage.PLANNED && followed.measured().isEmpty()) {
                board.find(followed.facts().connectionId())
                        .flatMap(health -> followed.facts().held(health.getRevision()))
                        .ifPresent(plan -> paths.recall(followed.facts(), plan));
            }
        }
    }

    private void judgeOwn() {
        Now now = clocks.now();
        waiting.clear();
        // The one that was over when the round began; windows that come a moment later are still of it.
        secondUs = Resolution.SECOND.startUs(now.wallUs()) - Resolution.SECOND.lengthUs();
        Set<String> own = new HashSet<>();
        Set<ConnectionKey> kept = new HashSet<>();
        for (Followed followed : paths.all()) {
            if (ownership.owns(Topic.PATHS, followed.partition())) {
                followed.measured().ifPresent(plan -> {
                    own.add(plan.connectionId());
                    kept.add(key(plan));
                    judge(plan, now);
                });
            }
        }
        judges.keySet().retainAll(own);
        history.endSecond(secondUs, kept);
    }

    private void judge(MeasuredPlan plan, Now now) {
        ConnectionJudge judge = judges.compute(plan.connectionId(), (_, sitting) -> {
            if (sitting != null && sitting.plan().equals(plan)) {
                return sitting;
            }
            var known = board.find(plan.connectionId()).map(HealthProto::judged);
            return new ConnectionJudge(plan, policy, repetition, known, metrics::reading, now);
        });
        if (!judge.isReady(metrics::reading)) {
            waiting.add(judge);
        } else {
            keepMeasured(judge);
        }
        Optional<Judgement> judgement = judge.judge(metrics::reading, now);
        history.judged(key(plan), secondUs, judgement.map(Judgement::state).orElseGet(() -> published(plan)));
        judgement.ifPresent(news -> publish(judge, news, now));
    }

    private void keepMeasured(ConnectionJudge judge) {
        history.measured(
                key(judge.plan()),
                secondUs,
                PathMeasure.of(judge.plan().linkIds().stream()
                        .map(metrics::reading)
                        .filter(Objects::nonNull)
                        .toList()));
    }

    /** The judgement of the plan that stands, as all have heard it. */
    private HealthState published(MeasuredPlan plan) {
        return board.find(plan.connectionId())
                .map(HealthProto::judged)
                .filter(judged -> judged.revision() == plan.revision())
                .map(ConnectionJudge.Judged::state)
                .orElse(HealthState.NOT_JUDGED);
    }

    private static ConnectionKey key(MeasuredPlan plan) {
        return new ConnectionKey(plan.tenantId(), plan.connectionId());
    }

    private void publish(ConnectionJudge judge, Judgement judgement, Now now) {
        outlet.send(HealthProto.event(judgement)).whenComplete((_, failure) -> {
            if (failure == null) {
                said.add(new Said(judge, judgement, now));
                count(judgement);
            } else {
                // The judge offers it again in the next round.
                LOG.warnf(
                        "The health of %s was not published: %s",
                        judgement.plan().connectionId(), failure.toString());
            }
        });
    }

    private void count(Judgement judgement) {
        if (judgement.state() != judgement.previous()) {
            judgement.evidence().stream()
                    .mapToLong(hop -> judgement.judgeTimeUs() - hop.windowEndUs())
                    .min()
                    .ifPresent(delayUs -> judgeDelay.record(Math.max(0, delayUs), TimeUnit.MICROSECONDS));
            meters.counter(
                            "braid.telemetry.health.transitions",
                            "from",
                            judgement.previous().name(),
                            "to",
                            judgement.state().name())
                    .increment();
            LOG.infof(
                    "%s revision %d: %s -> %s, %d us, breaches %s%s",
                    judgement.plan().connectionId(),
                    judgement.plan().revision(),
                    judgement.previous(),
                    judgement.state(),
                    judgement.measured().latencyUs(),
                    judgement.breaches(),
                    judgement.forecast().map(ahead -> ", " + ahead).orElse(""));
        }
    }
}
