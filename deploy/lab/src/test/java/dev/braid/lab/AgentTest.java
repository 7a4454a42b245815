package dev.braid.lab;

import static dev.braid.lab.Caller.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.ErrorInfo;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.Handoff;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.QualifyLegRequest;
import dev.braid.lab.kernel.Writes;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an agent promises who orders from it, with the kernel as the witness. */
@ExtendWith({NeedsRoot.class, SharedLab.class})
class AgentTest {
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
    void anOrderIsHeldThenInServiceThenGoneAndTheKernelIsAsBefore() {
        String before = RunningLab.kernel("a1") + RunningLab.kernel("a2");
        Order held = alpha.reserve("p", LINKS, PORT, FAR);
        assertThat(held.getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_HELD);
        // Ready for what a neighbour hands over; nothing of the customer goes anywhere yet.
        assertThat(RunningLab.kernel("a2")).contains("100.64.48.7");
        assertThat(RunningLab.ip("a1", "route", "show", "table", "1001")).startsWith("unreachable");
        assertThat(alpha.activate("p").getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_IN_SERVICE);
        assertThat(RunningLab.kernel("a1"))
                .contains("segs 3 [ fc00:0:a1:a2:: fc00:0:a2:c2:: fc00:0:c2:10a2:7:: ]")
                .contains("fc00:0:a1:d001:%x::/80".formatted(Integer.parseInt(held.getProviderOrderId())));
        assertThat(RunningLab.kernel("a2")).contains("fc00:0:a2:10c2:7::/80").contains("100.64.48.7");
        Order gone = alpha.release("p");
        assertThat(gone.getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_CEASED);
        assertThat(gone.getBandwidthBps()).isZero();
        assertThat(RunningLab.kernel("a1") + RunningLab.kernel("a2")).isEqualTo(before);
    }

    @Test
    void theSameCommandAgainChangesNothing() throws Exception {
        Order held = alpha.reserve("p", LINKS, PORT, FAR);
        assertThat(alpha.reserve("p", LINKS, PORT, FAR)).isEqualTo(held);
        Order active = alpha.activate("p");
        try (Writes writes = new Writes(List.of("a1", "a2"))) {
            assertThat(alpha.activate("p")).isEqualTo(active);
            assertThat(alpha.reserve("p", LINKS, PORT, FAR)).isEqualTo(active);
            assertThat(writes.stop()).isEmpty();
        }
        Order gone = alpha.release("p");
        assertThat(alpha.release("p")).isEqualTo(gone);
    }

    @Test
    void aReferenceIsForOneOrderAndIsNotUsedAgain() {
        alpha.reserve("p", LINKS, PORT, FAR);
        refused("CONFLICT", () -> alpha.reserve("p", LINKS, PORT, FAR, 60_000_000));
        refused("CONFLICT", () -> alpha.reserve("p", "a1-a2", PORT, at("a2-c2", 7)));
        alpha.release("p");
        refused("CEASED", () -> alpha.reserve("p", LINKS, PORT, FAR));
        refused("CEASED", () -> alpha.activate("p"));
        refused("CEASED", () -> alpha.modify("p", 1_000_000));
    }

    @Test
    void commandsThatAreLateOrOlderThanOneThatWasTakenChangeNothing() throws Exception {
        alpha.revision(5).epoch(3).reserve("p", LINKS, PORT, FAR);
        try (Writes writes = new Writes(List.of("a1", "a2"))) {
            refused("STALE_REVISION", () -> alpha.revision(4).activate("p"));
            refused("STALE_EPOCH", () -> alpha.revision(9).epoch(2).activate("p"));
            alpha.revision(5).epoch(3);
            refused(
                    "EXPIRED",
                    () -> alpha.stub()
                            .activateLeg(ActivateLegRequest.newBuilder()
                                    .setTerms(alpha.terms("p", Instant.now().minusSeconds(10)))
                                    .build()));
            assertThat(writes.stop()).isEmpty();
        }
        assertThat(alpha.get("p").getRevision()).isEqualTo(5);
        // A later epoch decides, whatever the revision is.
        assertThat(alpha.revision(1).epoch(4).activate("p").getRevision()).isEqualTo(1);
    }

