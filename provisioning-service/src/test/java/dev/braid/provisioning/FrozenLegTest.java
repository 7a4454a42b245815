package dev.braid.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.provider.v1.ListProvidersRequest;
import dev.braid.api.provisioning.v1.Leg;
import dev.braid.api.provisioning.v1.LegState;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.api.provisioning.v1.ThawLegRequest;
import dev.braid.api.provisioning.v1.ThawLegResponse;
import dev.braid.provisioning.rollout.Hints;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Carriers;
import dev.braid.provisioning.support.Carriers.Carrier;
import dev.braid.provisioning.support.Carriers.Kept;
import dev.braid.provisioning.support.Client;
import dev.braid.provisioning.support.ProvisioningStack;
import dev.braid.provisioning.support.Wanted;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider at which nobody of us undoes what somebody else did, until an operator has looked at it. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class FrozenLegTest {
    private static final long BPS = 100_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Hints hints;

    private final Bus bus = new Bus(Topic.PROVISIONING);
    private Wanted wanted;
    private String reference;
    private Carrier guarded;

    @BeforeEach
    void aLegIsChangedByHand() {
        guarded = Carriers.shared().carrier(ProvisioningStack.GUARDED);
        wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(BPS, ProvisioningStack.GUARDED, "atlas"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        reference = wanted.connectionId + ".1";
        changeByHand(1_000_000);
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1", "DRIFT_FOUND 1");
    }

    @Test
    void aChangeByHandIsShownAndLeftAloneUntilAnOperatorSaysSo() {
        assertThat(drifts()).containsExactly(true);
        Leg leg = leg();
        assertThat(leg.getState()).isEqualTo(LegState.LEG_STATE_ACTIVE);
        assertThat(leg.getBandwidthBps()).isEqualTo(1_000_000);
        assertThat(leg.getWantedState()).isEqualTo(LegState.LEG_STATE_ACTIVE);
        assertThat(leg.getWantedBandwidthBps()).isEqualTo(BPS);
        assertThat(leg.getFrozen().getDifference())
                .isEqualTo("Wanted ACTIVE at 100000000 bit/s, found ACTIVE at 1000000 bit/s");
        assertThat(leg.getFrozen().getSinceTime().getSeconds()).isPositive();
        assertThat(Client.operator()
                        .providers()
                        .listProviders(ListProvidersRequest.getDefaultInstance())
                        .getProvidersList())
                .filteredOn(it -> it.getProviderId().equals(ProvisioningStack.GUARDED))
                .singleElement()
                .matches(it -> it.getFrozenLegCount() >= 1 && it.getActiveLegCount() >= it.getFrozenLegCount());

        // The audit goes on looking, and does no more than that: not even what is gone is ordered again.
        List<String> commands = Carriers.shared().log(wanted.connectionId);
        guarded.orders.remove(reference);
        lookNow();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(leg().getState()).isEqualTo(LegState.LEG_STATE_RELEASED));
        assertThat(leg().getBandwidthBps()).isZero();
        assertThat(leg().getFrozen().getSinceTime()).isEqualTo(leg.getFrozen().getSinceTime());
        assertThat(Carriers.shared().log(wanted.connectionId)).isEqualTo(commands);

        assertThat(thaw(reference).getConnection().getLegs(0).hasFrozen()).isFalse();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(guarded.living(wanted.connectionId))
                        .extracting(Kept::state, Kept::bandwidthBps)
                        .containsExactly(tuple("IN_SERVICE", BPS)));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(drifts()).containsExactly(true, false));
        assertThat(leg().hasFrozen()).isFalse();
        thaw(reference);
        assertThat(leg().getState()).isEqualTo(LegState.LEG_STATE_ACTIVE);
    }

    @Test
    void whatIsPutRightByHandOrNotWantedAnyMoreIsNotFrozen() {
        changeByHand(BPS);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(leg().hasFrozen()).isFalse());
        changeByHand(1_000_000);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(leg().hasFrozen()).isTrue());

        wanted.send(wanted.release());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bus.told(wanted.connectionId)).contains("RELEASED 1"));
        assertThat(guarded.living(wanted.connectionId)).isEmpty();
        assertThat(drifts()).containsExactly(true, true);
    }

    @Test
    void onlyOperatorsThawAndOnlyWhatThereIs() {
        for (String role : List.of("tenant-viewer", "tenant-admin", "telemetry-source", "service")) {
            refused(Status.Code.PERMISSION_DENIED, Client.of("acme", Set.of(role)), wanted.connectionId, reference);
        }
        Client operator = Client.operator();
        refused(Status.Code.NOT_FOUND, operator, wanted.connectionId, reference + "0");
        refused(Status.Code.NOT_FOUND, operator, "acme.absent.1", reference);
        refused(Status.Code.INVALID_ARGUMENT, operator, "", reference).contains("connection_id", "1");
        refused(Status.Code.INVALID_ARGUMENT, operator, "c".repeat(129), reference)
                .contains("connection_id", "128");
        refused(Status.Code.INVALID_ARGUMENT, operator, wanted.connectionId, "").contains("leg_id", "1");
        refused(Status.Code.INVALID_ARGUMENT, operator, wanted.connectionId, "l".repeat(161))
                .contains("leg_id", "160");
        assertThat(leg().hasFrozen()).isTrue();
    }

    private void changeByHand(long bandwidthBps) {
        guarded.orders.computeIfPresent(reference, (_, kept) -> kept.at(bandwidthBps));
        lookNow();
    }

    /** The audit would come to it too, a little later. */
    private void lookNow() {
        assertThat(hints.take(ProvisioningStack.GUARDED, reference).await().atMost(PATIENCE))
                .isTrue();
    }

    private ThawLegResponse thaw(String legId) {
        return Client.operator().provisioning().thawLeg(request(wanted.connectionId, legId));
    }

    private static ThawLegRequest request(String connectionId, String legId) {
        return ThawLegRequest.newBuilder()
                .setConnectionId(connectionId)
                .setLegId(legId)
                .build();
    }

    private static AbstractStringAssert<?> refused(Status.Code code, Client caller, String connectionId, String legId) {
        StatusRuntimeException[] refusal = new StatusRuntimeException[1];
        assertThatThrownBy(() -> caller.provisioning().thawLeg(request(connectionId, legId)))
                .isInstanceOfSatisfying(StatusRuntimeException.class, it -> refusal[0] = it);
        assertThat(refusal[0].getStatus().getCode()).isEqualTo(code);
        return assertThat(refusal[0].getStatus().getDescription());
    }

    private Leg leg() {
        return Client.ofTenant("acme").connection(wanted.connectionId).getLegs(0);
    }

    /** Of each drift that was told, whether it is left as it is. */
    private List<Boolean> drifts() {
        return bus.events(wanted.connectionId).stream()
                .filter(ProvisioningEvent::hasDriftFound)
                .map(it -> it.getDriftFound().getFrozen())
                .toList();
    }
}
