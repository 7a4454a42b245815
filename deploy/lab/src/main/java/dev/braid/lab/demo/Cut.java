package dev.braid.lab.demo;

import dev.braid.lab.braid.Wish;
import dev.braid.lab.traffic.Packet;
import dev.braid.lab.traffic.PacketStream;
import dev.braid.lab.traffic.Packets;
import java.util.ArrayList;
import java.util.List;

/** A fibre is cut: how long until packets arrive again, and how many were lost. */
record Cut(Scene scene) {
    private static final String LINK = "c3-c1";
    private static final long STEADY_MILLIS = 500;
    private static final long SETTLED_MILLIS = 1000;

    void play(List<Wish> wishes) throws InterruptedException {
        String fibre = scene.lab().plan().findLinkName(LINK).orElseThrow();
        for (Wish wish : wishes) {
            scene.check(
                    scene.route(wish).links().contains(LINK), "%s does not use %s".formatted(wish.tenantId(), LINK));
        }
        scene.say(
                "%n3. The fibre %s, which both customers use now, is cut; Braid hears of it by STAMP packets that get lost:",
                fibre);
        List<PacketStream> streams = new ArrayList<>();
        try {
            List<MoveWatch> watches = new ArrayList<>();
            for (Wish wish : wishes) {
                streams.add(scene.there(wish));
                streams.add(scene.back(wish));
                watches.add(new MoveWatch(scene.braid(), wish, false));
            }
            Thread.sleep(STEADY_MILLIS);
            long cutNs = PacketStream.nowNs();
            scene.lab().relay().cut(fibre);
            List<Move> moves = MoveWatch.await(watches);
            Thread.sleep(SETTLED_MILLIS);
            List<Packets> packets = streams.stream().map(PacketStream::stop).toList();
            for (int i = 0; i < wishes.size(); i++) {
                told(wishes.get(i), cutNs, moves.get(i), packets.subList(2 * i, 2 * i + 2));
            }
        } finally {
            streams.forEach(PacketStream::close);
            scene.lab().relay().mend(fibre);
        }
    }

    private void told(Wish wish, long cutNs, Move move, List<Packets> both) {
        Route route = Route.of(scene.lab().plan(), wish, move.plan());
        scene.check(
                move.decidedNs() >= cutNs && !route.links().contains(LINK),
                "it was not the cut fibre that moved " + wish.tenantId());
        scene.say(
                "   %s: decided after %.2f s%s, on %s after %.2f s",
                wish.tenantId(),
                (move.decidedNs() - cutNs) / 1e9,
                move.breach()
                        .filter(breach -> Move.timeNs(breach) >= cutNs)
                        .map(breach -> " (judged %s after %.2f s)"
                                .formatted(Move.word(breach), (Move.timeNs(breach) - cutNs) / 1e9))
                        .orElse(", before anybody was judged"),
                route,
                (move.activeNs() - cutNs) / 1e9);
        scene.say(
                "     packets arrive again that were sent %.2f s after the cut; %d of %d lost",
                (both.stream().mapToLong(Cut::restoredNs).max().orElse(cutNs) - cutNs) / 1e9,
                both.stream().mapToLong(Packets::lost).sum(),
                both.stream().mapToInt(packets -> packets.all().size()).sum());
        for (Packets packets : both) {
            Packets after = packets.between(move.activeNs(), Long.MAX_VALUE);
            scene.check(after.lost() == 0, "packets were lost after the move");
            scene.close(after, route);
        }
    }

    /** From then on none is lost. */
    private static long restoredNs(Packets packets) {
        long lastLostNs = packets.all().stream()
                .filter(Packet::lost)
                .mapToLong(Packet::sentNs)
                .max()
                .orElse(0);
        return packets.all().stream()
                .mapToLong(Packet::sentNs)
                .filter(sentNs -> sentNs > lastLostNs)
                .min()
                .orElse(lastLostNs);
    }
}
