package dev.braid.simulator.telemetry;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.Topic;
import dev.braid.api.telemetry.v1.Sample;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.simulator.domain.LinkFault;
import dev.braid.simulator.domain.LinkModel;
import dev.braid.simulator.domain.LinkModel.Measurement;
import dev.braid.simulator.faults.FaultBoard;
import dev.braid.simulator.orders.Carrier;
import dev.braid.simulator.orders.Carriers;
import dev.braid.simulator.settings.SimulatorSettings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class TelemetryFeedTest {

    @Inject
    Carriers carriers;

    @Inject
    FaultBoard faults;

    @Inject
    SimulatorSettings settings;

    @AfterEach
    void mend() {
        faults.clear();
    }

    @Test
    void everyLinkMeasuresOnceASecondAndTheBurstsAreSpread() {
        List<ConsumerRecord<String, byte[]>> records = record(Duration.ofSeconds(6));
        Map<String, List<Sample>> byLink =
                records.stream().map(TelemetryFeedTest::sample).collect(groupingBy(Sample::getLinkId));

        Set<String> links = carriers.all().stream()
                .flatMap(carrier -> carrier.network().links().keySet().stream())
                .collect(toSet());
        assertThat(byLink.keySet()).isEqualTo(links);
        assertThat(byLink.values().stream()
                        .map(List::size)
                        .filter(size -> size >= 5 && size <= 7)
                        .count())
                .isEqualTo(links.size());
        byLink.forEach((link, samples) -> assertThat(samples.stream()
                        .map(sample -> sample.getMeasureTime().getSeconds())
                        .distinct()
                        .count())
                .as(link)
                .isEqualTo(samples.size()));

        Map<Long, Long> byTenth = records.stream()
                .collect(groupingBy(record -> Math.floorMod(record.timestamp(), 1000L) / 100, counting()));
        assertThat(byTenth).hasSize(10);
        assertThat(byTenth.values()).allSatisfy(count -> assertThat(count).isLessThan(records.size() / 5));
    }

    @Test
    void samplesAreWhatTheModelMeasures() {
        LinkModel model = new LinkModel(settings.seed());
        for (ConsumerRecord<String, byte[]> record : record(Duration.ofSeconds(2))) {
            Sample sample = sample(record);
            Carrier carrier = carriers.ofLink(sample.getLinkId()).orElseThrow();
            Measurement expected = model.measure(
                    carrier.network().links().get(sample.getLinkId()),
                    sample.getMeasureTime().getSeconds(),
                    LinkFault.NONE,
                    sample.getThroughputBps());
            assertThat(sample.getLatencyUs()).isEqualTo(expected.latencyUs());
            assertThat(sample.getJitterUs()).isEqualTo(expected.jitterUs());
            assertThat(sample.getLossRatio()).isEqualTo(expected.lossRatio());
            assertThat(sample.getSourceId()).isEqualTo(carrier.network().providerId());
        }
    }

    @Test
    void recordsAreCloudEventsKeyedByLink() {
        ConsumerRecord<String, byte[]> record = record(Duration.ofSeconds(1)).getFirst();
        Sample sample = sample(record);
        Map<String, String> headers = Arrays.stream(record.headers().toArray())
                .collect(toMap(header -> header.key(), header -> new String(header.value(), StandardCharsets.UTF_8)));

        Instant time = Instant.ofEpochSecond(
                sample.getMeasureTime().getSeconds(), sample.getMeasureTime().getNanos());
        assertThat(record.key()).isEqualTo(sample.getLinkId());
        assertThat(headers)
                .isEqualTo(Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        sample.getLinkId() + "/" + time.toEpochMilli(),
                        "ce_source",
                        "/simulator/" + sample.getSourceId(),
                        "ce_type",
                        "braid.telemetry.v1.Sample",
                        "ce_subject",
                        sample.getLinkId(),
                        "ce_time",
                        time.toString(),
                        "content-type",
                        "application/protobuf"));
    }

    @Test
    void aCutLosesEverythingAndADetourTakesLonger() {
        faults.setLink("atlas-lon-par-1", new LinkFault(0, true));
        faults.setLink("atlas-par-fra-1", new LinkFault(40_000, false));
        List<ConsumerRecord<String, byte[]>> records = record(Duration.ofSeconds(3));

        // What was under way when the fault came is still well.
        Sample cut = last(records, "atlas-lon-par-1");
        Sample detour = last(records, "atlas-par-fra-1");
        assertThat(cut.getLossRatio()).isEqualTo(1);
        assertThat(detour.getLossRatio()).isLessThan(0.001);
        assertThat(detour.getLatencyUs())
                .isBetween(40_000 + floor("atlas-par-fra-1"), 40_300 + floor("atlas-par-fra-1"));
    }

    private long floor(String linkId) {
        return carriers.ofLink(linkId)
                .orElseThrow()
                .network()
                .links()
                .get(linkId)
                .latencyFloorUs();
    }

    private static Sample last(List<ConsumerRecord<String, byte[]>> records, String linkId) {
        return records.reversed().stream()
                .filter(record -> record.key().equals(linkId))
                .map(TelemetryFeedTest::sample)
                .findFirst()
                .orElseThrow();
    }

    private static Sample sample(ConsumerRecord<String, byte[]> record) {
        try {
            return Sample.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static List<ConsumerRecord<String, byte[]>> record(Duration duration) {
        Map<String, Object> config = Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers());
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, Topic.SAMPLES.partitions())
                    .mapToObj(partition -> new TopicPartition(Topic.SAMPLES.topicName(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            long end = System.nanoTime() + duration.toNanos();
            while (System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }
}
