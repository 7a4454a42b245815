package dev.braid.benchmarks.planning;

import dev.braid.api.Topic;
import dev.braid.api.provisioning.v1.ConnectionActivated;
import dev.braid.api.provisioning.v1.OldLegsReleased;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.api.telemetry.v1.Breach;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.LinkEvidence;
import dev.braid.api.telemetry.v1.LinkMetrics;
import dev.braid.api.telemetry.v1.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;

/** What provisioning and telemetry would say. */
final class PlayedServices {
    private static final int SAMPLES = 10;

    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Long> sequences = new HashMap<>();

    PlayedServices(KafkaProducer<String, byte[]> producer) {
        this.producer = producer;
    }

    /** The plan carries traffic, and nothing of an older one is held. */
    void activated(PlacedPath path) {
        tell(path, event(path).setActivated(ConnectionActivated.newBuilder().setBandwidthBps(path.bandwidthBps())));
        if (path.revision() > 1) {
            tell(path, event(path).setOldLegsReleased(OldLegsReleased.getDefaultInstance()));
        }
    }

    private ProvisioningEvent.Builder event(PlacedPath path) {
        return ProvisioningEvent.newBuilder()
                .setConnectionId(path.connectionId())
                .setIntentKey(intentKey(path))
                .setTenantId("bench")
                .setGeneration(1)
                .setRevision(path.revision())
                .setOccurTime(BenchMessage.timestamp(Instant.now()))
                .setSequence(sequences.merge(path.connectionId(), 1L, Long::sum));
    }

    private static String intentKey(PlacedPath path) {
        return path.connectionId().substring(0, path.connectionId().length() - 2);
    }

    private void tell(PlacedPath path, ProvisioningEvent.Builder event) {
        producer.send(BenchMessage.of(
                Topic.PROVISIONING,
                path.connectionId(),
                path.connectionId() + "/" + event.getSequence(),
                "provisioning-service",
                event.build()));
    }

    /** A window of the link that is just over. */
    void measured(String linkId, long latencyUs, boolean down) {
        Instant now = Instant.now();
        producer.send(BenchMessage.of(
                Topic.LINK_METRICS,
                linkId,
                linkId + "/" + now,
                "telemetry-service",
                LinkMetrics.newBuilder()
                        .setLinkId(linkId)
                        .setWindowStartTime(BenchMessage.timestamp(now.minus(Duration.ofSeconds(1))))
                        .setWindowEndTime(BenchMessage.timestamp(now))
                        .setSampleCount(SAMPLES)
                        .setLatencyP50Us(down ? 0 : latencyUs)
                        .setLatencyP95Us(down ? 0 : latencyUs)
                        .setLatencyP99Us(down ? 0 : latencyUs)
                        .setLossRatio(down ? 1 : 0)
                        .setDown(down)
                        .build()));
    }

    /** What telemetry says of the connection some time after that. */
    void broken(PlacedPath path, String linkId) {
        Instant now = Instant.now();
        producer.send(BenchMessage.of(
                Topic.HEALTH,
                path.connectionId(),
                path.connectionId() + "/" + now,
                "telemetry-service",
                ConnectionHealth.newBuilder()
                        .setConnectionId(path.connectionId())
                        .setIntentKey(intentKey(path))
                        .setTenantId("bench")
                        .setRevision(path.revision())
                        .setJudgeTime(BenchMessage.timestamp(now))
                        .setState(HealthState.HEALTH_STATE_BROKEN)
                        .setPreviousState(HealthState.HEALTH_STATE_MET)
                        .addBreaches(Breach.newBuilder()
                                .setPromise(Promise.PROMISE_REACHABILITY)
                                .setMeasuredRatio(1)
                                .setBoundRatio(1))
                        .addEvidence(LinkEvidence.newBuilder()
                                .setLinkId(linkId)
                                .setDown(true)
                                .setLossRatio(1))
                        .build()));
    }

    void flush() {
        producer.flush();
    }
}
