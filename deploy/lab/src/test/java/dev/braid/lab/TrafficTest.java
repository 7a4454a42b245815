package dev.braid.lab;

import static dev.braid.lab.Caller.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.lab.traffic.PacketStream;
import dev.braid.lab.traffic.Packets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Packets of customers over a lab, and what orders do to them. */
@ExtendWith({NeedsRoot.class, SharedLab.class})
class TrafficTest {
    private static final int SWITCHES = 100;
    private static final List<String> CARRIERS = List.of("alpha", "beta", "gamma");

    private RunningLab lab;

    @BeforeEach
    void on(RunningLab shared) {
        lab = shared;
    }

    /** Alpha and gamma: 0.5 + 2 + 5 + 2 + 0.5 = 10 ms. */
    private void shortPath(String name, String customer, int number) {
        lab.caller("alpha").reserve(name, "a1-a2 a2-c2", at("port-" + customer + "1", 0), at("a2-c2", number));
        lab.caller("gamma").reserve(name, "c2-c1", at("a2-c2", number), at("port-" + customer + "2", 0));
    }

    /** Alpha, beta and gamma: 0.5 + 3 + 1 + 6 + 1 + 2 + 0.5 = 14 ms. */
    private void longPath(String name, String customer, int number) {
        lab.caller("alpha").reserve(name, "a1-a3", at("port-" + customer + "1", 0), at("a3-b1", number));
        lab.caller("beta").reserve(name, "a3-b1 b1-b2", at("a3-b1", number), at("b2-c3", number));
        lab.caller("gamma").reserve(name, "b2-c3 c3-c1", at("b2-c3", number), at("port-" + customer + "2", 0));
    }

    private void activate(String name, String... carriers) {
        for (String carrier : carriers) {
            assertThat(lab.caller(carrier).activate(name).getStanding())
                    .isEqualTo(OrderStanding.ORDER_STANDING_IN_SERVICE);
        }
    }

    @Test
    void twoCustomersWithTheSameAddressesReachTheirOwnOverThreeCarriersAndNoOther() {
        longPath("first", "ce", 7);
        activate("first", "alpha", "beta", "gamma");
        lab.packets("ce1", "ce2", 100);
        assertThat(lab.packets("ce1", "ce2", 300).lost()).isZero();
        assertThat(lab.packets("ce2", "ce1", 300).lost()).isZero();

        // The second customer has no order yet: nothing of it goes anywhere, above all not to the first.
        Packets without = lab.packets("de1", "de2", 200);
        assertThat(without.lost()).isEqualTo(without.all().size());

        longPath("second", "de", 8);
        activate("second", "alpha", "beta", "gamma");
        lab.packets("de1", "de2", 100);
        Map<String, Long> before = lab.counters("c1");
        assertThat(lab.packets("de1", "de2", 300).lost()).isZero();
        assertThat(lab.packets("de2", "de1", 300).lost()).isZero();
        Map<String, Long> after = lab.counters("c1");
        String exitOfFirst = "fc00:0:c1:d002:";
        String exitOfSecond = "fc00:0:c1:d004:";
        assertThat(moved(before, after, exitOfFirst)).isZero();
        assertThat(moved(before, after, exitOfSecond)).isGreaterThanOrEqualTo(300);
    }

    @Test
    void thePathsDelayIsTheSumOfItsLinks() {
        shortPath("p", "ce", 7);
        activate("p", "gamma", "alpha");
        lab.packets("ce1", "ce2", 100);
        assertThat(lab.packets("ce1", "ce2", 500).medianMillis()).isCloseTo(10.0, within(0.5));
        lab.lab.relay().delay("a2-c2", 9000);
        assertThat(lab.packets("ce1", "ce2", 500).medianMillis()).isCloseTo(14.0, within(0.5));
        lab.lab.relay().delay("a2-c2", 5000);
    }

    @Test
    void noPacketIsLostInAHundredSwitchesAndTheOldSegmentsCountersStandStill() {
        shortPath("short", "ce", 7);
        longPath("long", "ce", 8);
        activate("long", "alpha", "beta", "gamma");
        activate("short", "alpha", "gamma");
        lab.packets("ce1", "ce2", 100);
        try (PacketStream there = lab.stream("ce1", "ce2");
                PacketStream back = lab.stream("ce2", "ce1")) {
            for (int i = 0; i < SWITCHES; i++) {
                String path = i / 2 % 2 == 0 ? "long" : "short";
                // Alpha has the customer's port at one end, gamma at the other.
                lab.caller(i % 2 == 0 ? "alpha" : "gamma").revision(2 + i).activate(path);
            }
            RunningLab.pause(100);
            Map<String, Long> before = lab.counters("b1");
            RunningLab.pause(200);
            Map<String, Long> after = lab.counters("b1");
            for (Packets packets : List.of(there.stop(), back.stop())) {
                System.out.printf("%d switches: %s%n", SWITCHES, packets);
                assertThat(packets.lost()).isZero();
                assertThat(packets.doubled()).isZero();
            }
            // The last switch was to the short path, which does not touch beta.
            assertThat(after).isEqualTo(before);
        }
    }

