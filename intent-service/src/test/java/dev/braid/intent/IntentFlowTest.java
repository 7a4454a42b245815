package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.Topic;
import dev.braid.api.billing.v1.BillingRecord;
import dev.braid.api.intent.v1.Connection;
import dev.braid.api.intent.v1.ConnectionState;
import dev.braid.api.intent.v1.Health;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.intent.v1.IntentState;
import dev.braid.api.intent.v1.TerminateIntentRequest;
import dev.braid.api.intent.v1.UpdateIntentRequest;
import dev.braid.api.path.v1.Binding;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.provisioning.v1.LegState;
import dev.braid.api.provisioning.v1.PendingOn;
import dev.braid.api.provisioning.v1.WaitingLeg;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.intent.support.Bus;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.Network;
import dev.braid.intent.support.Wishes;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(IntentStack.class)
class IntentFlowTest {
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @Test
    void anIntentBecomesActiveMovesAndEndsAndBillingReadsEveryInterval() {
        Client client = Client.ofNewTenant();
        try (Bus bus = new Bus()) {
            Intent submitted = Wishes.submitPair(client, "web-to-db");
            assertThat(submitted.getState()).isEqualTo(IntentState.INTENT_STATE_PLANNING);
            assertThat(submitted.getSpec()).isEqualTo(Wishes.pair("left", "right"));
            Network network = Network.of(bus, submitted, 1);

            network.say(network.planned(1, 1, 1));
            Intent planned =
                    Wishes.await(client, "web-to-db", i -> i.getState() == IntentState.INTENT_STATE_PROVISIONING);
            assertThat(planned.getPendingOn().getParty()).isEqualTo(Network.PROVIDER);
            assertThat(planned.getPriceMicrosPerHour()).isEqualTo(Network.PRICE);
            assertThat(planned.getCurrencyCode()).isEqualTo("EUR");

            network.say(network.activated(1, 1, 1, start));
            Intent active = Wishes.await(client, "web-to-db", i -> i.getState() == IntentState.INTENT_STATE_ACTIVE);
            assertThat(active.getActiveGeneration()).isEqualTo(1);
            assertThat(active.hasPendingOn()).isFalse();
            assertThat(active.getHealth()).isEqualTo(Health.HEALTH_UNSPECIFIED);

            network.say(network.health(HealthState.HEALTH_STATE_BROKEN, 1, 90_000, start.plusSeconds(1)));
            Intent broken = Wishes.await(client, "web-to-db", i -> i.getHealth() == Health.HEALTH_BROKEN);
            assertThat(broken.getConnections(0).getMeasuredLatencyUs()).isEqualTo(90_000);

            network.say(network.planned(2, 1, 2));
            Wishes.await(
                    client,
                    "web-to-db",
                    i -> i.getConnections(0).getState() == ConnectionState.CONNECTION_STATE_MOVING);
            network.say(network.activated(2, 1, 2, start.plusSeconds(2)));
            Intent moved =
                    Wishes.await(client, "web-to-db", i -> i.getConnections(0).getActiveRevision() == 2);
            assertThat(moved.getState()).isEqualTo(IntentState.INTENT_STATE_ACTIVE);

            Intent terminating = client.intents()
                    .terminateIntent(TerminateIntentRequest.newBuilder()
                            .setIntentId("web-to-db")
                            .build())
                    .getIntent();
            assertThat(terminating.getState()).isEqualTo(IntentState.INTENT_STATE_TERMINATING);
            assertThat(terminating.getGeneration()).isEqualTo(2);
            network.say(network.record(3, 2, PathPhase.PATH_PHASE_RELEASING));
            network.say(network.released(3, 2, 2, start.plusSeconds(3)));
            network.say(network.record(4, 2, PathPhase.PATH_PHASE_RELEASED));
            Intent ended = Wishes.await(client, "web-to-db", i -> i.getState() == IntentState.INTENT_STATE_TERMINATED);
            assertThat(ended.getConnections(0))
                    .isEqualTo(Connection.newBuilder()
                            .setConnectionId(network.connectionId())
                            .setAPortId("left")
                            .setZPortId("right")
                            .setState(ConnectionState.CONNECTION_STATE_RELEASED)
                            .build());

            List<IntentEvent> events = Bus.read(Topic.INTENTS, network.intentKey(), IntentEvent.parser(), 2);
            assertThat(events).extracting(IntentEvent::getGeneration).containsExactly(1L, 2L);
            assertThat(events.getFirst()
                            .getRequested()
                            .getConnections(0)
                            .getDemand()
                            .getALocationId())
                    .isEqualTo("loc-left");
            assertThat(events.getLast().hasTerminated()).isTrue();

            List<BillingRecord> bill = Bus.read(Topic.BILLING, network.connectionId(), BillingRecord.parser(), 4);
            assertThat(bill).extracting(BillingRecord::getSequence).containsExactly(1L, 2L, 3L, 4L);
            assertThat(bill.get(0).getUsageStarted().getInterval()).isEqualTo(1);
            assertThat(bill.get(1).getUsageEnded().getDurationUs()).isEqualTo(2_000_000);
            assertThat(bill.get(1).getUsageEnded().getAmountMicros()).isEqualTo(2_000_000);
            assertThat(bill.get(1).getOccurTime()).isEqualTo(bill.get(2).getOccurTime());
            assertThat(bill.get(2).getUsageStarted().getInterval()).isEqualTo(2);
            assertThat(bill.get(3).getUsageEnded().getAmountMicros()).isEqualTo(1_000_000);
            assertThat(bill.get(3).getRecordId()).isEqualTo(network.connectionId() + "/4");
        }
    }

