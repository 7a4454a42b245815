package dev.braid.lab.demo;

import dev.braid.lab.traffic.Packet;
import dev.braid.lab.traffic.Packets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What came of many moves, and of the packets that were sent meanwhile; pure. */
final class Outcome {
    private static final int MOST_TOLD = 10;
    /** Two paths of the demo differ by more. */
    private static final double TOLERANCE_MILLIS = 1.5;

    private final long stayNs;
    private final List<Switch> moves = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();
    private final List<String> strays = new ArrayList<>();
    private long sent;
    private long lost;
    private long doubled;

    /** Of moves that stay where they are for at least so many milliseconds. */
    Outcome(long stayMillis) {
        this.stayNs = stayMillis * 1_000_000;
    }

    /** Takes in some moves, and what was sent there and back from before the first until after the last. */
    void add(List<Switch> more, List<Packets> both) {
        moves.addAll(more);
        for (Packets packets : both) {
            sent += packets.all().size();
            lost += packets.lost();
            doubled += packets.doubled();
            packets.all().stream()
                    .filter(Packet::lost)
                    .limit(MOST_TOLD - (long) losses.size())
                    .forEach(packet -> losses.add(place(more, packet.sentNs())));
            more.stream().filter(move -> !followed(packets, move)).forEach(move -> strays.add(
                    "packets did not take %s after move %d".formatted(move.route(), move.number())));
        }
    }

    /** Whether what was sent just after a move took the time of its path. */
    private boolean followed(Packets packets, Switch move) {
        double millis = packets.between(move.activeNs(), move.activeNs() + stayNs).medianMillis();
        return Math.abs(millis - move.route().nominalMillis()) <= TOLERANCE_MILLIS;
    }

    /** For people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        moves.stream().map(Switch::route).distinct().forEach(route -> {
            List<Switch> to =
                    moves.stream().filter(move -> move.route().equals(route)).toList();
            lines.add("%d moves to %s: %s".formatted(to.size(), route, times(to)));
        });
        lines.add("%d moves, %d packets sent, %d lost, %d came twice; from request to activation %s"
                .formatted(moves.size(), sent, lost, doubled, times(moves)));
        return lines;
    }

    /** What of the promise was not kept; empty when all was. */
    Optional<String> broken() {
        if (lost > 0) {
            return Optional.of("%d packets were lost, the first of them sent %s".formatted(lost, String.join(", ", losses)));
        }
        if (doubled > 0) {
            return Optional.of("%d packets came twice".formatted(doubled));
        }
        return strays.stream().findFirst();
    }

    private static String times(List<Switch> moves) {
        double[] sorted = moves.stream().mapToDouble(Switch::millis).sorted().toArray();
        return "%.0f ms median, %.0f ms at most".formatted(sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    private static String place(List<Switch> moves, long sentNs) {
        return moves.stream()
                .filter(move -> move.askedNs() <= sentNs)
                .reduce((_, later) -> later)
                .map(move -> move.at(sentNs))
                .orElse("before move %d was asked for".formatted(moves.getFirst().number()));
    }
}
