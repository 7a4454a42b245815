package dev.braid.lab;

import static dev.braid.lab.Caller.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.ProviderFault;
import dev.braid.lab.bgp.Heard;
import dev.braid.lab.build.Gobgpd;
import dev.braid.lab.build.SpeakerPair;
import dev.braid.lab.kernel.Writes;
import dev.braid.lab.traffic.PacketStream;
import dev.braid.lab.traffic.Packets;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an agent promises when its routes reach the routers by BGP, through speakers that nobody here wrote. */
@ExtendWith(NeedsGobgpd.class)
class BgpTest {
    private static final int SWITCHES = 20;
    private static final List<String> CARRIERS = List.of("alpha", "beta", "gamma");

    private static RunningBgp bgp;
    private static RunningLab lab;

    @BeforeAll
    static void up() {
        bgp = new RunningBgp();
        lab = bgp.lab;
    }

    @AfterAll
    static void down() {
        if (bgp != null) {
            bgp.close();
        }
    }

    @BeforeEach
    void ordersOfTheirOwn(TestInfo test) {
        for (String carrier : CARRIERS) {
            lab.caller(carrier).revision(1).prefix(test.getDisplayName() + "/");
        }
    }

    @AfterEach
    void releaseAll() {
        for (String carrier : CARRIERS) {
            lab.caller(carrier).revision(1000).prefix("");
            lab.caller(carrier).list().forEach(order -> lab.caller(carrier).release(order.getReference()));
            assertThat(lab.caller(carrier).list()).isEmpty();
        }
    }

    private static void shortPath(String name) {
        lab.caller("alpha").reserve(name, "a1-a2 a2-c2", at("port-ce1", 0), at("a2-c2", 7));
        lab.caller("gamma").reserve(name, "c2-c1", at("a2-c2", 7), at("port-ce2", 0));
    }

    private static void longPath(String name) {
        lab.caller("alpha").reserve(name, "a1-a3", at("port-ce1", 0), at("a3-b1", 8));
        lab.caller("beta").reserve(name, "a3-b1 b1-b2", at("a3-b1", 8), at("b2-c3", 8));
        lab.caller("gamma").reserve(name, "b2-c3 c3-c1", at("b2-c3", 8), at("port-ce2", 0));
    }

    private static void activate(String name, String... carriers) {
        for (String carrier : carriers) {
            Order order = lab.caller(carrier).activate(name);
            assertThat(order.getStanding())
                    .as(order.getProviderState())
                    .isEqualTo(OrderStanding.ORDER_STANDING_IN_SERVICE);
        }
    }

    @Test
    void theSuiteForAdaptersPasses() throws Exception {
        lab.stop("alpha");
        var alpha = lab.plan().findCarrier("alpha").orElseThrow();
        Optional<Gobgpd> speaker = Optional.of(bgp.speakers("alpha").controller());
        try (AgentBench bench = new AgentBench(lab.plan(), alpha, speaker)) {
            ConformanceTest.passes(bench);
        } finally {
            lab.start("alpha");
        }
    }

    @Test
    void anActivationThatTheSpeakerRefusesOrAnswersWithGarbageIsTakenBack() throws Exception {
        lab.stop("alpha");
        var carrier = lab.plan().findCarrier("alpha").orElseThrow();
        Optional<Gobgpd> speaker = Optional.of(bgp.speakers("alpha").controller());
        try (AgentBench bench = new AgentBench(lab.plan(), carrier, speaker)) {
            Caller alpha = bench.caller().revision(1).prefix("garbage/");
            alpha.reserve("p", "a1-a2 a2-c2", at("port-ce1", 0), at("a2-c2", 7));
            String before = RunningLab.kernel("a1");
            bench.door().arrange(ProviderFault.PROVIDER_FAULT_REFUSES);
            assertThatThrownBy(() -> alpha.activate("p"))
                    .satisfies(
                            failure -> assertThat(Status.fromThrowable(failure).getCode())
                                    .isEqualTo(Status.Code.FAILED_PRECONDITION));
            bench.door().arrange(ProviderFault.PROVIDER_FAULT_GARBAGE);
            assertThatThrownBy(() -> alpha.activate("p")).satisfies(BgpTest::unavailable);
            bench.door().arrange(ProviderFault.PROVIDER_FAULT_UNSPECIFIED);
            RunningLab.pause(1500);
            assertThat(alpha.get("p").getProviderState()).isEqualTo("held");
            assertThat(RunningLab.kernel("a1")).isEqualTo(before);
            assertThat(alpha.activate("p").getProviderState()).isEqualTo("in service");
            alpha.release("p");
        } finally {
            lab.start("alpha");
        }
    }