    @Test
    void ofThreeCarriersTheOneThatWorksByHandIsNamedWithItsWordsAndItsTime() {
        Client client = Client.ofNewTenant();
        try (Bus bus = new Bus()) {
            Network network = Network.of(bus, Wishes.submitPair(client, "by-hand"), 1);
            WaitingLeg leg = WaitingLeg.newBuilder()
                    .setLegId(network.connectionId() + ".3")
                    .setProviderId("norrvane")
                    .addLinkIds("norrvane-lon-man-1")
                    .setState(LegState.LEG_STATE_PENDING)
                    .setPendingOn(PendingOn.newBuilder()
                            .setParty("the night shift")
                            .setReason("a \"splice\" at sea")
                            .setSinceTime(Network.timestamp(start.minusSeconds(60)))
                            .setExpireTime(Network.timestamp(start.plusSeconds(86_400))))
                    .build();
            network.say(network.planned(1, 1, 1, "atlas", "norrvane", "borea"));
            network.say(network.waiting(1, 1, 1, start, leg));
            Intent waits = Wishes.await(
                    client, "by-hand", i -> i.getPendingOn().getParty().equals("norrvane"));
            assertThat(waits.getPendingOn().getReason())
                    .isEqualTo("the night shift: a \"splice\" at sea (leg %s)".formatted(leg.getLegId()));
            assertThat(waits.getPendingOn().getSinceTime())
                    .isEqualTo(leg.getPendingOn().getSinceTime());
            assertThat(waits.getPendingOn().getExpireTime())
                    .isEqualTo(leg.getPendingOn().getExpireTime());
            assertThat(waits.getConnections(0).getWaitingLegsList()).containsExactly(leg);

            network.say(network.waiting(2, 1, 1, start.plusSeconds(1)));
            network.say(network.activated(3, 1, 1, start.plusSeconds(1)));
            Intent active = Wishes.await(client, "by-hand", i -> i.getState() == IntentState.INTENT_STATE_ACTIVE);
            assertThat(active.hasPendingOn()).isFalse();
            assertThat(active.getConnections(0).getWaitingLegsList()).isEmpty();
        }
    }

    @Test
    void anIntentWithoutAPathIsRejectedForTheTrueCauseAndALaterGenerationCanSucceed() {
        Client client = Client.ofNewTenant();
        try (Bus bus = new Bus()) {
            Wishes.createPorts(client, "hub", "one", "two");
            Intent submitted = client.intents()
                    .submitIntent(Wishes.submit("star", Wishes.mesh(List.of("hub", "one", "two"))))
                    .getIntent();
            assertThat(submitted.getConnectionsCount()).isEqualTo(3);
            for (int i = 1; i <= 3; i++) {
                Network network = Network.of(bus, submitted, i);
                network.say(network.rejected(1, 1, i == 2 ? Binding.BINDING_LATENCY : Binding.BINDING_SIBLING));
            }
            Intent rejected = Wishes.await(client, "star", i -> i.getState() == IntentState.INTENT_STATE_REJECTED);
            assertThat(rejected.getRejection().getBinding()).isEqualTo(Binding.BINDING_LATENCY);
            assertThat(rejected.getRejection().getGeneration()).isEqualTo(1);

            Intent changed = client.intents()
                    .updateIntent(UpdateIntentRequest.newBuilder()
                            .setIntentId("star")
                            .setSpec(Wishes.mesh(List.of()).toBuilder().clearObjectives())
                            .setUpdateMask(
                                    com.google.protobuf.FieldMask.newBuilder().addPaths("objectives"))
                            .build())
                    .getIntent();
            assertThat(changed.getState()).isEqualTo(IntentState.INTENT_STATE_PLANNING);
            assertThat(changed.hasRejection()).isFalse();
            for (int i = 1; i <= 3; i++) {
                Network network = Network.of(bus, submitted, i);
                network.say(network.activated(1, 2, 1, start));
                network.say(network.planned(2, 2, 1));
            }
            Intent active = Wishes.await(
                    client,
                    "star",
                    i -> i.getState() == IntentState.INTENT_STATE_ACTIVE
                            && i.getPriceMicrosPerHour() == 3 * Network.PRICE);
            assertThat(active.getActiveGeneration()).isEqualTo(2);
        }
    }
}
