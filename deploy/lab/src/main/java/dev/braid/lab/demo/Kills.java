package dev.braid.lab.demo;

import dev.braid.api.intent.v1.GetIntentRequest;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentState;
import dev.braid.api.intent.v1.TerminateIntentRequest;
import dev.braid.api.provisioning.v1.LegStepOutcome;
import dev.braid.lab.braid.IntentFollower;
import dev.braid.lab.braid.Wish;
import dev.braid.lab.build.AgentProcess;
import dev.braid.lab.build.RunningProcess;
import dev.braid.lab.traffic.PacketStream;
import dev.braid.local.installation.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A customer changes its mind again and again, and each time one of those who carry it out is killed at some moment of
 * it: as it reserves, as it activates, or as it lets the old legs go. It is started again, the change is made, no packet is
 * lost, and when nobody wants anything any more the routers hold nothing.
 */
record Kills(Scene scene, List<AgentProcess> agents) {
    private static final long SEED = 20_260_101;
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final Service COMMANDER = Service.PROVISIONING;
    /** Each third kill is one of who commands the agents, for it takes longest to come back. */
    private static final int COMMANDER_EVERY = 3;
    /** Each fourth comes not in the change but when its old legs are let go. */
    private static final int LATE_EVERY = 4;

    private static final int MOVE_MILLIS = 350;
    private static final int SPREAD_MILLIS = 300;
    private static final long STEADY_MILLIS = 300;
    private static final long PAUSE_MILLIS = 20;

    void play(List<Wish> wishes, int count) throws InterruptedException {
        Wish wish = wishes.getFirst();
        List<Demand> demands = List.of(Demand.withoutMetro(wish, "c2"), Demand.withoutCarrier(wish, "beta"));
        scene.say(
                "%n2. %s changes its mind %d times, by turns %s and %s, and each time one of %s or %s is killed:",
                wish.tenantId(),
                count,
                demands.get(0).words(),
                demands.get(1).words(),
                agents.stream().map(AgentProcess::name).collect(Collectors.joining(", ")),
                COMMANDER.label());
        boolean kept = false;
        try {
            play(wish, count, demands);
            over(wishes);
            kept = true;
        } finally {
            if (!kept) {
                LegLog.write(scene, wish);
            }
        }
    }

    private void play(Wish wish, int count, List<Demand> demands) throws InterruptedException {
        Outcome outcome = new Outcome();
        Map<String, Integer> killed = new TreeMap<>();
        moves(wish, count, demands, outcome, killed);
        outcome.lines().forEach(line -> scene.say("   %s", line));
        scene.say("   killed: %s", words(killed));
        Map<String, Integer> unanswered = unanswered(wish);
        scene.say("   commands whose answer never came: %s", words(unanswered));
        scene.check(outcome.broken().isEmpty(), outcome.broken().orElse(""));
        scene.check(!unanswered.isEmpty(), "no kill met a command");
    }

    private void moves(Wish wish, int count, List<Demand> demands, Outcome outcome, Map<String, Integer> killed)
            throws InterruptedException {
        Random random = new Random(SEED);
        List<Switch> moves = new ArrayList<>();
        try (PacketStream there = scene.there(wish);
                PacketStream back = scene.back(wish);
                IntentFollower follower = scene.braid().follow(wish)) {
            Thread.sleep(STEADY_MILLIS);
            for (int number = 1; number <= count; number++) {
                boolean late = number % LATE_EVERY == 0;
                String victim = number % COMMANDER_EVERY == 0
                        ? COMMANDER.label()
                        : agents.get(random.nextInt(agents.size())).name();
                killed.merge(victim, 1, Integer::sum);
                Demand demand = demands.get((number - 1) % demands.size());
                long askedNs = PacketStream.nowNs();
                long generation = scene.braid().wantOver(demand.wish());
                if (!late) {
                    Thread.sleep(random.nextInt(MOVE_MILLIS));
                    kill(victim);
                }
                moves.add(given(number, demand, generation, askedNs, follower));
                if (late) {
                    Thread.sleep(Switches.SOAK.toMillis() - SPREAD_MILLIS + random.nextInt(2 * SPREAD_MILLIS));
                    kill(victim);
                }
                Thread.sleep(STEADY_MILLIS);
            }
            Thread.sleep(2 * Switches.SOAK.toMillis());
            outcome.add(moves, List.of(there.stop(), back.stop()));
        }
    }

