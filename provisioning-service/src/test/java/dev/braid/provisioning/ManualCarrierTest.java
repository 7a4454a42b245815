package dev.braid.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.provisioning.v1.Leg;
import dev.braid.api.provisioning.v1.LegState;
import dev.braid.api.provisioning.v1.WaitingChanged;
import dev.braid.api.provisioning.v1.WaitingLeg;
import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.platform.proto.Times;
import dev.braid.provisioning.rollout.Hints;
import dev.braid.provisioning.rollout.Reconciler;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Carriers;
import dev.braid.provisioning.support.Carriers.Carrier;
import dev.braid.provisioning.support.Carriers.Kept;
import dev.braid.provisioning.support.Client;
import dev.braid.provisioning.support.ProvisioningStack;
import dev.braid.provisioning.support.Wanted;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of three carriers one works by hand: the others hold, nothing carries traffic, and nobody is kept busy by waiting. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class ManualCarrierTest {
    private static final long BPS = 100_000_000;
    private static final List<String> QUICK = List.of("atlas", "borea");

    @Inject
    Reconciler reconciler;

    @Inject
    Hints hints;

    private final Bus bus = new Bus(Topic.PROVISIONING);
    private final Wanted wanted = Wanted.connection("acme");
    private Carriers carriers;
    private Carrier manual;

    @BeforeEach
    void openCarriers() {
        carriers = Carriers.shared();
        manual = carriers.carrier("manual");
        manual.manual = true;
    }

    @AfterEach
    void behaveAgain() {
        manual.behave();
        reconciler.resume();
    }

    @Test
    void waitsThroughARestartAndGoesOnWhenSomebodyHasDecided() throws SQLException {
        waitForPeople();
        Leg waiting = leg("manual");
        assertThat(waiting.getState()).isEqualTo(LegState.LEG_STATE_PENDING);
        assertThat(waiting.getProviderState()).isEqualTo("PENDING");
        assertThat(waiting.getAttemptCount()).isZero();
        assertThat(waiting.getLastError()).isEmpty();
        assertThat(waiting.getPendingOn().getParty()).isEqualTo("the night shift");
        assertThat(waiting.getPendingOn().getReason()).isEqualTo("a splice at sea");
        assertThat(Times.instant(waiting.getPendingOn().getExpireTime()))
                .isEqualTo(Instant.parse("2026-01-04T00:00:00Z"));
        assertThat(bus.told(wanted.connectionId)).isEmpty();
        await().untilAsserted(() -> assertThat(bus.waits(wanted.connectionId)).containsExactly(waitingOn(waiting)));
        assertThat(carriers.log(wanted.connectionId)).allMatch(it -> it.startsWith("PUT"));

        dieAndComeBack();
        await().until(() -> leg("manual").hasPendingOn());
        manual.decideAll("HELD");
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        assertThat(leg("manual").hasPendingOn()).isFalse();
        assertThat(bus.waits(wanted.connectionId))
                .containsExactly(waitingOn(waiting), WaitingChanged.getDefaultInstance());
        for (String providerId : List.of("atlas", "borea", "manual")) {
            assertThat(carriers.carrier(providerId).living(wanted.connectionId))
                    .extracting(Kept::state)
                    .containsExactly("IN_SERVICE");
        }
        wanted.send(wanted.release());
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1", "RELEASED 1");
    }

    @Test
    void aNoAfterDaysEndsThePlanInTheWordsOfTheCarrier() {
        waitForPeople();
        manual.decideAll("CEASED");
        bus.awaitTold(wanted, "FAILED 1");
        var failed = bus.events(wanted.connectionId).getFirst().getFailed();
        assertThat(failed.getProviderId()).isEqualTo("manual");
        assertThat(failed.getReason()).isEqualTo("CEASED");
        nothingIsHeld();
    }

    @Test
    void aHintMakesTheLookDueAtOnceAndIsBelievedByNobody() throws SQLException {
        waitForPeople();
        reconciler.pause();
        await().until(() -> claims() == 0);
        stored("update legs set audit_time = now() + interval '1 day' where connection_id = ? and state = 'WAITING'"
                + " returning 1");
        String legId = leg("manual").getLegId();
        assertThat(hints.take("manual", "acme.nobody.1.1").await().indefinitely())
                .isFalse();
        assertThat(hints.take("atlas", legId).await().indefinitely()).isFalse();
        assertThat(hints.take("manual", legId).await().indefinitely()).isTrue();
        reconciler.resume();
        await().until(() -> stored("select count(*) from legs where connection_id = ? and state = 'WAITING'"
                        + " and audit_time between now() - interval '1 minute' and now() + interval '1 minute'")
                == 1);
        assertThat(leg("manual").hasPendingOn()).isTrue();
        manual.decideAll("HELD");
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
    }

    /** When a tenant cancels, or the service dies. */
    enum Point {
        /** Nobody has been asked yet. */
        BEFORE_ANYTHING,
        /** The order may have been placed, and nobody knows. */
        ORDERED_WITHOUT_AN_ANSWER,
        /** The quick carriers hold, the manual one waits. */
        WAITING,
        /** The same, and the service has died and come back since. */
        WAITING_AFTER_A_RESTART,
        /** The people have decided, and nobody here has heard of it. */
        DECIDED_UNHEARD,
        /** The people have said no, and nobody here has heard of it. */
        REFUSED_UNHEARD,
        /** Everything carries traffic. */
        ACTIVE
    }

    @ParameterizedTest
    @EnumSource
    void cancelledAtAnyPointLeavesNothing(Point point) throws SQLException {
        bring(point);
        wanted.send(wanted.release());
        await().until(() -> recordSequence() == 2 || point == Point.BEFORE_ANYTHING);
        manual.mute = false;
        reconciler.resume();
        await().untilAsserted(
                        () -> assertThat(bus.told(wanted.connectionId)).last().isEqualTo("RELEASED 1"));
        nothingIsHeld();
        assertThat(stored("select count(*) from legs where connection_id = ?")).isZero();
    }

    private void bring(Point point) throws SQLException {
        switch (point) {
            case BEFORE_ANYTHING -> {
                reconciler.pause();
                plan();
            }
            case ORDERED_WITHOUT_AN_ANSWER -> {
                manual.mute = true;
                plan();
                await().until(() -> !manual.living(wanted.connectionId).isEmpty());
                reconciler.pause();
            }
            case WAITING -> waitForPeople();
            case WAITING_AFTER_A_RESTART -> {
                waitForPeople();
                dieAndComeBack();
            }
            case DECIDED_UNHEARD, REFUSED_UNHEARD -> {
                waitForPeople();
                reconciler.pause();
                await().until(() -> claims() == 0);
                manual.decideAll(point == Point.DECIDED_UNHEARD ? "HELD" : "CEASED");
            }
            case ACTIVE -> {
                waitForPeople();
                manual.decideAll("HELD");
                bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
            }
        }
    }

    private void plan() {
        wanted.send(wanted.plan(BPS, "atlas", "borea", "manual"));
    }

    private void waitForPeople() {
        plan();
        await().until(() -> leg("manual").hasPendingOn()
                && QUICK.stream().allMatch(it -> leg(it).getState() == LegState.LEG_STATE_RESERVED));
        // Between two looks nobody works on it.
        await().until(() -> claims() == 0);
    }

    /** As if the process had died with the connection in its hands, and another had taken over. */
    private void dieAndComeBack() throws SQLException {
        stored("update connections set claim_epoch = claim_epoch + 1, claimed_until_time = null, due_time = now()"
                + " where connection_id = ? returning claim_epoch");
        reconciler.wake();
    }

    private void nothingIsHeld() {
        await().untilAsserted(() -> assertThat(Stream.of("atlas", "borea", "manual")
                        .flatMap(it -> carriers.carrier(it).living(wanted.connectionId).stream()))
                .isEmpty());
    }

    private Leg leg(String providerId) {
        try {
            return Client.ofTenant("acme").connection(wanted.connectionId).getLegsList().stream()
                    .filter(it -> it.getProviderId().equals(providerId))
                    .findFirst()
                    .orElse(Leg.getDefaultInstance());
        } catch (StatusRuntimeException notYet) {
            return Leg.getDefaultInstance();
        }
    }

    private static WaitingChanged waitingOn(Leg leg) {
        return WaitingChanged.newBuilder()
                .addLegs(WaitingLeg.newBuilder()
                        .setLegId(leg.getLegId())
                        .setProviderId("manual")
                        .addAllLinkIds(leg.getLinkIdsList())
                        .setState(LegState.LEG_STATE_PENDING)
                        .setPendingOn(leg.getPendingOn()))
                .build();
    }

    private long claims() throws SQLException {
        return stored("select count(*) from connections where connection_id = ? and claimed_until_time is not null");
    }

    private long recordSequence() throws SQLException {
        return stored("select record_sequence from connections where connection_id = ?");
    }

    private long stored(String sql) throws SQLException {
        try (var connection = EmbeddedStack.connectAsAdmin(Database.PROVISIONING);
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, wanted.connectionId);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }
}
