package dev.braid.telemetry.service;

import static dev.braid.telemetry.support.Broker.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.Topic;
import dev.braid.api.telemetry.v1.IngestSamplesRequest;
import dev.braid.api.telemetry.v1.IngestSamplesResponse;
import dev.braid.api.telemetry.v1.Sample;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.telemetry.domain.SampleFault;
import dev.braid.telemetry.support.Tokens;
import io.grpc.Status;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IngestTest extends ServiceTest {
    @Test
    void badSamplesAreRefusedByReasonAndTheStreamGoesOn() throws Exception {
        knownLink("stream-a");
        Instant now = Instant.now();
        Sample good = sample("stream-a", "atlas", now, 3_000, 0);
        List<Sample> samples = List.of(
                good,
                good,
                sample("stream-a", "atlas", now.plusMillis(1), 3_000, Double.NaN),
                sample("stream-a", "atlas", now.plusMillis(2), -1, 0),
                sample("stream-a", "atlas", now.plusMillis(3), 3_000, 1.5),
                sample("stream-a", "atlas", now.plusMillis(4), 999, 0),
                sample("stream-a", "atlas", now.minusSeconds(40), 3_000, 0),
                sample("stream-a", "atlas", now.plusSeconds(60), 3_000, 0),
                sample("stream-a", "boreal", now.plusMillis(5), 3_000, 0),
                sample("stream-z", "atlas", now.plusMillis(6), 3_000, 0),
                sample("stream-a", "atlas", now.plusMillis(7), Long.MAX_VALUE, 0),
                Sample.getDefaultInstance(),
                sample("stream-a", "atlas", now.plusMillis(8), 4_000, 0));

        IngestSamplesResponse response = ingest(
                Tokens.provider("atlas"),
                samples.stream()
                        .map(one -> IngestSamplesRequest.newBuilder()
                                .addSamples(one)
                                .build())
                        .toList());

        assertThat(response.getAcceptedCount()).isEqualTo(2);
        assertThat(response.getRefusedCountsMap())
                .isEqualTo(Map.of(
                        "duplicate", 1L,
                        "not_a_number", 1L,
                        "negative", 1L,
                        "loss_out_of_range", 1L,
                        "below_floor", 1L,
                        "too_old", 1L,
                        "in_the_future", 1L,
                        "foreign_source", 2L,
                        "unknown_link", 1L,
                        "above_ceiling", 1L));
        eventually(() -> metrics("stream-a") > 0);
    }

    @Test
    void aProviderSpeaksForItselfOnlyAndAProbeForAll() throws Exception {
        knownLink("speak-a");
        IngestSamplesRequest asAtlas = request(sample("speak-a", "atlas", 3_000, 0));

        assertThat(ingest(Tokens.provider("boreal"), List.of(asAtlas)).getRefusedCountsMap())
                .isEqualTo(Map.of("foreign_source", 1L));
        assertThat(ingest(Tokens.probe(), List.of(asAtlas)).getAcceptedCount()).isEqualTo(1);
        assertThat(ingest(Tokens.probe(), List.of(request(sample("speak-a", "operator@local", 3_000, 0))))
                        .getAcceptedCount())
                .isEqualTo(1);
        assertThat(ingest(Tokens.provider("atlas"), List.of(request(sample("speak-a", "operator@local", 3_000, 0))))
                        .getRefusedCountsMap())
                .isEqualTo(Map.of("foreign_source", 1L));
    }

    @Test
    void manySamplesArriveWhole() throws Exception {
        knownLink("many-a");
        Instant start = Instant.now().minusSeconds(3);
        List<IngestSamplesRequest> requests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int batch = i;
            requests.add(IngestSamplesRequest.newBuilder()
                    .addAllSamples(IntStream.range(0, 100)
                            .mapToObj(j -> sample("many-a", "atlas", start.plusMillis(batch * 100 + j), 3_000, 0))
                            .toList())
                    .build());
        }
        double taken = counted("braid.telemetry.samples.accepted", "entrance", "kafka");

        assertThat(ingest(Tokens.provider("atlas"), requests).getAcceptedCount())
                .isEqualTo(2_000);
        eventually(() -> counted("braid.telemetry.samples.accepted", "entrance", "kafka") - taken >= 1_900);
    }

    @Test
    void anEmptyStreamIsAnsweredWithNothing() throws Exception {
        assertThat(ingest(Tokens.provider("atlas"), List.of())).isEqualTo(IngestSamplesResponse.getDefaultInstance());
    }

    @Test
    void onlyTelemetrySourcesMaySend() {
        for (String token : List.of(Tokens.viewer("acme"), Tokens.operator())) {
            assertThatThrownBy(() -> ingest(token, List.of()))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("PERMISSION_DENIED");
        }
        assertThatThrownBy(() -> ingest("", List.of())).hasMessageContaining("UNAUTHENTICATED");
        assertRefused(Status.Code.PERMISSION_DENIED, () -> calls.links(Tokens.provider("atlas"), 0, ""));
    }

    @Test
    void badSamplesOfTheTopicAreCountedByReason() {
        knownLink("topic-a");
        Map<String, Double> before = refusals();
        Instant now = Instant.now();
        broker.samples(
                sample("topic-a", "atlas", now, 3_000, 0),
                sample("topic-a", "atlas", now, 3_000, 0),
                sample("topic-a", "atlas", now.plusMillis(1), 3_000, Double.NaN),
                sample("topic-a", "boreal", now.plusMillis(2), 3_000, 0),
                sample("topic-z", "atlas", now.plusMillis(3), 3_000, 0),
                sample("topic-a", "atlas", now.plusMillis(4), 10, 0));
        broker.write(Topic.SAMPLES, "topic-b", sample("topic-a", "atlas", now.plusMillis(5), 3_000, 0));

        for (String reason :
                List.of("duplicate", "not_a_number", "foreign_source", "unknown_link", "below_floor", "wrong_key")) {
            eventually(() -> refusals().get(reason) - before.get(reason) == 1);
        }
        eventually(() -> metrics("topic-a") == 1);
    }

    @Test
    void lateSamplesAreCounted() {
        knownLink("late-a");
        double before = refusals().get("late");
        broker.samples(
                sample("late-a", "atlas", Instant.now(), 3_000, 0),
                sample("late-a", "atlas", Instant.now().minusSeconds(5), 3_000, 0));

        eventually(() -> refusals().get("late") - before == 1);
    }

    @Test
    void theGroupShowsOperatorsHowFarItIs() {
        knownLink("group-a");
        broker.samples(sample("group-a", "atlas", 3_000, 0));

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers()))) {
            eventually(() ->
                    admin
                            .listConsumerGroupOffsets("telemetry-service")
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .entrySet()
                            .stream()
                            .anyMatch(read -> read.getKey().topic().equals(Topic.SAMPLES.topicName())
                                    && read.getValue().offset() > 0));
        }
    }

    private Map<String, Double> refusals() {
        return Arrays.stream(SampleFault.values())
                .collect(Collectors.toMap(
                        SampleFault::code,
                        fault -> counted(
                                "braid.telemetry.samples.refused", "entrance", "kafka", "reason", fault.code())));
    }

    /** Puts the link on the map and waits until the service has it. */
    private void knownLink(String linkId) {
        broker.link(linkId, "atlas", 1_000);
        eventually(() -> ingest(Tokens.probe(), List.of(request(sample(linkId, "atlas", Instant.now(), 10, 0))))
                .getRefusedCountsMap()
                .containsKey("below_floor"));
    }

    private IngestSamplesResponse ingest(String token, List<IngestSamplesRequest> requests) throws Exception {
        return calls.ingest(token, requests).get(20, TimeUnit.SECONDS);
    }

    private static IngestSamplesRequest request(Sample sample) {
        return IngestSamplesRequest.newBuilder().addSamples(sample).build();
    }

    private int metrics(String linkId) {
        return calls.links(Tokens.operator(), 5_000, "").getLinksList().stream()
                .filter(metrics -> metrics.getLinkId().equals(linkId))
                .mapToInt(metrics -> metrics.getSampleCount())
                .sum();
    }
}
