package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.path.domain.route.Phase;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLettersTest extends BrokerTest {
    @Test
    void whatCannotBeReadGoesToTheDeadLettersAndThePartitionGoesOn() {
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            int before = broker.committed(Topic.PATH_DEAD_LETTERS).size();
            byte[] whole = TestBroker.requested("cut", 1, demand("gb-lon", "de-fra", 0.1))
                    .toByteArray();
            byte[] truncated = Arrays.copyOf(whole, whole.length - 3);
            List<Topic> inputs = List.of(
                    Topic.INTENTS, Topic.PROVISIONING, Topic.HEALTH, Topic.LINK_METRICS, Topic.TOPOLOGY, Topic.PATHS);
            inputs.forEach(topic -> broker.send(topic, "acme.cut", truncated));
            broker.send(Topic.INTENTS, null, whole);
            broker.send(Topic.INTENTS, "acme.other", whole);
            broker.send(Topic.INTENTS, "acme.cut", (byte[]) null);
            broker.request("whole", 1, demand("gb-lon", "de-fra", 0.1));
            awaitPhase(replica, "acme.whole.1", Phase.PLANNED);
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> broker.committed(Topic.PATH_DEAD_LETTERS).size() == before + inputs.size() + 2);

            var letters = broker.committed(Topic.PATH_DEAD_LETTERS).subList(before, before + inputs.size() + 2);
            for (Topic topic : inputs) {
                assertThat(letters).as("%s", topic).anySatisfy(letter -> {
                    assertThat(header(letter, "dead-letter-topic")).isEqualTo(topic.topicName());
                    assertThat(header(letter, "dead-letter-cause")).isEqualTo("MALFORMED");
                    assertThat(header(letter, "dead-letter-reason")).contains("cannot be read");
                    assertThat(letter.value()).isEqualTo(truncated);
                    assertThat(letter.key()).isEqualTo("acme.cut");
                });
            }
            assertThat(letters)
                    .extracting(letter -> header(letter, "dead-letter-cause"))
                    .contains("KEY_MISSING", "INVALID");
            assertThat(replica.find("acme.cut.1")).isEmpty();
            replica.awaitCount(1, "braid.dead.letters", "reason", "MALFORMED", "topic", "braid.intents.v1");
        }
        int after = broker.committed(Topic.PATH_DEAD_LETTERS).size();
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            broker.request("again", 1, demand("gb-lon", "de-fra", 0.1));
            awaitPhase(replica, "acme.again.1", Phase.PLANNED);
            assertThat(broker.committed(Topic.PATH_DEAD_LETTERS)).hasSize(after);
        }
    }

    @Test
    void whatCouldNotBeReadWhileNobodyWroteIsPutAsideByTheNextWriter() {
        int before = broker.committed(Topic.PATH_DEAD_LETTERS).size();
        broker.send(Topic.PATHS, "acme.broken.1", new byte[] {1, 2, 3});
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> broker.committed(Topic.PATH_DEAD_LETTERS).size() == before + 1);
            assertThat(replica.find("acme.broken.1")).isEmpty();
        }
    }

    @Test
    void whatIsTooLargeToBeSentAgainLeavesALetterWithoutItAndThePartitionGoesOn() {
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            int before = broker.committed(Topic.PATH_DEAD_LETTERS).size();
            // The broker bounds what it takes after compression: five megabytes of zeros are a few kilobytes to it.
            broker.sendCompressed(Topic.INTENTS, "acme.huge", new byte[5_000_000]);
            broker.sendCompressed(Topic.INTENTS, "k".repeat(600_000), new byte[600_000]);
            broker.sendCompressed(Topic.INTENTS, "l".repeat(600_000), new byte[10]);
            broker.request("small", 1, demand("gb-lon", "de-fra", 0.1));
            awaitPhase(replica, "acme.small.1", Phase.PLANNED);

            var letters = broker.committed(Topic.PATH_DEAD_LETTERS);
            assertThat(letters).hasSize(before + 3);
            ConsumerRecord<String, byte[]> huge = letters.get(before);
            assertThat(huge.value()).isNull();
            assertThat(header(huge, "dead-letter-left-out")).startsWith("5000009 bytes");
            assertThat(header(huge, "dead-letter-topic")).isEqualTo("braid.intents.v1");
            assertThat(header(huge, "dead-letter-offset")).isNotEmpty();
            assertThat(header(huge, "dead-letter-cause")).isEqualTo("MALFORMED");
            assertThat(letters.get(before + 1).key()).isNull();
            assertThat(letters.get(before + 1).value()).isNull();
            assertThat(header(letters.get(before + 1), "dead-letter-left-out")).startsWith("1200000 bytes");
            assertThat(letters.get(before + 2).key()).hasSize(600_000);
            assertThat(letters.get(before + 2).value()).hasSize(10);
            replica.awaitCount(3, "braid.dead.letters", "reason", "MALFORMED", "topic", "braid.intents.v1");
            assertThat(replica.count("braid.path.aborted.transactions")).isZero();
        }
    }

    @Test
    void anAnswerThatKafkaWouldNotTakeIsPutAsideAndThePartitionGoesOn() {
        Map<String, String> settings = Map.of("braid.path.planning.largest-record-bytes", "450");
        try (TestReplica replica = TestReplica.start(broker.address(), settings).await(Role.WRITER)) {
            int before = broker.committed(Topic.PATH_DEAD_LETTERS).size();
            long reserved = replica.reservedBps("nordic-gb-lon-nl-ams");
            broker.request("long", 1, demand("gb-lon", "de-fra", 0.1));
            broker.request("short", 1, demand("gb-lon", "xx-nowhere", 0.1));
            awaitPhase(replica, "acme.short.1", Phase.REJECTED);

            var letters = broker.committed(Topic.PATH_DEAD_LETTERS);
            assertThat(letters).hasSize(before + 1);
            assertThat(header(letters.get(before), "dead-letter-reason"))
                    .matches("The record of acme\\.long\\.1 would have \\d+ bytes, more than 450\\.");
            assertThat(letters.get(before).key()).isEqualTo("acme.long");
            assertThat(replica.find("acme.long.1")).isEmpty();
            assertThat(replica.reservedBps("nordic-gb-lon-nl-ams")).isEqualTo(reserved);
        }
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