    @Test
    void aCarrierMovesInsideWithoutItsNeighboursSegmentsChanging() {
        shortPath("p", "ce", 7);
        activate("p", "gamma", "alpha");
        lab.caller("gamma").reserve("inside", "c2-c3 c3-c1", at("a2-c2", 7), at("port-ce2", 0));
        lab.packets("ce1", "ce2", 100);
        String steering = RunningLab.ip("a1", "route", "show", "table", "1001");
        try (PacketStream stream = lab.stream("ce1", "ce2")) {
            RunningLab.pause(200);
            activate("inside", "gamma");
            long moved = PacketStream.nowNs();
            RunningLab.pause(500);
            Packets packets = stream.stop();
            assertThat(packets.lost()).isZero();
            assertThat(packets.between(0, moved - 100_000_000).medianMillis()).isCloseTo(10.0, within(0.5));
            assertThat(packets.between(moved, Long.MAX_VALUE).medianMillis()).isCloseTo(12.0, within(0.5));
        }
        assertThat(RunningLab.ip("a1", "route", "show", "table", "1001")).isEqualTo(steering);
    }

    @Test
    void aPathThatCarriesNoProbeIsRefusedAndTheOldOneStays() {
        shortPath("short", "ce", 7);
        activate("short", "gamma", "alpha");
        longPath("long", "ce", 8);
        lab.lab.relay().cut("a1-a3");
        try (PacketStream stream = lab.stream("ce1", "ce2")) {
            assertThatThrownBy(() -> lab.caller("alpha").activate("long"))
                    .hasMessageContaining("No packet came back over a1-a3");
            assertThat(lab.caller("alpha").get("long").getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_HELD);
            assertThat(stream.stop().lost()).isZero();
        } finally {
            lab.lab.relay().mend("a1-a3");
        }
    }

    @Test
    void theFirstMoveToANewPathAndTheWayBackLoseNothingWhicheverCarrierIsFirst() {
        shortPath("short", "ce", 7);
        activate("short", "gamma", "alpha");
        lab.packets("ce1", "ce2", 100);
        try (PacketStream there = lab.stream("ce1", "ce2");
                PacketStream back = lab.stream("ce2", "ce1")) {
            RunningLab.pause(100);
            longPath("long", "ce", 8);
            for (String carrier : CARRIERS) {
                activate("long", carrier);
                RunningLab.pause(100);
            }
            // Back everywhere before the first carrier lets go.
            for (String carrier : List.of("alpha", "gamma")) {
                lab.caller(carrier).revision(2);
                activate("short", carrier);
            }
            RunningLab.pause(100);
            for (String carrier : CARRIERS) {
                lab.caller(carrier).release("long");
            }
            assertThat(there.stop().lost()).isZero();
            assertThat(back.stop().lost()).isZero();
        }
        assertThat(lab.caller("alpha").get("short").getProviderState()).isEqualTo("in service");
    }

    @Test
    void moreThanTheOrderedBandwidthIsDropped() {
        shortPath("p", "ce", 7);
        activate("p", "gamma", "alpha");
        // 4,000 packets of 44 octets a second are 1,408,000 bit/s.
        lab.caller("alpha").modify("p", 2_000_000);
        lab.packets("ce1", "ce2", 100);
        assertThat(lab.packets("ce1", "ce2", 4000, 500).lost()).isZero();
        lab.caller("alpha").revision(2).modify("p", 140_800);
        // The bucket, a second and 16,000 octets, is empty after 763 packets; from then on a tenth gets through.
        Packets packets = lab.packets("ce1", "ce2", 4000, 1000);
        long through = packets.all().size() - packets.lost();
        assertThat(through).isBetween(763L, 763 + packets.all().size() / 5L);
    }

    private static long moved(Map<String, Long> before, Map<String, Long> after, String prefix) {
        return after.keySet().stream()
                .filter(sid -> sid.startsWith(prefix))
                .mapToLong(sid -> after.get(sid) - before.getOrDefault(sid, 0L))
                .sum();
    }
}
