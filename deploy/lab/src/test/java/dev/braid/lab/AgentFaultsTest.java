package dev.braid.lab;

import static dev.braid.lab.Caller.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.adapter.v1.Handoff;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.lab.build.Lab;
import dev.braid.lab.kernel.Commands;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an agent promises beyond the suite when ip or nft do a part of what they are told. */
@ExtendWith(NeedsRoot.class)
class AgentFaultsTest {
    private static final String LINKS = "a1-a2 a2-c2";
    private static final Handoff PORT = at("port-ce1", 0);
    private static final Handoff FAR = at("a2-c2", 0);
    private static final String NONE = "NONE";

    private static AgentBench bench;
    private Caller caller;

    @BeforeAll
    static void up() throws IOException {
        Lab lab = Lab.up(Path.of("lab.json"));
        bench = new AgentBench(lab.plan(), lab.plan().findCarrier("alpha").orElseThrow(), Optional.empty());
    }

    @AfterAll
    static void down() throws IOException {
        if (bench != null) {
            bench.close();
            Lab.down();
        }
    }

    @BeforeEach
    void ordersOfItsOwn(TestInfo test) {
        caller = bench.caller().revision(1).prefix(test.getDisplayName() + "/");
    }

    @AfterEach
    void releaseAll() {
        bench.programs().arrange(NONE);
        caller.revision(1000).prefix("");
        caller.list().forEach(order -> caller.release(order.getReference()));
        assertThat(caller.list()).isEmpty();
    }

    @Test
    void programsThatNeverAnswerAreNotWaitedForLong() {
        Order held = caller.reserve("p", LINKS, PORT, FAR);
        bench.programs().arrange(FaultyPrograms.MUTE, "ip", "nft");
        Instant start = Instant.now();
        fails(Code.UNAVAILABLE, () -> caller.get("p"));
        fails(Code.UNAVAILABLE, caller::list);
        fails(Code.UNAVAILABLE, () -> caller.release("p"));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(8));
        bench.programs().arrange(NONE);
        assertThat(caller.get("p")).isEqualTo(held);
    }

    @Test
    void whatSomebodySaidWasDoneAndWasNotIsNoOrder() {
        bench.programs().arrange("LIES", "ip");
        fails(Code.UNAVAILABLE, () -> caller.reserve("p", LINKS, PORT, FAR));
        bench.programs().arrange(NONE);
        fails(Code.NOT_FOUND, () -> caller.get("p"));
        assertThat(caller.list()).isEmpty();
        caller.reserve("p", LINKS, PORT, FAR);
    }

    @Test
    void whatSomebodySaidWasTakenAwayAndWasNotIsNotReleased() {
        caller.reserve("p", LINKS, PORT, FAR);
        caller.activate("p");
        bench.programs().arrange("LIES", "ip", "nft");
        fails(Code.UNAVAILABLE, () -> caller.release("p"));
        bench.programs().arrange(NONE);
        assertThat(caller.get("p").getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_IN_SERVICE);
    }

    @Test
    void anActivationThatIsRefusedHalfwayGivesThePortBackToTheOrderThatHadIt() {
        caller.reserve("first", LINKS, PORT, FAR, 50_000_000);
        caller.activate("first");
        caller.reserve("second", LINKS, PORT, FAR, 80_000_000);
        String before = RunningLab.kernel("a1") + filters();
        bench.programs().arrange("REFUSES", "ip");
        fails(Code.FAILED_PRECONDITION, () -> caller.activate("second"));
        bench.programs().arrange(NONE);
        assertThat(RunningLab.kernel("a1") + filters()).isEqualTo(before).contains("rate over 6250000 bytes/second");
        assertThat(caller.get("second").getProviderState()).isEqualTo("held");
        assertThat(caller.get("first").getProviderState()).isEqualTo("in service");
        assertThat(caller.activate("second").getProviderState()).isEqualTo("in service");
    }

    @Test
    void aReleaseThatIsRefusedHalfwayLeavesTheOrderInService() {
        caller.reserve("p", LINKS, PORT, FAR);
        caller.activate("p");
        String before = RunningLab.kernel("a1") + RunningLab.kernel("a2");
        bench.programs().arrange("REFUSES", "nft");
        fails(Code.UNAVAILABLE, () -> caller.release("p"));
        assertThat(RunningLab.kernel("a1") + RunningLab.kernel("a2")).isEqualTo(before);
        bench.programs().arrange(NONE);
        assertThat(caller.get("p").getProviderState()).isEqualTo("in service");
    }

    /** What it lets pass, without what it has counted. */
    private static String filters() {
        return Commands.run("ip", "netns", "exec", "braid-a1", "nft", "-s", "list", "ruleset");
    }

    private static void fails(Code expected, ThrowingCallable call) {
        assertThatThrownBy(call)
                .satisfies(failure -> assertThat(Status.fromThrowable(failure).getCode())
                        .as(failure.getMessage())
                        .isEqualTo(expected));
    }
}
