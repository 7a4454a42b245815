package dev.braid.pcep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.braid.adapter.Reason;
import dev.braid.adapter.server.Refused;
import dev.braid.adapter.server.UnknownOrder;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.CommandTerms;
import dev.braid.api.adapter.v1.ModifyLegRequest;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import dev.braid.pcep.adapter.PcepAdapter;
import dev.braid.pcep.adapter.Settings;
import dev.braid.pcep.session.NoAnswer;
import dev.braid.pcep.wire.Hop;
import dev.braid.pcep.wire.Message;
import dev.braid.pcep.wire.Message.Cause;
import dev.braid.pcep.wire.MessageReader;
import dev.braid.pcep.wire.Operation;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class OrdersTest {
    private static final long BPS = 10_000_000;
    private static final float RATE = 1_250_000;
    private static final List<String> LINKS = List.of("a1-b1", "b1-c1");
    private static final List<Hop> THERE = List.of(segment(24012), segment(24023));
    private static final List<Hop> BACK = List.of(segment(24032), segment(24021));

    @TempDir
    Path folder;

    private final ScriptedRouter a1 = new ScriptedRouter("127.0.2.1");
    private final ScriptedRouter c1 = new ScriptedRouter("127.0.2.2");
    private PcepAdapter adapter;

    @BeforeEach
    void start() throws Exception {
        adapter = PcepAdapter.start(Settings.read(SettingsTest.write(folder, SettingsTest.GOOD)), folder);
        a1.connect(adapter.pcePort(), true);
        c1.connect(adapter.pcePort(), true);
        untilWhole();
    }

    @AfterEach
    void stop() throws IOException {
        adapter.close();
        a1.close();
        c1.close();
    }

    @Test
    void anOrderInServiceIsOneLspInEachDirection() throws Exception {
        assertThat(reserve("o", BPS).getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_HELD);
        assertThat(a1.held).isEmpty();
        assertThat(activate("o").getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_IN_SERVICE);
        assertThat(a1.held.values()).singleElement().satisfies(it -> {
            assertThat(it.route()).isEqualTo(THERE);
            assertThat(it.bytesPerSecond()).contains(RATE);
        });
        assertThat(c1.held.values())
                .singleElement()
                .satisfies(it -> assertThat(it.route()).isEqualTo(BACK));
        assertThat(release("o").getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_CEASED);
        assertThat(a1.held).isEmpty();
        assertThat(c1.held).isEmpty();
    }

    @Test
    void whereOneEndRefusesTheOtherIsTakenBack() throws Exception {
        reserve("o", BPS);
        c1.refusesInitiate = new Cause(24, 2);
        refused(Reason.REJECTED, () -> activate("o"));
        assertThat(a1.held).isEmpty();
        assertThat(get("o").getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_HELD);
    }

    @Test
    void whereOneEndRefusesAChangeTheOtherGoesBack() throws Exception {
        reserve("o", BPS);
        activate("o");
        c1.refusesUpdate = new Cause(24, 1);
        refused(Reason.REJECTED, () -> modify("o", 2 * BPS));
        assertThat(a1.held.values())
                .singleElement()
                .satisfies(it -> assertThat(it.bytesPerSecond()).contains(RATE));
        assertThat(get("o").getBandwidthBps()).isEqualTo(BPS);
        // What was kept free for the change is free again.
        reserve("p", 9 * BPS);
    }

    @Test
    void aRateThatTheProtocolRoundsIsReadAsItWasOrdered() throws Exception {
        reserve("o", 12_345_679);
        assertThat(activate("o").getBandwidthBps()).isEqualTo(12_345_679);
    }

    @Test
    void anLspThatIsGoingUpWaitsForItsRouter() throws Exception {
        c1.operation = Operation.GOING_UP;
        reserve("o", BPS);
        Order waiting = activate("o");
        assertThat(waiting.getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_PENDING);
        assertThat(waiting.getPendingOn().getParty()).isEqualTo("router c1");
        c1.operate(Operation.ACTIVE);
        assertThat(get("o").getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_IN_SERVICE);
        a1.operate(Operation.DOWN);
        assertThat(get("o").getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_HELD);
    }

    @Test
    void withoutASessionNobodyKnows() throws Exception {
        reserve("o", BPS);
        a1.close();
        while (adapter.whole()) {
            Thread.sleep(5);
        }
        unknown(() -> get("o"));
        unknown(() -> activate("o"));
        unknown(() -> release("o"));
        unknown(() -> adapter.list("core"));
        unknown(() -> reserve("p", BPS));
    }

    @Test
    void aRouterThatHasNotToldEverythingIsNotAsked() throws Exception {
        reserve("o", BPS);
        activate("o");
        a1.close();
        while (adapter.whole()) {
            Thread.sleep(5);
        }
        a1.connect(adapter.pcePort(), false);
        unknown(() -> get("o"));
        a1.finish();
        untilWhole();
        assertThat(get("o").getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_IN_SERVICE);
    }

    @Test
    void whatARouterHasLostMeanwhileIsNotThere() throws Exception {
        reserve("o", BPS);
        activate("o");
        a1.close();
        a1.held.clear();
        while (adapter.whole()) {
            Thread.sleep(5);
        }
        a1.connect(adapter.pcePort(), true);
        untilWhole();
        assertThat(get("o").getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_HELD);
        assertThat(activate("o").getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_IN_SERVICE);
        assertThat(c1.held).hasSize(1);
    }

    @Test
    void lspsThatNobodyHereOrderedAreListedCountedAndReleased() throws Exception {
        a1.hold(0, "theirs", THERE, 8 * RATE);
        c1.hold(0, "theirs", BACK, 8 * RATE);
        assertThat(adapter.list("core")).singleElement().satisfies(it -> {
            assertThat(it.getReference()).isEqualTo("theirs");
            assertThat(it.getLinkIdsList()).isEqualTo(LINKS);
            assertThat(it.getBandwidthBps()).isEqualTo(8 * BPS);
            assertThat(it.getStanding()).isEqualTo(OrderStanding.ORDER_STANDING_IN_SERVICE);
        });
        refused(Reason.NO_CAPACITY, () -> reserve("o", 3 * BPS));
        refused(Reason.CONFLICT, () -> reserve("theirs", BPS));
        release("theirs");
        assertThat(a1.held).isEmpty();
        refused(Reason.CEASED, () -> reserve("theirs", 8 * BPS));
        assertThatExceptionOfType(UnknownOrder.class).isThrownBy(() -> release("nobody's"));
    }

    @Test
    void anLspThatIsNotDelegatedIsNotChanged() throws Exception {
        a1.delegates = false;
        reserve("o", BPS);
        activate("o");
        refused(Reason.REJECTED, () -> modify("o", 2 * BPS));
    }

    @ParameterizedTest
    @CsvSource({"24, 1, REJECTED", "23, 1, CONFLICT", "19, 6, NO_CAPACITY", "2, 0, UNSUPPORTED"})
    void whatARouterSaysBecomesAReason(int type, int value, Reason reason) throws Exception {
        reserve("o", BPS);
        a1.refusesInitiate = new Cause(type, value);
        refused(reason, () -> activate("o"));
    }

    @Test
    void aRouterThatIsAskedTooOftenIsAskedAgainLater() throws Exception {
        reserve("o", BPS);
        a1.refusesInitiate = new Cause(19, 10);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> activate("o"));
    }

    @Test
    void aRouterThatTakesNoLspsOfAPceRefusesReservations() {
        c1.fence = new Cause(24, 1);
        refused(Reason.REJECTED, () -> reserve("o", BPS));
    }

    @Test
    void aNameThatRoutersWouldCutIsRefused() {
        refused(Reason.UNSUPPORTED, () -> reserve("o".repeat(64), BPS));
    }

    @Test
    void linksThatAreNoPathAreRefused() {
        refused(Reason.REJECTED, () -> reserve("o", BPS, List.of("a1-b1", "c1-b1")));
        refused(Reason.REJECTED, () -> reserve("o", BPS, List.of("a1-b1")));
    }

    @Test
    void whatCannotBeReadEndsTheSession() throws Exception {
        a1.octets(new byte[] {0x20, 10, 0, 8, 32, 0x12, 0, 3});
        assertThat(a1.lastWords()).isEqualTo(new Message.Close(Message.Close.MALFORMED));
    }

    @Test
    void aRouterThatIsSilentTooLongIsGivenUp() throws Exception {
        a1.close();
        while (adapter.whole()) {
            Thread.sleep(5);
        }
        a1.deadSeconds = 1;
        a1.connect(adapter.pcePort(), true);
        assertThat(a1.lastWords()).isEqualTo(new Message.Close(Message.Close.DEAD_TIMER));
    }

    @Test
    void aSecondSessionIsRefused() throws Exception {
        InetAddress pce = InetAddress.ofLiteral("127.0.0.1");
        try (Socket twin = new Socket(pce, adapter.pcePort(), InetAddress.ofLiteral("127.0.2.1"), 0)) {
            assertThat(MessageReader.read(new DataInputStream(twin.getInputStream())))
                    .isEqualTo(new Message.Failed(List.of(Cause.SECOND_SESSION), List.of()));
        }
        assertThat(adapter.whole()).isTrue();
    }

    @Test
    void theBookForgetsAHalfLineAndStopsAtOtherDamage() throws Exception {
        reserve("o", BPS);
        Path book = folder.resolve("orders.book");
        Files.writeString(book, "{\"reference\":\"p\"", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        adapter.close();
        Settings settings = Settings.read(SettingsTest.write(folder, SettingsTest.GOOD));
        PcepAdapter.start(settings, folder).close();
        assertThat(Files.readAllLines(book)).singleElement().asString().contains("\"o\"");
        Files.writeString(book, "{\"reference\":\"p\"\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> PcepAdapter.start(settings, folder))
                .withMessageContaining("line 2 is damaged");
    }

    private void untilWhole() throws InterruptedException {
        while (!adapter.whole()) {
            Thread.sleep(5);
        }
    }

    private static void refused(Reason reason, ThrowingCallable command) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(command)
                .satisfies(it -> assertThat(it.reason()).isEqualTo(reason));
    }

    private static void unknown(ThrowingCallable command) {
        assertThatExceptionOfType(NoAnswer.class).isThrownBy(command);
    }

    private static Hop segment(int label) {
        return new Hop.Segment(label, Optional.empty());
    }

    private static CommandTerms terms(String reference) {
        return CommandTerms.newBuilder()
                .setProviderId("core")
                .setReference(reference)
                .build();
    }

    private Order reserve(String reference, long bps) throws Exception {
        return reserve(reference, bps, LINKS);
    }

    private Order reserve(String reference, long bps, List<String> links) throws Exception {
        return adapter.reserve(ReserveLegRequest.newBuilder()
                .setTerms(terms(reference))
                .addAllLinkIds(links)
                .setBandwidthBps(bps)
                .build());
    }

    private Order activate(String reference) throws Exception {
        return adapter.activate(
                ActivateLegRequest.newBuilder().setTerms(terms(reference)).build());
    }

    private Order modify(String reference, long bps) throws Exception {
        return adapter.modify(ModifyLegRequest.newBuilder()
                .setTerms(terms(reference))
                .setBandwidthBps(bps)
                .build());
    }

    private Order release(String reference) throws Exception {
        return adapter.release(
                ReleaseLegRequest.newBuilder().setTerms(terms(reference)).build());
    }

    private Order get(String reference) throws Exception {
        return adapter.get("core", reference);
    }
}
