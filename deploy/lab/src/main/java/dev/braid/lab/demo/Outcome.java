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

    private final List<Switch> moves = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();
    private final List<String> strays = new ArrayList<>();
    private long sent;
    private long lost;
    private long doubled;

    /** Takes in some moves, and what was sent there and back from before the first until after the last. */
    void add(List<Switch> more, List<Packets> both) {
        moves.addAll(more);
        for (Packets packets : both) {
            sent += packets.all().size();
            lost += packets.lost();
            doubled += packets.doubled();
            lose(more, packets.all());
            for (int i = 0; i < more.size(); i++) {
                long untilNs = i + 1 < more.size() ? more.get(i + 1).askedNs() : Long.MAX_VALUE;
                follow(more.get(i), packets.between(more.get(i).activeNs(), untilNs));
            }
        }
    }

    /** Each run of lost packets is told once. */
    private void lose(List<Switch> more, List<Packet> packets) {
        int run = 0;
        for (int i = 0; i < packets.size(); i++) {
            run = packets.get(i).lost() ? run + 1 : 0;
            if (run > 0 && (i + 1 == packets.size() || !packets.get(i + 1).lost()) && losses.size() < MOST_TOLD) {
                losses.add("%d in a row, the last one sent %s"
                        .formatted(run, place(more, packets.get(i).sentNs())));
            }
        }
    }

    /** Packets must take the time of the path from when it is said to be active until another one is asked for. */
    private void follow(Switch move, Packets packets) {
        double millis = packets.medianMillis();
        double nominal = move.route().nominalMillis();
        // A negation, because nothing arrived where there is no median.
        if (!(Math.abs(millis - nominal) <= TOLERANCE_MILLIS)) {
            strays.add("%d packets after move %d to %s took %.2f ms and not %.2f"
                    .formatted(packets.all().size(), move.number(), move.route(), millis, nominal));
        }
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
            return Optional.of("%d packets were lost: %s".formatted(lost, String.join("; ", losses)));
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
                .orElse("before move %d was asked for"
                        .formatted(moves.getFirst().number()));
    }
}
