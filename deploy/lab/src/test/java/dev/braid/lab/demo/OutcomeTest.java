package dev.braid.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.path.v1.Constraints;
import dev.braid.lab.braid.Wish;
import dev.braid.lab.plan.CustomerPort;
import dev.braid.lab.plan.LabFile;
import dev.braid.lab.traffic.Packet;
import dev.braid.lab.traffic.Packets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final long MILLISECOND = 1_000_000;
    private static final Route SHORT = new Route(List.of("a1-a2", "a2-c2", "c2-c1"), List.of("alpha", "gamma"), 10);
    private static final Route LONG =
            new Route(List.of("a1-a3", "a3-b1", "b1-b2", "b2-c3", "c3-c1"), List.of("alpha", "beta", "gamma"), 13.5);

    private final List<CustomerPort> ports = LabFile.read(Path.of("lab.json")).ports();
    private final Wish wish =
            new Wish("first", ports.get(0), ports.get(1), 1_000_000, 20_000, Constraints.getDefaultInstance());
    private final Switch first = new Switch(1, Demand.withoutMetro(wish, "c2"), LONG, at(1000), at(1600));
    private final Switch second = new Switch(2, Demand.withoutCarrier(wish, "beta"), SHORT, at(1700), at(2600));
    private final Outcome outcome = new Outcome();

    @Test
    void movesThatLoseNothingKeepThePromiseAndSayHowLongTheyTook() {
        outcome.add(List.of(first, second), List.of(packets(), packets()));
        assertThat(outcome.broken()).isEmpty();
        assertThat(outcome.lines())
                .containsExactly(
                        "1 moves to %s: 600 ms median, 600 ms at most".formatted(LONG),
                        "1 moves to %s: 900 ms median, 900 ms at most".formatted(SHORT),
                        "2 moves, 6000 packets sent, 0 lost, 0 came twice; from request to activation 900 ms median,"
                                + " 900 ms at most");
    }

    @Test
    void aLostPacketBreaksItWhereverItWasSentAndTheMoveIsNamed() {
        outcome.add(List.of(first, second), List.of(packets(), packets(999, 2010, 2011, 2999)));
        assertThat(outcome.broken())
                .contains("4 packets were lost: 1 in a row, the last one sent before move 1 was asked for;"
                        + " 2 in a row, the last one sent 311 ms after move 2 (without carrier beta) was asked for,"
                        + " which was active after 900 ms;"
                        + " 1 in a row, the last one sent 1299 ms after move 2 (without carrier beta) was asked for,"
                        + " which was active after 900 ms");
    }

    @Test
    void aPacketThatCameTwiceBreaksIt() {
        outcome.add(
                List.of(first, second), List.of(packets(), new Packets(packets().all(), 1)));
        assertThat(outcome.broken()).contains("1 packets came twice");
    }

    @Test
    void trafficThatStaysWhereItWasBreaksIt() {
        Switch nowhere = new Switch(2, second.demand(), LONG, at(1700), at(2600));
        outcome.add(List.of(first, nowhere), List.of(packets(), packets()));
        assertThat(outcome.broken())
                .contains("400 packets after move 2 to %s took 10.00 ms and not 13.50".formatted(LONG));
    }

    @Test
    void packetsThatEndBeforeTheLastMoveDoesBreakIt() {
        Packets tooFew = packets().between(0, at(2500));
        outcome.add(List.of(first, second), List.of(packets(), tooFew));
        assertThat(outcome.broken())
                .contains("0 packets after move 2 to %s took NaN ms and not 10.00".formatted(SHORT));
    }

    @Test
    void aDemandKnowsTheRoutesThatKeepToIt() {
        assertThat(first.demand().keptBy()).accepts(LONG).rejects(SHORT);
        assertThat(second.demand().keptBy()).accepts(SHORT).rejects(LONG);
    }

    /** One each millisecond for three seconds, over the long path from 1.5 to 2.5 s. */
    private static Packets packets(long... lostMillis) {
        List<Long> lost = java.util.Arrays.stream(lostMillis).boxed().toList();
        List<Packet> packets = new ArrayList<>();
        for (long i = 0; i < 3000; i++) {
            double millis = i >= 1500 && i < 2500 ? LONG.nominalMillis() : SHORT.nominalMillis();
            packets.add(new Packet(i, at(i), lost.contains(i) ? 0 : at(i) + (long) (millis * MILLISECOND)));
        }
        return new Packets(packets, 0);
    }

    private static long at(long millis) {
        return millis * MILLISECOND + MILLISECOND;
    }
}
