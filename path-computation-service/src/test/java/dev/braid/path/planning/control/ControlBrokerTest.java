package dev.braid.path.planning.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.Topic;
import dev.braid.api.path.v1.AutomationRecord;
import dev.braid.embedded.EmbeddedKafka;
import dev.braid.embedded.FreePort;
import dev.braid.embedded.Topics;
import dev.braid.path.contract.AutomationProto;
import dev.braid.path.control.Automation;
import dev.braid.path.control.MoveWords;
import dev.braid.path.guard.Mode;
import dev.braid.path.guard.Permission;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Has a broker of its own for each class of tests, on which automatic moves are not stopped. */
abstract class ControlBrokerTest {
    @TempDir
    private static Path folder;

    static EmbeddedKafka kafka;
    private static KafkaProducer<String, byte[]> producer;
    static long revision;

    @BeforeAll
    static void aBroker() throws IOException {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), FreePort.find());
        Topics.create(kafka.bootstrapServers());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", "0"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        kafka.close();
    }

    /** Each test begins with a newest record that stops nothing, far above those of the one before. */
    @BeforeEach
    void nothingIsStopped() {
        revision += 1_000;
        send("automation", running(revision).toByteArray());
    }

    static void await(TestControls controls, Permission expected) {
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .pollInterval(10, TimeUnit.MILLISECONDS)
                .untilAsserted(() -> assertThat(controls.controls.of("acme")).isEqualTo(expected));
    }

    static AutomationRecord running(long revision) {
        return AutomationProto.record(
                new Automation(
                        revision,
                        Optional.of(Mode.AUTOMATIC),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        MoveWords.NONE),
                "test",
                Instant.now());
    }

    static void send(String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(Topic.CONTROLS.topicName(), key, value))
                    .get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