    /** It comes back as it would anywhere: at once, and as it was. */
    private void kill(String victim) {
        if (victim.equals(COMMANDER.label())) {
            // What dies often is started ever later by who supervises it; here it is started at once.
            scene.braid().launcher().crash(COMMANDER);
            revive();
            return;
        }
        List<AgentProcess> one =
                agents.stream().filter(agent -> agent.name().equals(victim)).toList();
        one.getFirst().running().ifPresent(RunningProcess::kill);
        var _ = AgentProcess.start(one);
    }

    private void revive() {
        try {
            scene.braid().launcher().revive(COMMANDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Switch given(int number, Demand demand, long generation, long askedNs, IntentFollower follower)
            throws InterruptedException {
        Intent intent = follower.awaitGiven(generation, BOUND);
        long activeNs = PacketStream.nowNs();
        scene.check(
                intent.getActiveGeneration() >= generation,
                "move %d, %s, is not active within %d s: %s %s"
                        .formatted(
                                number,
                                demand.words(),
                                BOUND.toSeconds(),
                                intent.getState(),
                                intent.getRejection().getMessage()));
        Route route = scene.route(demand.wish());
        scene.check(demand.keptBy().test(route), "move %d, %s, went to %s".formatted(number, demand.words(), route));
        return new Switch(number, demand, route, askedNs, activeNs);
    }

    private Map<String, Integer> unanswered(Wish wish) {
        Map<String, Integer> unanswered = new TreeMap<>();
        scene.braid().legSteps(wish).stream()
                .filter(step -> step.getOutcome() == LegStepOutcome.LEG_STEP_OUTCOME_UNKNOWN)
                .forEach(step -> unanswered.merge(step.getVerb().name().replace("LEG_VERB_", ""), 1, Integer::sum));
        return unanswered;
    }

    private void over(List<Wish> wishes) throws InterruptedException {
        long startNs = System.nanoTime();
        try (Kernels kernels = new Kernels(scene.lab().plan())) {
            int before = kernels.held().size();
            for (Wish wish : wishes) {
                var _ = scene.braid()
                        .client()
                        .intents(wish.tenantId())
                        .terminateIntent(TerminateIntentRequest.newBuilder()
                                .setIntentId(wish.intentId())
                                .build());
            }
            await("not all is terminated", () -> wishes.stream().allMatch(this::terminated));
            await("the routers hold what nobody wants", () -> kernels.held().isEmpty());
            scene.say(
                    "   both end what they wanted: of %d routes and filters the routers hold none after %.1f s",
                    before, (System.nanoTime() - startNs) / 1e9);
            scene.check(before > 0, "the routers held nothing before either");
        }
    }

    private boolean terminated(Wish wish) {
        return scene.braid()
                        .client()
                        .intents(wish.tenantId())
                        .getIntent(GetIntentRequest.newBuilder()
                                .setIntentId(wish.intentId())
                                .build())
                        .getIntent()
                        .getState()
                == IntentState.INTENT_STATE_TERMINATED;
    }

    private void await(String otherwise, BooleanSupplier there) throws InterruptedException {
        long endNs = System.nanoTime() + BOUND.toNanos();
        while (!there.getAsBoolean()) {
            scene.check(System.nanoTime() < endNs, "%s within %d s".formatted(otherwise, BOUND.toSeconds()));
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static String words(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(count -> "%s %d times".formatted(count.getKey(), count.getValue()))
                .collect(Collectors.joining(", "));
    }
}
