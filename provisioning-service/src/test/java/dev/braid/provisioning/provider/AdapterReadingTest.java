package dev.braid.provisioning.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import dev.braid.api.adapter.v1.Handoff;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.PendingOn;
import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Route;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where an adapter says that an order runs, beside where it was ordered. */
class AdapterReadingTest {
    private static final Order ORDER = Order.newBuilder()
            .setReference("acme.web.1.1")
            .setStanding(OrderStanding.ORDER_STANDING_IN_SERVICE)
            .setBandwidthBps(100)
            .addAllLinkIds(List.of("ab", "bc"))
            .setAEnd(handoff("port-a", 0))
            .setZEnd(handoff("bc", 17))
            .build();

    @Test
    void anOrderWhereItWasOrderedIsNotAstray() throws Trouble {
        assertThat(astray(ORDER)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void otherLinksAreToldBesideTheOrderedOnesWhateverWasAsked(Verb verb) throws Trouble {
        Order elsewhere = ORDER.toBuilder().clearLinkIds().addLinkIds("ac").build();
        assertThat(astray(elsewhere, verb)).contains("links [ac] and not [ab, bc]");
    }

    @Test
    void otherHandoffsAreToldBesideTheAgreedOnes() {
        assertThat(elsewhere(ORDER.toBuilder().setZEnd(handoff("bc", 18)).build()))
                .contains("z_end bc as 18 and not bc as 17");
        assertThat(elsewhere(ORDER.toBuilder().setZEnd(handoff("cd", 17)).build()))
                .contains("z_end cd as 17 and not bc as 17");
    }

    @Test
    void handoffsThatNeedNoNumberDifferFromNothing() {
        assertThat(elsewhere(ORDER)).isEmpty();
        assertThat(elsewhere(ORDER.toBuilder().setAEnd(handoff("port-b", 3)).build()))
                .isEmpty();
    }

    @Test
    void whoHandsOverMustSayWhereOnceItHoldsTheOrder() {
        Order.Builder silent = ORDER.toBuilder().clearZEnd();
        for (OrderStanding holding :
                List.of(OrderStanding.ORDER_STANDING_HELD, OrderStanding.ORDER_STANDING_IN_SERVICE)) {
            assertThat(elsewhere(silent.setStanding(holding).build())).contains("z_end nowhere and not bc as 17");
        }
        for (OrderStanding holdsNothingYet :
                List.of(OrderStanding.ORDER_STANDING_PENDING, OrderStanding.ORDER_STANDING_CEASED)) {
            assertThat(elsewhere(silent.setStanding(holdsNothingYet).build())).isEmpty();
        }
    }

    @Test
    void whoHandsNothingOverContradictsOnlyByANumber() {
        for (Order free : List.of(
                ORDER,
                ORDER.toBuilder().clearZEnd().build(),
                ORDER.toBuilder().setZEnd(handoff("own", 0)).build())) {
            assertThat(elsewhere(free, false)).isEmpty();
        }
        assertThat(elsewhere(ORDER.toBuilder().setZEnd(handoff("own", 9)).build(), false))
                .contains("z_end own as 9 and not bc as 17");
        assertThat(elsewhere(ORDER.toBuilder().setZEnd(handoff("bc", 9)).build(), false))
                .contains("z_end bc as 9 and not bc as 17");
    }

    @Test
    void whatHasCeasedIsNowhere() throws Trouble {
        assertThat(astray(ORDER.toBuilder()
                        .clearLinkIds()
                        .setStanding(OrderStanding.ORDER_STANDING_CEASED)
                        .build()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void anOrderOverNoLinksIsNoAnswer(Verb verb) {
        assertThatThrownBy(() -> astray(ORDER.toBuilder().clearLinkIds().build(), verb))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("no links");
    }

    @Test
    void whomAChangeWaitsForIsToldBesideAnOrderThatIsHeldOrInService() throws Trouble {
        Order.Builder waiting = ORDER.toBuilder()
                .setPendingOn(PendingOn.newBuilder()
                        .setParty("the planners")
                        .setReason("more capacity")
                        .setSinceTime(Timestamp.newBuilder().setSeconds(1)));
        for (OrderStanding living :
                List.of(OrderStanding.ORDER_STANDING_HELD, OrderStanding.ORDER_STANDING_IN_SERVICE)) {
            assertThat(AdapterReading.listed(waiting.setStanding(living).build())
                            .pendingOn())
                    .hasValueSatisfying(it -> assertThat(it.party()).isEqualTo("the planners"));
        }
        assertThat(AdapterReading.listed(waiting.setStanding(OrderStanding.ORDER_STANDING_CEASED)
                                .build())
                        .pendingOn())
                .isEmpty();
        assertThat(AdapterReading.listed(ORDER).pendingOn()).isEmpty();
    }

    @Test
    void whatIsPendingOnNobodyIsNoAnswer() {
        Order pending = ORDER.toBuilder()
                .setStanding(OrderStanding.ORDER_STANDING_PENDING)
                .build();
        assertThatThrownBy(() -> AdapterReading.listed(pending)).hasMessageContaining("pending on nobody");
    }

    private static Optional<String> astray(Order told) throws Trouble {
        return astray(told, Verb.READ_BACK);
    }

    private static Optional<String> astray(Order told, Verb verb) throws Trouble {
        Answer answer = AdapterReading.answer(new AdapterReading.Told.Of(told), command(verb));
        return ((Answer.Done) answer).order().astray();
    }

    private static Optional<String> elsewhere(Order told) {
        return elsewhere(told, true);
    }

    private static Optional<String> elsewhere(Order told, boolean handsOver) {
        return AdapterReading.elsewhere(new AdapterReading.Told.Of(told), command(Verb.READ_BACK), handsOver);
    }

    private static Command command(Verb verb) {
        Route route = new Route(
                "remote",
                List.of("ab", "bc"),
                dev.braid.provisioning.domain.Handoff.atCustomer("port-a"),
                new dev.braid.provisioning.domain.Handoff("bc", 17));
        return new Command(verb, "acme.web.1.1", route, 100, 1, Instant.EPOCH);
    }

    private static Handoff handoff(String interconnectId, int number) {
        return Handoff.newBuilder()
                .setInterconnectId(interconnectId)
                .setVlanId(number)
                .build();
    }
}