    /** Who sent them has lost its claim, whether the one who has it now asked for something possible or not. */
    @Test
    void commandsOfAnEarlierClaimThanThatOfARefusedOneAreStale() throws Exception {
        alpha.revision(5).epoch(3).reserve("p", LINKS, PORT, FAR);
        alpha.revision(2).epoch(4);
        refused("NO_CAPACITY", () -> alpha.modify("p", 1_000_000_001));
        refused("NO_CAPACITY", () -> alpha.reserve("q", LINKS, PORT, at("a2-c2", 8), 1_000_000_001));
        assertThatThrownBy(() -> alpha.activate("r"))
                .satisfies(failure ->
                        assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.NOT_FOUND));
        lab.stop("alpha");
        lab.start("alpha");
        alpha = lab.caller("alpha").prefix(alpha.prefix()).revision(9).epoch(3);
        try (Writes writes = new Writes(List.of("a1", "a2"))) {
            refused("STALE_EPOCH", () -> alpha.activate("p"));
            refused("STALE_EPOCH", () -> alpha.release("p"));
            refused("STALE_EPOCH", () -> alpha.reserve("q", LINKS, PORT, at("a2-c2", 8)));
            refused("STALE_EPOCH", () -> alpha.reserve("r", LINKS, PORT, at("a2-c2", 9)));
            assertThat(writes.stop()).isEmpty();
        }
        // What was refused was taken under no revision.
        assertThat(alpha.get("p").getRevision()).isEqualTo(5);
        assertThat(alpha.revision(1).epoch(4).activate("p").getRevision()).isEqualTo(1);
    }

    @Test
    void aFibreIsSoldOnceOnly() {
        alpha.reserve("p", LINKS, PORT, FAR, 700_000_000);
        refused("NO_CAPACITY", () -> alpha.reserve("q", LINKS, PORT, at("a2-c2", 8), 300_000_001));
        assertThat(alpha.stub()
                        .qualifyLeg(QualifyLegRequest.newBuilder()
                                .setProviderId("alpha")
                                .addLinkIds("a1-a2")
                                .setBandwidthBps(300_000_001)
                                .build())
                        .getReason())
                .isEqualTo("bandwidth_bps = 300000001, and a1-a2 has 300000000 left.");
        alpha.reserve("q", LINKS, PORT, at("a2-c2", 8), 300_000_000);
        refused("NO_CAPACITY", () -> alpha.modify("p", 700_000_001));
        assertThat(alpha.get("p").getBandwidthBps()).isEqualTo(700_000_000);
    }

    @Test
    void linksThatAreNoPathOfTheCarrierAreRefusedWithWords() {
        refused("REJECTED", () -> alpha.reserve("p", "b1-b2", PORT, FAR));
        refused("REJECTED", () -> alpha.reserve("p", "a1-a2 a1-a3", PORT, FAR));
        refused("REJECTED", () -> alpha.reserve("p", "a1-a2 a2-a1", PORT, FAR));
        refused("REJECTED", () -> alpha.reserve("p", "a1-a2", at("port-ce2", 0), FAR));
        refused("REJECTED", () -> alpha.reserve("p", LINKS, PORT, at("a2-b1", 7)));
        assertThat(alpha.list()).isEmpty();
    }

    @Test
    void theNumberAtAHandoffIsAssignedWhenNobodySaysOne() {
        alpha.reserve("p", LINKS, PORT, at("a2-c2", 2));
        Order order = alpha.reserve("q", LINKS, at("port-de1", 0), Handoff.getDefaultInstance());
        assertThat(order.getZEnd()).isEqualTo(at("a2-c2", 3));
    }

    private static void refused(String reason, ThrowingCallable command) {
        assertThatThrownBy(command).satisfies(failure -> {
            assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(StatusProto.fromThrowable(failure)
                            .getDetails(0)
                            .unpack(ErrorInfo.class)
                            .getReason())
                    .isEqualTo(reason);
        });
    }
}
