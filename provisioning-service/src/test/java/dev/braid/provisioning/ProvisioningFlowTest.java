package dev.braid.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.provisioning.v1.Leg;
import dev.braid.api.provisioning.v1.LegState;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.api.provisioning.v1.ProvisioningEvent.EventCase;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Carriers;
import dev.braid.provisioning.support.Client;
import dev.braid.provisioning.support.ProvisioningStack;
import dev.braid.provisioning.support.Wanted;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans come on the topic, carriers are ordered from over HTTP, and what came of it is told on the topic. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class ProvisioningFlowTest {
    private static final long MBPS = 1_000_000;

    @Inject
    MeterRegistry meters;

    private final Bus bus = new Bus(Topic.PROVISIONING);
    private Carriers carriers;

    @BeforeEach
    void openCarriers() {
        carriers = Carriers.shared();
    }

    @Test
    void aPlanBecomesAnActiveConnectionOverTwoCarriers() {
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(100 * MBPS, "atlas", "borea"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");

        assertThat(carriers.log(wanted.connectionId))
                .hasSize(4)
                .startsWith(carriers.log(wanted.connectionId).getFirst())
                .containsExactlyInAnyOrder("PUT atlas", "PUT borea", "activate atlas", "activate borea");
        assertThat(carriers.log(wanted.connectionId).subList(0, 2)).allMatch(it -> it.startsWith("PUT"));
        var seen = Client.ofTenant("acme").connection(wanted.connectionId);
        assertThat(seen.getActiveRevision()).isEqualTo(1);
        assertThat(seen.getWantedRevision()).isEqualTo(1);
        assertThat(seen.getLegsList())
                .extracting(Leg::getState, Leg::getProviderState, Leg::getBandwidthBps, Leg::getLastError)
                .containsOnly(tuple(LegState.LEG_STATE_ACTIVE, "IN_SERVICE", 100 * MBPS, ""));
        ProvisioningEvent activated = bus.events(wanted.connectionId).getFirst();
        assertThat(activated.getActivated().getPriceMicrosPerHour()).isEqualTo(1_250_000);
        assertThat(activated.getIntentKey()).isEqualTo(wanted.intentKey);
        assertThat(bus.records(wanted.connectionId).getFirst().headers().lastHeader("ce_id"))
                .isNotNull();
    }

    @Test
    void theLegsOfBothPathsAreOrderedActivatedReadBackAndReleased() {
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.protectedPlan(100 * MBPS, List.of("atlas", "borea"), List.of("cirrus")));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");

        assertThat(carriers.log(wanted.connectionId))
                .containsExactlyInAnyOrder(
                        "PUT atlas", "PUT borea", "PUT cirrus", "activate atlas", "activate borea", "activate cirrus");
        assertThat(Client.ofTenant("acme").connection(wanted.connectionId).getLegsList())
                .extracting(Leg::getProviderId, Leg::getState, Leg::getProviderState, Leg::getBandwidthBps)
                .containsExactlyInAnyOrder(
                        tuple("atlas", LegState.LEG_STATE_ACTIVE, "IN_SERVICE", 100 * MBPS),
                        tuple("borea", LegState.LEG_STATE_ACTIVE, "IN_SERVICE", 100 * MBPS),
                        tuple("cirrus", LegState.LEG_STATE_ACTIVE, "IN_SERVICE", 100 * MBPS));

        // The working path is lost: what protected it stays as it is, and another one is made.
        wanted.send(wanted.protectedPlan(100 * MBPS, List.of("cirrus"), List.of("atlas")));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1", "ACTIVATED 2", "OLD_LEGS_RELEASED 2");
        List<String> log = carriers.log(wanted.connectionId);
        assertThat(log.subList(6, log.size())).containsExactly("release borea");

        wanted.send(wanted.release());
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1", "ACTIVATED 2", "OLD_LEGS_RELEASED 2", "RELEASED 2");
        for (String providerId : List.of("atlas", "borea", "cirrus")) {
            assertThat(carriers.carrier(providerId).living(wanted.connectionId)).isEmpty();
        }
    }

    @Test
    void whatIsBookedForLaterIsNotOrdered() {
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.booked(100 * MBPS, "atlas"));
        wanted.send(wanted.plan(100 * MBPS, "atlas"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        wanted.send(wanted.release());
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1", "RELEASED 1");
        wanted.send(wanted.booked(100 * MBPS, "borea"));
        wanted.send(wanted.plan(100 * MBPS, "borea"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1", "RELEASED 1", "ACTIVATED 2", "OLD_LEGS_RELEASED 2");
        assertThat(carriers.log(wanted.connectionId))
                .containsExactly("PUT atlas", "activate atlas", "release atlas", "PUT borea", "activate borea");
    }

    @Test
    void theNewPathIsMadeBeforeTheOldOneIsBroken() {
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(100 * MBPS, "atlas", "borea"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        wanted.send(wanted.plan(100 * MBPS, "borea", "cirrus"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1", "ACTIVATED 2", "OLD_LEGS_RELEASED 2");

        List<String> log = carriers.log(wanted.connectionId);
        assertThat(log.subList(4, log.size())).containsExactly("PUT cirrus", "activate cirrus", "release atlas");
        assertThat(bus.events(wanted.connectionId).get(2).getActivated().getPreviousRevision())
                .isEqualTo(1);
        sequencesHaveNoGap(wanted);
    }

    @Test
    void anotherBandwidthModifiesTheSameOrders() {
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(100 * MBPS, "atlas"));
        wanted.send(wanted.plan(250 * MBPS, "atlas"));
        await().until(() -> bus.told(wanted.connectionId).contains("OLD_LEGS_RELEASED 2"));
        var orders = carriers.carrier("atlas").living(wanted.connectionId);
        assertThat(orders).hasSize(1);
        assertThat(orders.getFirst().bandwidthBps()).isEqualTo(250 * MBPS);
    }

    @Test
    void aRefusalIsReportedAndTheOldPlanGoesOn() {
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(100 * MBPS, "atlas"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        Carriers.Carrier refusing = carriers.carrier("refusing");
        refusing.rejectNext = 1;
        wanted.send(wanted.plan(100 * MBPS, "refusing", "borea"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1", "FAILED 2");

        ProvisioningEvent failed = bus.events(wanted.connectionId).getLast();
        assertThat(failed.getFailed().getProviderId()).isEqualTo("refusing");
        assertThat(failed.getFailed().getLinkIdsList()).containsExactly("refusing-lon-par-1");
        assertThat(failed.getFailed().getReason()).contains("NO_CAPACITY");
        await().until(() ->
                carriers.carrier("borea").living(wanted.connectionId).isEmpty());
        assertThat(carriers.carrier("atlas").living(wanted.connectionId)).hasSize(1);
        var seen = Client.ofTenant("acme").connection(wanted.connectionId);
        assertThat(seen.getActiveRevision()).isEqualTo(1);
        assertThat(seen.getLegsList())
                .filteredOn(it -> it.getState() == LegState.LEG_STATE_REFUSED)
                .singleElement()
                .extracting(Leg::getLastError)
                .isEqualTo("NO_CAPACITY: no_capacity");

        // The same legs as a new plan: at rest at once.
        wanted.send(wanted.plan(100 * MBPS, "atlas"));
        await().until(() -> bus.told(wanted.connectionId).contains("OLD_LEGS_RELEASED 3"));
    }

    @Test
    void whatWasRefusedIsToldToBeGoneWhileTheNextPlanWaitsForASibling() {
        Wanted[] both = Wanted.connections("acme", 2);
        carriers.carrier("refusing").rejectNext = 1;
        both[0].send(both[0].plan(100 * MBPS, "refusing", "borea"));
        bus.awaitTold(both[0], "FAILED 1");
        both[0].send(both[0].plan(100 * MBPS, "atlas"));

        String id = both[0].connectionId;
        await().until(() -> bus.events(id).getLast().hasUnusedPlansReleased());
        ProvisioningEvent told = bus.events(id).getLast();
        assertThat(told.getRevision()).isEqualTo(1);
        assertThat(told.getUnusedPlansReleased().getHeldRevisionsList()).containsExactly(2L);
        assertThat(carriers.carrier("borea").living(id)).isEmpty();
    }

    @Test
    void nothingIsActivatedBeforeAllConnectionsOfTheIntentAreReserved() {
        Wanted[] both = Wanted.connections("acme", 2);
        both[0].send(both[0].plan(100 * MBPS, "atlas"));
        await().until(() ->
                carriers.carrier("atlas").living(both[0].connectionId).size() == 1);
        await().during(Duration.ofMillis(1500))
                .until(() -> carriers.log(both[0].connectionId).equals(List.of("PUT atlas")));
        both[1].send(both[1].plan(100 * MBPS, "borea"));
        bus.awaitTold(both[0], "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        bus.awaitTold(both[1], "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
    }

    @Test
    void releaseLetsGoOfEverythingAndSaysSo() {
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(100 * MBPS, "atlas", "borea"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        wanted.send(wanted.release());
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1", "RELEASED 1");
        assertThat(carriers.carrier("atlas").living(wanted.connectionId)).isEmpty();
        assertThat(carriers.carrier("borea").living(wanted.connectionId)).isEmpty();
        assertThat(Client.ofTenant("acme").connection(wanted.connectionId).getLegsList())
                .isEmpty();
        sequencesHaveNoGap(wanted);
    }

    @Test
    void aStaleRecordIsDroppedAndCounted() {
        Wanted wanted = Wanted.connection("acme");
        PathRecord first = wanted.send(wanted.plan(100 * MBPS, "atlas"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        wanted.send(wanted.release());
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1", "RELEASED 1");
        double stale = meters.counter("braid.stale.records", "topic", "paths").count();
        wanted.send(first);
        await().until(() ->
                meters.counter("braid.stale.records", "topic", "paths").count() == stale + 1);
        assertThat(carriers.carrier("atlas").living(wanted.connectionId)).isEmpty();
    }

    @Test
    void aHundredConnectionsComeAndGoAtTheSameTime() {
        List<Wanted> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.addAll(List.of(Wanted.connections("crowd", 5)));
        }
        all.forEach(it -> it.send(it.plan(100 * MBPS, "atlas", "borea", "cirrus")));
        awaitAll(all, EventCase.ACTIVATED);
        all.forEach(it -> it.send(it.release()));
        awaitAll(all, EventCase.RELEASED);
        for (String providerId : List.of("atlas", "borea", "cirrus")) {
            assertThat(all)
                    .allMatch(it ->
                            carriers.carrier(providerId).living(it.connectionId).isEmpty());
        }
    }

    private void awaitAll(List<Wanted> all, EventCase event) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> all.stream()
                        .allMatch(it ->
                                bus.events(it.connectionId).stream().anyMatch(told -> told.getEventCase() == event)));
    }

    private void sequencesHaveNoGap(Wanted wanted) {
        List<ProvisioningEvent> events = bus.events(wanted.connectionId);
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).getSequence()).isEqualTo(i + 1);
        }
    }
}
