package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.braid.api.Topic;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentState;
import dev.braid.api.path.v1.DecisionEvent;
import dev.braid.api.path.v1.MoveResult;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.intent.support.Bus;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.Network;
import dev.braid.intent.support.Wishes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What cannot be read or cannot be true goes to the dead letters as it came, is counted, and changes nothing. */
@QuarkusTest
@WithTestResource(IntentStack.class)
class DeadLetterTest {
    private static final Instant NOW = Instant.now();

    private final Client client = Client.ofNewTenant();
    private final Bus bus = new Bus();
    private Intent before;
    private Network network;

    @Inject
    MeterRegistry meters;

    @BeforeEach
    void anActiveIntent() {
        Network first = Network.of(bus, Wishes.submitPair(client, "sound"), 1);
        first.say(first.planned(1, 1, 1));
        first.say(first.activated(1, 1, 1, NOW));
        first.say(first.health(HealthState.HEALTH_STATE_MET, 1, 4_000, NOW));
        before = Wishes.await(
                client,
                "sound",
                i -> i.getState() == IntentState.INTENT_STATE_ACTIVE
                        && i.getPriceMicrosPerHour() > 0
                        && i.getConnections(0).getMeasuredLatencyUs() == 4_000);
        network = first;
    }

    @AfterEach
    void close() {
        bus.close();
    }

    @Test
    void aPathRecordCutOffAnywhereIsADeadLetter() {
        byte[] whole = network.planned(2, 1, 2).toByteArray();
        for (int length = 0; length < whole.length; length++) {
            bus.send(Topic.PATHS, network.connectionId(), Arrays.copyOf(whole, length));
        }
        assertDeadLetters(Topic.PATHS, whole.length);
    }

