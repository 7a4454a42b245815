package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.Topic;
import dev.braid.api.billing.v1.BillingRecord;
import dev.braid.api.intent.v1.ConnectionState;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentState;
import dev.braid.api.intent.v1.ListIntentsRequest;
import dev.braid.api.intent.v1.TerminateIntentRequest;
import dev.braid.api.path.v1.Binding;
import dev.braid.api.path.v1.NearestOffer;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.path.v1.PathRejection;
import dev.braid.api.path.v1.WayOut;
import dev.braid.intent.support.Bus;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.Network;
import dev.braid.intent.support.Terms;
import dev.braid.intent.support.Wishes;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An intent that is needed at times, told of by path computation and provisioning as they would. */
@QuarkusTest
@WithTestResource(IntentStack.class)
class WindowFlowTest {
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final Client client = Client.ofNewTenant();

    @Test
    void twoOccurrencesAreTwoUsageIntervalsAndThenTheIntentHasExpired() {
        try (Bus bus = new Bus()) {
            Network network = Network.of(bus, submit("burst"), 1);
            network.say(network.record(1, 1, PathPhase.PATH_PHASE_SCHEDULED));
            Intent booked = await("burst", IntentState.INTENT_STATE_SCHEDULED);
            assertThat(booked.getConnections(0).getState()).isEqualTo(ConnectionState.CONNECTION_STATE_SCHEDULED);
            assertThat(booked.getActiveGeneration()).isZero();
            assertThat(booked.hasPendingOn()).isFalse();

            network.say(network.planned(2, 1, 1));
            await("burst", IntentState.INTENT_STATE_PROVISIONING);
            network.say(network.activated(1, 1, 1, start));
            await("burst", IntentState.INTENT_STATE_ACTIVE);
            network.say(network.record(3, 1, PathPhase.PATH_PHASE_RELEASING));
            network.say(network.released(2, 1, 2, start.plusSeconds(10)));
            await("burst", IntentState.INTENT_STATE_PROVISIONING);
            network.say(network.record(4, 1, PathPhase.PATH_PHASE_SCHEDULED));
            assertThat(await("burst", IntentState.INTENT_STATE_SCHEDULED).getActiveGeneration())
                    .isZero();
            assertThat(listed(IntentState.INTENT_STATE_SCHEDULED)).containsExactly("burst");

            network.say(network.planned(5, 1, 3));
            network.say(network.activated(3, 1, 3, start.plusSeconds(60)));
            await("burst", IntentState.INTENT_STATE_ACTIVE);
            network.say(network.released(4, 1, 4, start.plusSeconds(70)));
            network.say(network.record(6, 1, PathPhase.PATH_PHASE_RELEASED));
            Intent expired = await("burst", IntentState.INTENT_STATE_EXPIRED);
            assertThat(expired.getConnections(0).getState()).isEqualTo(ConnectionState.CONNECTION_STATE_RELEASED);
            assertThat(listed(IntentState.INTENT_STATE_EXPIRED)).containsExactly("burst");

            List<BillingRecord> bill = Bus.read(Topic.BILLING, network.connectionId(), BillingRecord.parser(), 4);
            assertThat(bill).extracting(BillingRecord::getSequence).containsExactly(1L, 2L, 3L, 4L);
            assertThat(bill)
                    .extracting(BillingRecord::getOccurTime)
                    .containsExactly(
                            Network.timestamp(start),
                            Network.timestamp(start.plusSeconds(10)),
                            Network.timestamp(start.plusSeconds(60)),
                            Network.timestamp(start.plusSeconds(70)));
            assertThat(bill.get(1).getUsageEnded().getDurationUs()).isEqualTo(10_000_000);
            assertThat(bill.get(2).getUsageStarted().getInterval()).isEqualTo(2);
            assertThat(bill.get(3).getUsageEnded().getDurationUs()).isEqualTo(10_000_000);
        }
    }

    @Test
    void whatIsBookedEndsOnlyWhenPathComputationHasLetGo() {
        try (Bus bus = new Bus()) {
            Network network = Network.of(bus, submit("booked"), 1);
            network.say(network.record(1, 1, PathPhase.PATH_PHASE_SCHEDULED));
            await("booked", IntentState.INTENT_STATE_SCHEDULED);
            Intent ended = client.intents()
                    .terminateIntent(TerminateIntentRequest.newBuilder()
                            .setIntentId("booked")
                            .build())
                    .getIntent();
            assertThat(ended.getState()).isEqualTo(IntentState.INTENT_STATE_TERMINATING);
            network.say(network.record(2, 2, PathPhase.PATH_PHASE_RELEASED));
            await("booked", IntentState.INTENT_STATE_TERMINATED);
        }
    }

    @Test
    void aRejectionReachesTheTenantWordForWord() {
        try (Bus bus = new Bus()) {
            Network network = Network.of(bus, submit("refused"), 1);
            PathRejection rejection = PathRejection.newBuilder()
                    .setGeneration(1)
                    .setBinding(Binding.BINDING_JITTER)
                    .setMessage("no path has less than 40 us of jitter")
                    .setNearestOffer(NearestOffer.newBuilder()
                            .setLatencyUs(9_000)
                            .setBandwidthBps(1_000_000_000)
                            .setPriceMicrosPerHour(7)
                            .setHopCount(3)
                            .setStartTime(Network.timestamp(start)))
                    .addConflictingFields("objectives.max_jitter_us")
                    .addConflictingFields("constraints.excluded_provider_ids")
                    .addWaysOut(WayOut.newBuilder()
                            .setField("objectives.max_jitter_us")
                            .setOffer(NearestOffer.newBuilder().setHopCount(2))
                            .setMessage("with 41 us"))
                    .build();
            PathRecord record = network.record(1, 1, PathPhase.PATH_PHASE_REJECTED);
            network.say(record.toBuilder().setRejection(rejection).build());
            assertThat(await("refused", IntentState.INTENT_STATE_REJECTED).getRejection())
                    .isEqualTo(rejection);
        }
    }

    private Intent submit(String intentId) {
        Wishes.createPorts(client, "left", "right");
        return client.intents()
                .submitIntent(Wishes.submit(
                        intentId,
                        Wishes.pair("left", "right").toBuilder()
                                .setWindow(Terms.nightly())
                                .build()))
                .getIntent();
    }

    private Intent await(String intentId, IntentState state) {
        return Wishes.await(client, intentId, intent -> intent.getState() == state);
    }

    private List<String> listed(IntentState state) {
        return client
                .intents()
                .listIntents(ListIntentsRequest.newBuilder().addStates(state).build())
                .getIntentsList()
                .stream()
                .map(Intent::getIntentId)
                .toList();
    }
}
