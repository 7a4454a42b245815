package dev.braid.lab.demo;

import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.lab.braid.Wish;
import dev.braid.lab.build.LabFailed;
import dev.braid.lab.stamp.Reading;
import dev.braid.lab.traffic.PacketStream;
import dev.braid.lab.traffic.Packets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A link in use becomes slow: Braid moves who was promised better, without losing a packet of theirs. */
record Degrade(Scene scene) {
    private static final String LINK = "a2-c2";
    private static final long SLOW_US = 25_000;
    private static final long STEADY_MILLIS = 500;
    private static final long SETTLED_MILLIS = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long MILLISECOND = 1_000_000;

    void play(Wish wish) throws InterruptedException {
        long nominalUs = scene.lab().plan().findFibre(LINK).orElseThrow().delayUs();
        scene.say(
                "%n2. The delay of %s, on which the path of %s lies, rises from %d ms to %d ms; %d ms were promised:",
                LINK, wish.tenantId(), nominalUs / 1000, SLOW_US / 1000, wish.maxLatencyUs() / 1000);
        try (PacketStream there = scene.there(wish);
                PacketStream back = scene.back(wish);
                Segments segments = new Segments(scene.lab().plan())) {
            MoveWatch watch = new MoveWatch(scene.braid(), wish, true);
            Map<String, Long> beginning = segments.packets();
            Thread.sleep(STEADY_MILLIS);
            List<String> inUse = Segments.inUse(beginning, segments.packets());
            long raisedNs = PacketStream.nowNs();
            scene.lab().relay().delay(LINK, SLOW_US);
            Reading seen = awaitReading();
            Move move = MoveWatch.await(List.of(watch)).getFirst();
            Thread.sleep(SETTLED_MILLIS);
            Map<String, Long> moved = segments.packets();
            Thread.sleep(STEADY_MILLIS);
            List<String> counting = Segments.inUse(moved, segments.packets());
            told(wish, raisedNs, seen, move);
            ConnectionHealth breach = move.breach().orElseThrow();
            scene.check(
                    Move.timeNs(breach) >= raisedNs
                            && breach.getMeasuredLatencyUs() > wish.maxLatencyUs()
                            && breach.getMeasuredLatencyUs() >= SLOW_US,
                    "it was not the slow link that was judged");
            Route route = scene.route(wish);
            packets(route, raisedNs, move, List.of(there.stop(), back.stop()));
            List<String> left = inUse.stream()
                    .filter(segment -> !Segments.on(route, segment))
                    .toList();
            List<String> still = left.stream().filter(counting::contains).toList();
            List<String> now = counting.stream()
                    .filter(segment -> Segments.on(route, segment))
                    .toList();
            scene.say(
                    "   of the %d segments that only the old path took, %d count still; %d of the new path count now",
                    left.size(), still.size(), now.size());
            scene.check(!left.isEmpty() && still.isEmpty() && !now.isEmpty(), "the old path is still in use: " + still);
        } finally {
            scene.lab().relay().delay(LINK, nominalUs);
        }
    }

    private Reading awaitReading() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Reading reading = scene.measurements().newest(LINK);
            if (reading != null && reading.latencyUs() >= SLOW_US / 2) {
                return reading;
            }
            Thread.sleep(5);
        }
        throw new LabFailed("The demo failed: STAMP measured no delay of %d ms on %s within %d s."
                .formatted(SLOW_US / 1000, LINK, PATIENCE.toSeconds()));
    }

    private void told(Wish wish, long raisedNs, Reading seen, Move move) {
        scene.say(
                "   %6d ms  STAMP measures %.2f ms on the link",
                since(raisedNs, seen.endNs()), seen.latencyUs() / 1000.0);
        ConnectionHealth breach = move.breach().orElseThrow();
        scene.say(
                "   %6d ms  Braid judges %s: %.2f ms along the path",
                since(raisedNs, Move.timeNs(breach)), Move.word(breach), breach.getMeasuredLatencyUs() / 1000.0);
        scene.say(
                "   %6d ms  a new path is planned: %s",
                since(raisedNs, move.decidedNs()), Route.of(scene.lab().plan(), wish, move.plan()));
        scene.say("   %6d ms  it carries the traffic", since(raisedNs, move.activeNs()));
    }

    private void packets(Route route, long raisedNs, Move move, List<Packets> both) {
        long lost = both.stream().mapToLong(Packets::lost).sum();
        Packets after = both.get(0).between(move.activeNs(), Long.MAX_VALUE);
        Packets afterBack = both.get(1).between(move.activeNs(), Long.MAX_VALUE);
        scene.say(
                "   %d of %d packets lost; one way %.2f ms before, %.2f ms after, %.2f ms back (sum of the links %.2f ms)",
                lost,
                both.stream().mapToInt(packets -> packets.all().size()).sum(),
                both.get(0).between(0, raisedNs - SLOW_US * 1000).medianMillis(),
                after.medianMillis(),
                afterBack.medianMillis(),
                route.nominalMillis());
        scene.check(lost == 0, "packets were lost in the move");
        scene.close(after, route);
        scene.close(afterBack, route);
    }

    private static long since(long startNs, long ns) {
        return Math.round((double) (ns - startNs) / MILLISECOND);
    }
}
