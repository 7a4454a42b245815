package dev.braid.telemetry.service;

import static dev.braid.telemetry.support.Broker.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.Topic;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.telemetry.support.Broker;
import dev.braid.telemetry.support.Probe;
import dev.braid.telemetry.support.Tail;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class DeadLetterTest extends ServiceTest {
    @ParameterizedTest
    @EnumSource(names = {"SAMPLES", "TOPOLOGY", "PATHS", "LINK_METRICS", "HEALTH"})
    void aTruncatedRecordIsPutAwayCountedAndTheOthersGoOn(Topic topic) {
        String id = "cut-" + topic.name().toLowerCase(Locale.ROOT).replace('_', '-');
        byte[] whole = Broker.sample(id, "atlas", 3_000, 0).toByteArray();
        byte[] truncated = Arrays.copyOf(whole, whole.length - 3);
        double before = buried(topic, "MALFORMED");
        try (Tail letters = new Tail(Topic.TELEMETRY_DEAD_LETTERS);
                Probe probe = new Probe(broker, "atlas")) {
            // Under the very keys that the good records after it have, so that it stands before them.
            String connectionId = id + ".one.1";
            String key = topic == Topic.TOPOLOGY
                    ? "link/" + id
                    : topic == Topic.PATHS || topic == Topic.HEALTH ? connectionId : id;
            broker.write(topic, key, truncated);
            eventually(() -> !letters.seen(letter -> key.equals(letter.key())).isEmpty());

            ConsumerRecord<String, byte[]> letter =
                    letters.seen(l -> key.equals(l.key())).getFirst();
            assertThat(letter.value()).isEqualTo(truncated);
            assertThat(header(letter, "dead-letter-topic")).isEqualTo(topic.topicName());
            assertThat(header(letter, "dead-letter-reason"))
                    .startsWith("MALFORMED")
                    .contains("bytes");
            assertThat(header(letter, "dead-letter-offset")).matches("\\d+");
            assertThat(buried(topic, "MALFORMED") - before).isEqualTo(1);

            broker.link(id, "atlas", 1_000);
            broker.path(connectionId, PathPhase.PATH_PHASE_ACTIVE, 10_000, plan(1, id));
            probe.latency(id, 3_000);
            awaitState(connectionId, HealthState.HEALTH_STATE_MET);
        }
    }

    @Test
    void aRecordUnderAnothersKeyOrWithoutOneIsPutAway() {
        try (Tail letters = new Tail(Topic.TELEMETRY_DEAD_LETTERS)) {
            broker.write(Topic.SAMPLES, null, Broker.sample("x", "atlas", 3_000, 0));
            broker.write(
                    Topic.PATHS,
                    "other.one.1",
                    PathRecord.newBuilder()
                            .setConnectionId("mine.one.1")
                            .setTenantId("mine")
                            .setPhase(PathPhase.PATH_PHASE_ACTIVE)
                            .build());
            eventually(() -> letters.seen(l -> header(l, "dead-letter-reason").contains("key"))
                            .size()
                    == 2);
        }
    }

    private double buried(Topic topic, String reason) {
        return counted("braid.dead.letters", "topic", topic.topicName(), "reason", reason);
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
