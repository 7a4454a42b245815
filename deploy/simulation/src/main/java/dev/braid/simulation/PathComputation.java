package dev.braid.simulation;

import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.LinkFailure;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.decision.WindowClock;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.network.LinkQuality;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.simulation.Topic.Message;
import dev.braid.telemetry.domain.HealthState;
import dev.braid.telemetry.domain.HopReading;
import dev.braid.telemetry.domain.Judgement;
import dev.braid.telemetry.domain.LinkWindow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** path-computation-service as a process: what it decides is known, and on its topic, in one step. */
final class PathComputation {
    private final EventQueue queue;
    private final Topics topics;
    private final Change topology;
    private final Decider decider;
    private final Watch watch;
    private final Uptime uptime = new Uptime();
    private PlanningState state;

    /** Sees every decision on a connection. */
    interface Watch {
        /**
         * A connection has a new record.
         *
         * @param sentUs when the signal was sent, in true time
         */
        void decided(Signal signal, long sentUs, Optional<PathRecord> before, PathRecord after);

        void ignored(Signal signal, Decision.Ignored ignored);
    }

    PathComputation(EventQueue queue, Topics topics, World world, Decider decider, Watch watch) {
        this.queue = queue;
        this.topics = topics;
        this.topology = world.change();
        this.decider = decider;
        this.watch = watch;
        forget();
        topics.metrics().subscribe(uptime, this::measure);
        topics.intents().subscribe(uptime, message -> decide(message.value(), message.sentUs()));
        topics.reports().subscribe(uptime, this::report);
        topics.health().subscribe(uptime, this::judged);
        queue.every(Defaults.SECOND_US, Defaults.SECOND_US, this::turn);
    }

    /** All that it knows. */
    PlanningState state() {
        return state;
    }

    Instant now() {
        return instant(queue.nowUs());
    }

    static Instant instant(long trueUs) {
        return wall(Defaults.START_WALL_US + trueUs);
    }

    static long trueUs(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant) - Defaults.START_WALL_US;
    }

    private static Instant wall(long wallUs) {
        return Instant.EPOCH.plus(wallUs, ChronoUnit.MICROS);
    }

    private void forget() {
        state = new PlanningState();
        state.apply(topology);
    }

    /** It dies now, and knows what the topics say when it is back; what it had read last comes again. */
    void restart(long untilUs) {
        uptime.downUntil(untilUs);
        queue.at(untilUs, () -> {
            forget();
            topics.metrics().compacted().forEach(this::measure);
            topics.paths().compacted().forEach(record -> state.apply(new Change.RecordWritten(record.value())));
            topics.intents().readAgain(uptime);
            topics.reports().readAgain(uptime);
            topics.health().readAgain(uptime);
        });
    }

    private void turn() {
        if (queue.nowUs() < uptime.upUs()) {
            return;
        }
        for (String intentKey : List.copyOf(state.due(now()))) {
            if (WindowClock.turn(state, intentKey, now()) instanceof Decision.Changed(var records)) {
                records.forEach(this::write);
            }
        }
    }

    private void measure(Message<LinkWindow> message) {
        LinkWindow window = message.value();
        state.apply(new Change.LinkMeasured(new LinkMeasure(
                window.linkId(),
                wall(window.endUs()),
                window.latencyP50Us(),
                window.down(),
                Optional.of(new LinkQuality(window.jitterUs(), window.lossRatio())))));
        if (window.down()) {
            queue.at(queue.nowUs() + Defaults.SETTLE_US, this::moveOffFailures);
        }
    }

    /** Who stands over a link that is down does not wait for a judgement; the more important do not wait for others. */
    private void moveOffFailures() {
        if (queue.nowUs() < uptime.upUs()) {
            return;
        }
        for (PathRecord stranded : List.copyOf(state.stranded())) {
            LinkFailure.judgement(state, stranded).ifPresent(judged -> decide(judged, trueUs(judged.judgeTime())));
        }
    }

    private void report(Message<Signal.ProvisioningReport> message) {
        decide(message.value(), message.sentUs());
        state.apply(new Change.ReportSeen(
                message.value().connectionId(), message.value().sequence()));
    }

    private void judged(Message<Judgement> message) {
        decide(signal(message.value()), message.sentUs());
    }

    private void decide(Signal signal, long sentUs) {
        switch (decider.decide(state, signal, now())) {
            case Decision.Changed(var records) -> {
                for (PathRecord record : records) {
                    Optional<PathRecord> before = state.book().find(record.connectionId());
                    write(record);
                    watch.decided(signal, sentUs, before, record);
                }
            }
            case Decision.Ignored ignored -> watch.ignored(signal, ignored);
        }
    }

    private void write(PathRecord record) {
        state.apply(new Change.RecordWritten(record));
        topics.paths().send(record);
    }

    private static Signal.HealthJudged signal(Judgement judgement) {
        Instant judgeTime = wall(judgement.judgeTimeUs());
        List<LinkMeasure> evidence = new ArrayList<>();
        for (HopReading hop : judgement.evidence()) {
            if (hop.down() || hop.latencyP50Us() > 0) {
                evidence.add(new LinkMeasure(hop.linkId(), judgeTime, hop.latencyP50Us(), hop.down()));
            }
        }
        return new Signal.HealthJudged(
                judgement.plan().connectionId(),
                judgement.plan().revision(),
                judgeTime,
                state(judgement.state()),
                !judgement.breaches().isEmpty(),
                judgement.measured().latencyUs(),
                evidence);
    }

    private static Signal.HealthState state(HealthState state) {
        return switch (state) {
            case MET -> Signal.HealthState.MET;
            case AT_RISK -> Signal.HealthState.AT_RISK;
            case BROKEN -> Signal.HealthState.BROKEN;
            case UNKNOWN, NOT_JUDGED -> Signal.HealthState.UNKNOWN;
        };
    }
}