    @Test
    void noPacketIsLostInTwentySwitchesByBgp() {
        shortPath("short");
        longPath("long");
        activate("long", "alpha", "beta", "gamma");
        activate("short", "alpha", "gamma");
        lab.packets("ce1", "ce2", 100);
        try (PacketStream there = lab.stream("ce1", "ce2");
                PacketStream back = lab.stream("ce2", "ce1")) {
            long start = System.nanoTime();
            for (int i = 0; i < SWITCHES; i++) {
                String path = i / 2 % 2 == 0 ? "long" : "short";
                String carrier = i % 2 == 0 ? "alpha" : "gamma";
                assertThat(lab.caller(carrier).revision(2 + i).activate(path).getProviderState())
                        .isEqualTo("in service");
            }
            System.out.printf(
                    "%d switches by BGP: %.0f ms each%n", SWITCHES, (System.nanoTime() - start) / 1e6 / SWITCHES);
            RunningLab.pause(100);
            for (Packets packets : List.of(there.stop(), back.stop())) {
                System.out.printf("%d switches by BGP: %s%n", SWITCHES, packets);
                assertThat(packets.lost()).isZero();
                assertThat(packets.doubled()).isZero();
            }
        }
    }

    @Test
    void aReleasedOrdersPortGoesBackToTheOneBeforeWithoutLoss() {
        longPath("long");
        activate("long", "alpha", "beta", "gamma");
        shortPath("short");
        activate("short", "gamma", "alpha");
        assertThat(RunningLab.ip("a1", "route", "show", "table", "1001"))
                .contains("segs 3 [ fc00:0:a1:a2:: fc00:0:a2:c2:: fc00:0:c2:10a2:7:: ]")
                .contains("proto bgp");
        lab.packets("ce1", "ce2", 100);
        try (PacketStream stream = lab.stream("ce1", "ce2")) {
            RunningLab.pause(100);
            lab.caller("alpha").release("short");
            RunningLab.pause(100);
            assertThat(stream.stop().lost()).isZero();
        }
        assertThat(RunningLab.ip("a1", "route", "show", "table", "1001")).contains("fc00:0:a1:a3:: ");
        lab.caller("alpha").release("long");
        assertThat(RunningLab.ip("a1", "route", "show", "table", "1001")).startsWith("unreachable");
    }

    @Test
    void aRouteThatWasDeletedBehindItsBackIsMissedAndPutAgainOnCommand() {
        shortPath("p");
        activate("p", "alpha");
        RunningLab.ip("a1", "route", "del", "default", "table", "1001", "metric", "0");
        assertThat(lab.caller("alpha").get("p").getProviderState())
                .startsWith("not in service, though it was activated; missing at a1 table 1001 default");
        activate("p", "alpha");
    }

    @Test
    void trafficOutlivesAllThatStandsBetweenAndWhatWasRefusedMeanwhileNeverComes(TestInfo test) throws Exception {
        shortPath("short");
        longPath("long");
        activate("long", "alpha", "beta", "gamma");
        activate("short", "alpha", "gamma");
        lab.packets("ce1", "ce2", 100);
        SpeakerPair speakers = bgp.speakers("alpha");
        try (PacketStream stream = lab.stream("ce1", "ce2");
                Writes writes = new Writes(List.of("a1", "a2", "a3"))) {
            bgp.stopNodeAgent("alpha");
            RunningBgp.kill(speakers.controller());
            RunningBgp.kill(speakers.routers());
            lab.stop("alpha");
            lab.start("alpha");
            Caller alpha = lab.caller("alpha").revision(2).prefix(test.getDisplayName() + "/");
            // Told to nobody.
            assertThatThrownBy(() -> alpha.activate("long")).satisfies(BgpTest::unavailable);
            speakers.controller().start();
            // Told to the controller's speaker, which has no session.
            assertThatThrownBy(() -> alpha.activate("long")).satisfies(BgpTest::unavailable);
            speakers.routers().start();
            bgp.startNodeAgent("alpha");
            speakers.untilEstablished();
            RunningLab.pause(1000);
            Packets packets = stream.stop();
            System.out.printf("Speakers and agents killed: %s%n", packets);
            assertThat(packets.lost()).isZero();
            assertThat(writes.stop()).isEmpty();
        }
        lab.caller("alpha").revision(3);
        try (PacketStream stream = lab.stream("ce1", "ce2")) {
            activate("long", "alpha");
            RunningLab.pause(200);
            assertThat(stream.stop().lost()).isZero();
        }
    }

    @Test
    void theRoutersHoldAPolicyOfTheOrdersColourForEachDirectionAndOneWithoutSegmentsWhenItIsReleased() {
        shortPath("p");
        activate("p", "alpha");
        int order = Integer.parseInt(lab.caller("alpha").get("p").getProviderOrderId());
        Gobgpd routers = bgp.speakers("alpha").routers();
        String exit = "fc00:0:a1:d001:%x::".formatted(order);
        assertThat(Heard.by(routers, order))
                .containsExactly(
                        "from a1 to fc00:0:a2::1: fc00:0:a1:a2:: fc00:0:a2:c2:: fc00:0:c2:10a2:7::",
                        "from a2 to fc00:0:a1::1: fc00:0:a2:a1:: " + exit);
        lab.caller("alpha").release("p");
        assertThat(Heard.by(routers, order)).containsExactly("from a1 to fc00:0:a2::1: ", "from a2 to fc00:0:a1::1: ");
    }

    private static void unavailable(Throwable failure) {
        assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }
}
