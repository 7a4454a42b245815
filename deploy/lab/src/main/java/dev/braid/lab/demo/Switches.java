package dev.braid.lab.demo;

import dev.braid.api.intent.v1.Intent;
import dev.braid.lab.braid.IntentFollower;
import dev.braid.lab.braid.Wish;
import dev.braid.lab.traffic.PacketStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A customer changes its mind again and again, as fast as the API lets it: each time Braid moves its connection to the
 * other of two paths, and no packet of either direction may be lost. Most moves come while the legs of the move before
 * are still held, and go back to them; each fifth comes when they are being released, or just before or after.
 */
record Switches(Scene scene) {
    static final Duration SOAK = Duration.ofSeconds(1);
    private static final Duration BOUND = Duration.ofSeconds(30);
    /** The packets of so many moves are kept at once. */
    private static final int ROUND = 50;

    private static final long STEADY_MILLIS = 300;
    private static final long STAY_MILLIS = 50;
    private static final int UNHURRIED = 5;
    private static final long EARLIEST_MILLIS = -500;
    private static final long SPREAD_MILLIS = 700;
    private static final long STEP_MILLIS = 130;

    void play(Wish wish, int count) throws InterruptedException {
        List<Demand> demands = List.of(Demand.withoutMetro(wish, "c2"), Demand.withoutCarrier(wish, "beta"));
        scene.say(
                "%n2. %s changes its mind %d times, by turns %s and %s; old legs stay held for %d ms:",
                wish.tenantId(), count, demands.get(0).words(), demands.get(1).words(), SOAK.toMillis());
        Outcome outcome = new Outcome();
        boolean kept = false;
        try {
            play(wish, count, demands, outcome);
            outcome.lines().forEach(line -> scene.say("   %s", line));
            scene.check(outcome.broken().isEmpty(), outcome.broken().orElse(""));
            kept = true;
        } finally {
            if (!kept) {
                LegLog.write(scene, wish);
            }
        }
    }

    private void play(Wish wish, int count, List<Demand> demands, Outcome outcome) throws InterruptedException {
        Route before = scene.route(wish);
        for (int first = 1; first <= count && outcome.broken().isEmpty(); first += ROUND) {
            List<Switch> moves = new ArrayList<>();
            try (PacketStream there = scene.there(wish);
                    PacketStream back = scene.back(wish);
                    IntentFollower follower = scene.braid().follow(wish)) {
                Thread.sleep(STEADY_MILLIS);
                for (int number = first; number < first + ROUND && number <= count; number++) {
                    moves.add(move(number, demands.get((number - 1) % demands.size()), before, follower));
                    before = moves.getLast().route();
                    Thread.sleep(STAY_MILLIS + pauseMillis(number));
                }
                // The last legs are released under packets too.
                Thread.sleep(2 * SOAK.toMillis());
                outcome.add(moves, List.of(there.stop(), back.stop()));
            }
        }
    }

    private Switch move(int number, Demand demand, Route before, IntentFollower follower) throws InterruptedException {
        long askedNs = PacketStream.nowNs();
        long generation = scene.braid().wantOver(demand.wish());
        Intent intent = follower.awaitGiven(generation, BOUND);
        long activeNs = PacketStream.nowNs();
        String name = "move %d, %s,".formatted(number, demand.words());
        scene.check(
                !intent.hasRejection(),
                "%s was rejected: %s".formatted(name, intent.getRejection().getMessage()));
        scene.check(
                intent.getActiveGeneration() >= generation,
                "%s is not active within %d s; the intent is %s, and generation %d of %d is active"
                        .formatted(
                                name, BOUND.toSeconds(), intent.getState(), intent.getActiveGeneration(), generation));
        Route route = scene.route(demand.wish());
        scene.check(
                demand.keptBy().test(route) && !route.equals(before),
                "%s went from %s to %s".formatted(name, before, route));
        return new Switch(number, demand, route, askedNs, activeNs);
    }

    /** What the customer waits besides, so that its next wish meets the end of the soak from all sides. */
    private static long pauseMillis(int number) {
        return number % UNHURRIED == 0
                ? SOAK.toMillis() + EARLIEST_MILLIS + number / UNHURRIED * STEP_MILLIS % SPREAD_MILLIS
                : 0;
    }
}
