package dev.braid.simulation;

import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.telemetry.domain.HealthPolicy;
import dev.braid.telemetry.domain.Sample;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** One seed of one scenario, from nothing to rest. */
final class Run {
    /** So long after the last fault everything is settled. */
    static final long SETTLE_US = 60 * Defaults.SECOND_US;

    private static final long LEAST_US = 600 * Defaults.SECOND_US;
    private static final long WATCHED_US = 60 * Defaults.SECOND_US;
    private static final double REFUSAL_SHARE = 0.03;

    private final EventQueue queue = new EventQueue();
    private final Trace trace = new Trace(queue);
    private final Findings findings = new Findings(queue);
    private final Said said = new Said();
    private final HealthCheck health = new HealthCheck(queue, findings, said, trace);
    private final ReservationCheck reservations = new ReservationCheck(findings);
    private final Scenario scenario;
    private final long seed;
    private final long calmUs;
    private final MoveCheck moves;
    private final GoalCheck goals;
    private final PathComputation paths;
    private final Provisioning provisioning;
    private final RestCheck rest;
    private boolean changed;
    private long settleUs;

    /** What is played. Tests plant bugs in the policy and in the decider; the checks never look at these. */
    record Settings(HealthPolicy health, Decider decider) {
        static final Settings REAL = new Settings(Defaults.HEALTH, Decider.real(Defaults.GUARD));
    }

    private Run(Scenario scenario, long seed, Settings settings) {
        this.scenario = scenario;
        this.seed = seed;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom")
                .create(seed * 31 + List.of(Scenario.values()).indexOf(scenario));
        World world = new World(random);
        List<Fault> faults = Plot.of(scenario, world, random);
        Truth truth = new Truth(world, faults);
        calmUs = Plot.endUs(faults);
        Topics topics = Topics.on(queue, random);
        moves = new MoveCheck(queue, findings, said, Defaults.GUARD);
        goals = new GoalCheck(queue, findings, scenario, truth, faults);
        Telemetry telemetry = new Telemetry(queue, topics, world, settings.health(), faults);
        paths = new PathComputation(queue, topics, world, settings.decider(), new Watching());
        provisioning = new Provisioning(queue, random, topics, REFUSAL_SHARE, calmUs, () -> changed = true);
        rest = new RestCheck(Defaults.GUARD, world, truth, health, provisioning);
        topics.health().subscribe(new Uptime(), message -> {
            health.look(message.value());
            goals.judged(message.value());
        });
        for (Customers.Wish wish : new Customers(world, random, calmUs).wishes()) {
            queue.at(wish.timeUs(), () -> topics.intents().send(wish.signal()));
        }
        for (String carrier : World.CARRIERS) {
            Source source = new Source(carrier, world, faults, truth, random);
            queue.every(random.nextLong(Defaults.SECOND_US), Defaults.SECOND_US, () -> feed(source, topics));
        }
        faults.forEach(fault -> plan(fault, telemetry));
        queue.every(calmUs, Defaults.SECOND_US, this::lookForRest);
    }

    static Outcome of(Scenario scenario, long seed, Settings settings) {
        return new Run(scenario, seed, settings).outcome();
    }

    private void feed(Source source, Topics topics) {
        List<Sample> samples = source.measure(queue.nowUs());
        said.add(queue.nowUs(), samples);
        topics.samples().send(samples);
    }

    private void plan(Fault fault, Telemetry telemetry) {
        queue.at(fault.fromUs(), () -> {
            trace.note("begins: " + fault);
            if (fault instanceof Fault.Restart restart) {
                switch (restart.service()) {
                    case TELEMETRY -> telemetry.restart(restart.untilUs());
                    case PATH_COMPUTATION -> paths.restart(restart.untilUs());
                }
            }
        });
        queue.at(fault.untilUs(), () -> trace.note("is over: " + fault));
    }

    private final class Watching implements PathComputation.Watch {
        @Override
        public void decided(Signal signal, long sentUs, Optional<PathRecord> before, PathRecord after) {
            changed = true;
            trace.note("%s -> %s %s %s, held %d"
                    .formatted(
                            brief(signal),
                            after.connectionId(),
                            after.phase(),
                            after.plan()
                                    .map(plan -> "revision %d over %s".formatted(plan.revision(), plan.linkIds()))
                                    .orElse("without a plan"),
                            after.heldPlans().size()));
            boolean newPlan = after.plan().isPresent()
                    && before.flatMap(PathRecord::plan).map(Plan::revision).orElse(0L)
                            != after.plan().get().revision();
            if (signal instanceof Signal.HealthJudged judged && newPlan) {
                moves.moved(judged, sentUs, before.orElseThrow(), after);
                goals.moved(before.orElseThrow(), after);
            }
        }

        @Override
        public void ignored(Signal signal, Decision.Ignored ignored) {
            trace.mark(ignored.kind().hashCode());
            if (signal instanceof Signal.HealthJudged judged
                    && judged.state() != Signal.HealthState.MET
                    && judged.state() != Signal.HealthState.UNKNOWN) {
                trace.note("%s -> %s: %s".formatted(brief(signal), ignored.kind(), ignored.reason()));
                paths.state()
                        .book()
                        .find(judged.connectionId())
                        .ifPresent(record -> goals.stayed(judged, ignored, record));
            }
        }

        private static String brief(Signal signal) {
            return switch (signal) {
                case Signal.IntentRequested asked ->
                    "%s asks generation %d".formatted(asked.intentKey(), asked.generation());
                case Signal.IntentTerminated asked -> asked.intentKey() + " is given up";
                case Signal.ProvisioningReport report ->
                    "report %d, %s of revision %d"
                            .formatted(
                                    report.sequence(),
                                    report.outcome().getClass().getSimpleName(),
                                    report.revision());
                case Signal.HealthJudged judged ->
                    "%s of %s revision %d".formatted(judged.state(), judged.connectionId(), judged.revision());
            };
        }
    }

    /** Who is held by a hold-down settles when that is over, and who was moved then, after the move. */
    private void lookForRest() {
        long nowUs = queue.nowUs();
        for (RestCheck.Unrest unrest : rest.unrest(paths.state(), nowUs)) {
            long sinceUs = Math.max(calmUs, Math.max(moves.lastUs(unrest.connectionId()), unrest.freeSinceUs()));
            settleUs = Math.max(settleUs, nowUs - sinceUs);
            findings.require(
                    nowUs - sinceUs <= SETTLE_US,
                    "liveness",
                    "%d s after nothing hindered it any more: %s",
                    (nowUs - sinceUs) / Defaults.SECOND_US,
                    unrest.why());
        }
    }

    private Outcome outcome() {
        try {
            while (findings.first().isEmpty() && queue.step(Math.max(LEAST_US, calmUs + SETTLE_US + WATCHED_US))) {
                trace.mark(queue.nowUs());
                if (changed) {
                    changed = false;
                    reservations.look(paths.state(), provisioning.held());
                }
            }
        } catch (RuntimeException e) {
            findings.require(
                    false,
                    "no-exception",
                    "%s at %s",
                    e,
                    List.of(e.getStackTrace()).subList(0, Math.min(8, e.getStackTrace().length)));
        }
        return new Outcome(
                scenario,
                seed,
                queue.nowUs(),
                moves.moves(),
                moves.most(),
                settleUs,
                findings.first(),
                trace.digest(),
                trace.last());
    }
}
