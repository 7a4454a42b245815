package dev.braid.telemetry.health;

import dev.braid.api.Topic;
import dev.braid.telemetry.clock.Clocks;
import dev.braid.telemetry.domain.ConnectionJudge;
import dev.braid.telemetry.domain.HealthPolicy;
import dev.braid.telemetry.domain.Judgement;
import dev.braid.telemetry.domain.MeasuredPlan;
import dev.braid.telemetry.domain.Now;
import dev.braid.telemetry.domain.PathFacts.Stage;
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
    private final Clocks clocks;
    private final MeterRegistry meters;
    private final Timer judgeDelay;
    private final Map<String, ConnectionJudge> judges = new HashMap<>();
    private final List<ConnectionJudge> waiting = new ArrayList<>();
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
            Clocks clocks,
            MeterRegistry meters) {
        this.policy = settings.policy();
        this.repetition = settings.repetition();
        this.paths = paths;
        this.metrics = metrics;
        this.board = board;
        this.ownership = ownership;
        this.outlet = outlet;
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
        Set<String> own = new HashSet<>();
        for (Followed followed : paths.all()) {
            if (ownership.owns(Topic.PATHS, followed.partition())) {
                followed.measured().ifPresent(plan -> {
                    own.add(plan.connectionId());
                    judge(plan, now);
                });
            }
        }
        judges.keySet().retainAll(own);
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
        }
        Optional<Judgement> judgement = judge.judge(metrics::reading, now);
        judgement.ifPresent(news -> publish(judge, news, now));
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
