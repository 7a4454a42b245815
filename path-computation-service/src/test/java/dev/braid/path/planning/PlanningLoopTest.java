package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.Topic;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.path.domain.network.ElementKind;
import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.RiskGroup;
import dev.braid.path.domain.network.TopologyChange;
import dev.braid.path.domain.network.TopologyOutcome;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.scenario.World;
import dev.braid.platform.errors.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;

class PlanningLoopTest extends BrokerTest {
    @Test
    void anIntentIsAnsweredOnTheTopicSoonAfterItCame() throws InvalidProtocolBufferException {
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER);
                KafkaConsumer<String, byte[]> consumer = broker.consumer("read_committed")) {
            var partitions = StateFollower.partitions(consumer, List.of(Topic.PATHS));
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            long[] delaysMicros = new long[60];
            for (int i = 0; i < delaysMicros.length; i++) {
                long start = System.nanoTime();
                broker.request("quick" + i, 1, demand("gb-lon", "de-fra", 0.01));
                ConsumerRecord<String, byte[]> answer = next(consumer);
                delaysMicros[i] = (System.nanoTime() - start) / 1_000;
                assertThat(answer.key()).isEqualTo("acme.quick" + i + ".1");
                assertThat(PathRecord.parseFrom(answer.value()).getPlan().getHopsCount())
                        .isPositive();
                assertThat(new String(answer.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                        .isEqualTo("braid.path.v1.PathRecord");
            }
            long[] warm = Arrays.copyOfRange(delaysMicros, 20, delaysMicros.length);
            Arrays.sort(warm);
            System.out.printf(
                    "intent sent -> plan read by a consumer: median %.1f ms, worst %.1f ms%n",
                    warm[warm.length / 2] / 1000.0, warm[warm.length - 1] / 1000.0);
            replica.awaitCount(60, "braid.path.plans", "cause", "submitted");
        }
    }

    private static ConsumerRecord<String, byte[]> next(KafkaConsumer<String, byte[]> consumer) {
        for (int i = 0; i < 3_000; i++) {
            var records = consumer.poll(Duration.ofMillis(10));
            if (!records.isEmpty()) {
                return records.iterator().next();
            }
        }
        throw new AssertionError("No answer came.");
    }

    @Test
    void aStandbyFollowsAndAnswersButTakesNoChange() {
        try (TestReplica writer = TestReplica.start(broker.address()).await(Role.WRITER);
                TestReplica standby = TestReplica.start(broker.address()).await(Role.STANDBY)) {
            broker.request("seen", 1, demand("gb-lon", "de-fra", 0.1));
            awaitPhase(standby, "acme.seen.1", Phase.PLANNED);
            broker.measured(LINK, 12_345);
            await().atMost(30, TimeUnit.SECONDS).until(() -> latency(standby, LINK) == 12_345);
            await().atMost(30, TimeUnit.SECONDS).until(() -> latency(writer, LINK) == 12_345);
            assertThatThrownBy(() -> standby.apply(World.europe()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("standby");

            broker.send(Topic.LINK_METRICS, LINK, (byte[]) null);
            await().atMost(30, TimeUnit.SECONDS).until(() -> latency(standby, LINK) == 3_500);
            await().atMost(30, TimeUnit.SECONDS).until(() -> latency(writer, LINK) == 3_500);
        }
    }

    @Test
    void aTopologyChangeIsCommittedBeforeItIsAnswered() throws InvalidProtocolBufferException {
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            TopologyChange cable = new TopologyChange(List.of(new RiskGroup("cable", "Cable")), List.of());
            assertThat(replica.apply(cable)).isInstanceOf(TopologyOutcome.Accepted.class);
            assertThat(broker.committed(Topic.TOPOLOGY))
                    .anyMatch(record -> record.key().equals("risk-group/cable"));
            assertThat(replica.apply(cable))
                    .isInstanceOfSatisfying(
                            TopologyOutcome.Accepted.class,
                            accepted -> assertThat(accepted.changed()).isEmpty());

            replica.apply(
                    new TopologyChange(List.of(), List.of(new ElementReference(ElementKind.RISK_GROUP, "cable"))));
            var last = broker.committed(Topic.TOPOLOGY).getLast();
            assertThat(last.key()).isEqualTo("risk-group/cable");
            assertThat(last.value()).isNull();
            TopologyElement first = TopologyElement.parseFrom(
                    broker.committed(Topic.TOPOLOGY).getFirst().value());
            assertThat(first.getVersion()).isPositive();
        }
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            boolean there = replica.live.read(state -> state.topology().contains(ElementKind.RISK_GROUP, "cable"));
            assertThat(there).isFalse();
        }
    }

    @Test
    void inputsThatComeToNothingAreCommittedToo() {
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            broker.request("noted", 3, demand("gb-lon", "de-fra", 0.1));
            awaitPhase(replica, "acme.noted.1", Phase.PLANNED);
            long offset = broker.groupOffset(Topic.INTENTS, 0);
            broker.request("noted", 2, demand("gb-lon", "de-fra", 0.1));
            await().atMost(30, TimeUnit.SECONDS).until(() -> broker.groupOffset(Topic.INTENTS, 0) == offset + 1);

            replica.awaitCount(1, "braid.path.ignored", "kind", "stale-generation");
            assertThat(replica.find("acme.noted.1").orElseThrow().sequence()).isEqualTo(1);
        }
    }

    private static long latency(TestReplica replica, String linkId) {
        return replica.live.read(state -> state.network()
                .load()
                .latencyUs(state.network().index().arc(linkId).orElseThrow()));
    }
}