    @Test
    void aReportOfProvisioningCutOffAnywhereIsADeadLetter() {
        byte[] whole = network.activated(2, 1, 2, NOW).toByteArray();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            bus.send(Topic.PROVISIONING, network.connectionId(), cut);
        }
        assertDeadLetters(Topic.PROVISIONING, whole.length);
    }

    @Test
    void aJudgementCutOffIsADeadLetter() {
        byte[] whole = network.health(HealthState.HEALTH_STATE_BROKEN, 1, 9_000, NOW.plusSeconds(1))
                .toByteArray();
        bus.send(Topic.HEALTH, network.connectionId(), Arrays.copyOf(whole, whole.length - 1));
        bus.send(Topic.HEALTH, network.connectionId(), Arrays.copyOf(whole, whole.length / 2));
        bus.send(Topic.HEALTH, network.connectionId(), new byte[0]);
        assertDeadLetters(Topic.HEALTH, 3);
    }

    @Test
    void aPathRecordThatCannotBeTrueIsADeadLetter() {
        PathRecord good = network.planned(2, 1, 2);
        List<PathRecord> absurd = List.of(
                good.toBuilder().setSequence(0).build(),
                good.toBuilder().setGeneration(0).build(),
                good.toBuilder().setGeneration(2).build(),
                good.toBuilder().setPhaseValue(0).build(),
                good.toBuilder().setPhaseValue(77).build(),
                good.toBuilder().clearPlan().build(),
                good.toBuilder()
                        .setPlan(good.getPlan().toBuilder().setRevision(-1))
                        .build(),
                good.toBuilder()
                        .setPlan(good.getPlan().toBuilder().setBandwidthBps(0))
                        .build(),
                good.toBuilder()
                        .setPlan(good.getPlan().toBuilder().setExpectedLatencyUs(-1))
                        .build(),
                good.toBuilder()
                        .setPlan(good.getPlan().toBuilder().setPriceMicrosPerHour(Long.MAX_VALUE))
                        .build(),
                good.toBuilder().setTenantId("").build(),
                good.toBuilder().setTenantId("somebody-else").build(),
                good.toBuilder().setIntentKey(client.tenantId() + ".unknown").build(),
                good.toBuilder().setConnectionId(network.intentKey() + ".2").build(),
                good.toBuilder()
                        .setConnectionId(network.intentKey() + ".99999999999999999999")
                        .build(),
                good.toBuilder().setConnectionId(network.intentKey() + ".x").build());
        absurd.forEach(record -> bus.send(Topic.PATHS, network.connectionId(), record));
        assertDeadLetters(Topic.PATHS, absurd.size());
        network.say(network.record(3, 1, PathPhase.PATH_PHASE_RELEASING));
        Wishes.await(client, "sound", i -> i.getVersion() > before.getVersion());
    }

    @Test
    void aReportOfProvisioningThatCannotBeTrueIsADeadLetter() {
        ProvisioningEvent good = network.activated(2, 1, 2, NOW);
        List<ProvisioningEvent> absurd = List.of(
                good.toBuilder().setSequence(0).build(),
                good.toBuilder().setRevision(0).build(),
                good.toBuilder().setGeneration(0).build(),
                good.toBuilder().setGeneration(9).build(),
                good.toBuilder().clearEvent().build(),
                good.toBuilder().clearOccurTime().build(),
                good.toBuilder().setOccurTime(Timestamp.getDefaultInstance()).build(),
                good.toBuilder()
                        .setOccurTime(Network.timestamp(NOW.plusSeconds(86_400)))
                        .build(),
                good.toBuilder()
                        .setOccurTime(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))
                        .build(),
                good.toBuilder()
                        .setOccurTime(good.getOccurTime().toBuilder().setNanos(-5))
                        .build(),
                good.toBuilder()
                        .setActivated(good.getActivated().toBuilder().setPriceMicrosPerHour(-1))
                        .build(),
                good.toBuilder()
                        .setActivated(good.getActivated().toBuilder().setPriceMicrosPerHour(Long.MAX_VALUE))
                        .build(),
                good.toBuilder()
                        .setActivated(good.getActivated().toBuilder().setBandwidthBps(0))
                        .build(),
                good.toBuilder()
                        .setActivated(good.getActivated().toBuilder().setCurrencyCode("euros"))
                        .build(),
                good.toBuilder().setIntentKey("x").build());
        absurd.forEach(event -> bus.send(Topic.PROVISIONING, network.connectionId(), event));
        assertDeadLetters(Topic.PROVISIONING, absurd.size());
        network.say(network.activated(3, 1, 2, NOW));
        Wishes.await(client, "sound", i -> i.getConnections(0).getActiveRevision() == 2);
    }

    @Test
    void aJudgementThatCannotBeTrueIsADeadLetter() {
        ConnectionHealth good = network.health(HealthState.HEALTH_STATE_BROKEN, 1, 9_000, NOW.plusSeconds(1));
        List<ConnectionHealth> absurd = List.of(
                good.toBuilder().setMeasuredLatencyUs(-1).build(),
                good.toBuilder().setRevision(-1).build(),
                good.toBuilder().setStateValue(42).build(),
                good.toBuilder()
                        .setJudgeTime(Network.timestamp(NOW.plusSeconds(86_400)))
                        .build(),
                good.toBuilder().setTenantId("*").build());
        absurd.forEach(health -> bus.send(Topic.HEALTH, network.connectionId(), health));
        assertDeadLetters(Topic.HEALTH, absurd.size());
        network.say(good);
        Wishes.await(client, "sound", i -> i.getConnections(0).getMeasuredLatencyUs() == 9_000);
    }

    @Test
    void aDecisionThatCannotBeTrueIsADeadLetter() {
        DecisionEvent good = network.moved(2, NOW);
        byte[] whole = good.toByteArray();
        List<DecisionEvent> absurd = List.of(
                good.toBuilder().setDecisionId("").build(),
                good.toBuilder().setDecisionId("another.one.1/2").build(),
                good.toBuilder().setDecisionId(network.connectionId() + "/two").build(),
                good.toBuilder().setTenantId("other").build(),
                good.toBuilder().setConnectionId(network.intentKey() + ".2").build(),
                good.toBuilder()
                        .setDecisionId(network.intentKey() + ".9/2")
                        .setConnectionId(network.intentKey() + ".9")
                        .build(),
                good.toBuilder()
                        .setDecided(good.getDecided().toBuilder().clearOutcome())
                        .build(),
                good.toBuilder().setResult(MoveResult.getDefaultInstance()).build(),
                good.toBuilder().clearEvent().build(),
                good.toBuilder().clearOccurTime().build(),
                good.toBuilder()
                        .setOccurTime(Network.timestamp(NOW.plusSeconds(86_400)))
                        .build());
        absurd.forEach(event -> bus.send(Topic.DECISIONS, network.connectionId(), event));
        bus.send(Topic.DECISIONS, network.connectionId(), Arrays.copyOf(whole, whole.length - 1));
        assertDeadLetters(Topic.DECISIONS, absurd.size() + 1);
    }

    @Test
    void aRecordWithoutAKeyIsADeadLetter() {
        double counted = counted(Topic.HEALTH);
        Message record = network.health(HealthState.HEALTH_STATE_BROKEN, 1, 9_000, NOW.plusSeconds(1));
        bus.send(Topic.HEALTH, null, record);
        List<ConsumerRecord<String, byte[]>> letters =
                Bus.find(Topic.INTENT_DEAD_LETTERS, r -> Arrays.equals(r.value(), record.toByteArray()), 1);
        assertThat(letters).hasSize(1);
        assertThat(counted(Topic.HEALTH) - counted).isEqualTo(1);
        assertThat(Wishes.get(client, "sound")).isEqualTo(before);
    }

    private void assertDeadLetters(Topic topic, int count) {
        List<ConsumerRecord<String, byte[]>> letters =
                Bus.find(Topic.INTENT_DEAD_LETTERS, r -> network.connectionId().equals(r.key()), count);
        assertThat(letters).hasSize(count).allSatisfy(letter -> {
            assertThat(header(letter, "dead-letter-topic")).isEqualTo(topic.topicName());
            assertThat(header(letter, "dead-letter-reason")).isNotBlank();
        });
        assertThat(counted(topic)).isGreaterThanOrEqualTo(count);
        assertThat(Wishes.get(client, "sound")).isEqualTo(before);
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        var header = letter.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private double counted(Topic topic) {
        return meters.find("braid.dead.letters").tag("topic", topic.topicName()).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
