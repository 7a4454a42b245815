package dev.braid.lab;

import static dev.braid.lab.Caller.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.adapter.v1.Handoff;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.WatchOrdersRequest;
import dev.braid.api.adapter.v1.WatchOrdersResponse;
import dev.braid.lab.agent.AgentServer;
import dev.braid.lab.build.AgentProcess;
import dev.braid.lab.build.Agents;
import dev.braid.lab.build.RunningProcess;
import dev.braid.lab.kernel.Writes;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.LabFile;
import dev.braid.lab.plan.LabPlan;
import dev.braid.lab.traffic.PacketStream;
import dev.braid.lab.traffic.Packets;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an agent does when something goes wrong beside it: in a kernel, on a fibre, or with itself. */
@ExtendWith({NeedsRoot.class, SharedLab.class})
class AgentTroubleTest {
    private static final Handoff PORT = at("port-ce1", 0);
    private static final Handoff FAR = at("a2-c2", 7);
    private static final String LINKS = "a1-a2 a2-c2";

    private RunningLab lab;
    private Caller alpha;

    @BeforeEach
    void on(RunningLab shared) {
        lab = shared;
        alpha = lab.caller("alpha");
    }

    @Test
    void aRouteThatWasDeletedBehindItsBackIsMissedAndPutAgainOnCommand() {
        alpha.reserve("p", LINKS, PORT, FAR);
        alpha.activate("p");
        RunningLab.ip("a1", "route", "del", "default", "table", "1001", "metric", "0");
        Order damaged = alpha.get("p");
        assertThat(damaged.getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_HELD);
        assertThat(damaged.getProviderState())
                .startsWith("not in service, though it was activated; missing at a1 table 1001 default");
        assertThat(alpha.activate("p").getProviderState()).isEqualTo("in service");
    }

    @Test
    void aRouteThatWasChangedBehindItsBackIsToldAndNotTakenAwayWithTheOrder() {
        alpha.reserve("p", LINKS, PORT, FAR);
        alpha.activate("p");
        RunningLab.ip(
                "a1",
                "route",
                "replace",
                "default",
                "table",
                "1001",
                "encap",
                "seg6",
                "mode",
                "encap",
                "segs",
                "fc00:0:a1:a3::",
                "dev",
                "to-a3");
        assertThat(alpha.get("p").getProviderState())
                .contains("at a1 table 1001 default is encap seg6 segs fc00:0:a1:a3:: dev to-a3 instead of");
        alpha.release("p");
        assertThat(RunningLab.kernel("a1")).contains("fc00:0:a1:a3:: ]");
        assertThat(alpha.list()).singleElement().satisfies(stranger -> {
            assertThat(stranger.getReference()).isEqualTo("kernel/a1 table 1001 default");
            assertThat(stranger.getProviderState()).startsWith("found in the kernel and in no order");
        });
        RunningLab.ip("a1", "route", "del", "default", "table", "1001", "metric", "0");
    }

    @Test
    void aCutFibreIsToldToWhoWatches() throws Exception {
        alpha.reserve("p", LINKS, PORT, FAR);
        alpha.activate("p");
        BlockingQueue<String> hints = new LinkedBlockingQueue<>();
        alpha.asynchronous()
                .watchOrders(
                        WatchOrdersRequest.newBuilder().setProviderId("alpha").build(), new Hints(hints));
        RunningLab.pause(200);
        lab.lab.relay().cut("a2-c2");
        try {
            assertThat(hints.poll(5, TimeUnit.SECONDS)).endsWith("/p");
            assertThat(alpha.get("p").getProviderState()).isEqualTo("in service; no light on a2-c2");
        } finally {
            lab.lab.relay().mend("a2-c2");
        }
    }

    @Test
    void trafficOutlivesItsAgentWhichWritesNothingWhenItIsBack() throws Exception {
        alpha.reserve("p", LINKS, PORT, FAR);
        alpha.activate("p");
        Caller gamma = lab.caller("gamma").revision(1).epoch(0).prefix(Long.toString(System.nanoTime()));
        gamma.reserve("p", "c2-c1", FAR, at("port-ce2", 0));
        gamma.activate("p");
        lab.packets("ce1", "ce2", 100);
        lab.stop("alpha");
        Carrier carrier = lab.plan().findCarrier("alpha").orElseThrow();
        RunningProcess process = start(carrier);
        try (PacketStream stream = lab.stream("ce1", "ce2");
                Caller caller = new Caller("alpha", carrier.agentPort());
                Writes writes = new Writes(List.of("a1", "a2", "a3"))) {
            RunningLab.untilReadBack(caller);
            process.handle().destroyForcibly();
            RunningLab.pause(1500);
            process = start(carrier);
            RunningLab.untilReadBack(caller);
            assertThat(caller.list())
                    .singleElement()
                    .satisfies(order -> assertThat(order.getProviderState()).isEqualTo("in service"));
            Packets packets = stream.stop();
            System.out.printf("Agent killed: %s%n", packets);
            assertThat(packets.lost()).isZero();
            assertThat(writes.stop()).isEmpty();
        } finally {
            process.handle().destroyForcibly();
            lab.start("alpha");
        }
    }

    @Test
    void withoutAWholeReadBackNothingIsAnsweredAndNothingWritten(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("lab.json");
        Files.writeString(file, Files.readString(Path.of("lab.json")).replace("\"a3\"],", "\"a3\", \"af\"],"));
        LabPlan larger = LabFile.read(file);
        try (AgentServer blind = AgentServer.start(
                        larger, larger.findCarrier("alpha").orElseThrow(), folder.resolve("journal"), 0);
                Caller caller = new Caller("alpha", blind.port());
                Writes writes = new Writes(List.of("a1", "a2", "a3"))) {
            assertThatThrownBy(() -> caller.reserve("p", LINKS, PORT, FAR)).satisfies(AgentTroubleTest::unavailable);
            assertThatThrownBy(() -> caller.release("p")).satisfies(AgentTroubleTest::unavailable);
            assertThatThrownBy(caller::list).satisfies(AgentTroubleTest::unavailable);
            assertThat(writes.stop()).isEmpty();
        }
    }

    @Test
    void whatWasHeldIsHeldAfterAStartEvenWhenTheLastLineOfTheJournalWasCutShort() throws IOException {
        Order held = alpha.reserve("p", LINKS, PORT, FAR);
        lab.stop("alpha");
        Path journal = RunningLab.journal("alpha");
        Files.writeString(journal, Files.readString(journal) + "{\"reference\":\"torn");
        lab.start("alpha");
        assertThat(lab.caller("alpha").list()).containsExactly(held);
    }

    private static RunningProcess start(Carrier carrier) {
        return AgentProcess.start(List.of(Agents.of(carrier))).getFirst();
    }

    private static void unavailable(Throwable failure) {
        assertThat(failure).isInstanceOf(StatusRuntimeException.class);
        assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("has not read all its kernels yet");
    }

    private record Hints(BlockingQueue<String> references) implements StreamObserver<WatchOrdersResponse> {
        @Override
        public void onNext(WatchOrdersResponse hint) {
            references.add(hint.getReference());
        }

        @Override
        public void onError(Throwable failure) {
            // The channel was closed.
        }

        @Override
        public void onCompleted() {
            // It never is.
        }
    }
}
