package dev.braid.telemetry.support;

import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import dev.braid.api.Topic;
import dev.braid.api.path.v1.Demand;
import dev.braid.api.path.v1.Hop;
import dev.braid.api.path.v1.Objectives;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.telemetry.v1.LinkMetrics;
import dev.braid.api.telemetry.v1.Sample;
import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.LinkKind;
import dev.braid.api.topology.v1.Location;
import dev.braid.api.topology.v1.LocationKind;
import dev.braid.api.topology.v1.Metro;
import dev.braid.api.topology.v1.Node;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.embedded.EmbeddedStack;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Everybody else who writes to the broker: path computation, the carriers, and whoever writes nonsense. */
public final class Broker implements AutoCloseable {
    private static final AtomicLong SEQUENCE = new AtomicLong(1);

    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of(
                    "bootstrap.servers",
                    EmbeddedStack.bootstrapServers(),
                    "enable.idempotence",
                    true,
                    "linger.ms",
                    0,
                    "max.block.ms",
                    20_000),
            new StringSerializer(),
            new ByteArraySerializer());

    /** Puts a metro with one node, which has the metro's id, on the map. */
    public void metro(String metroId) {
        write(
                Topic.TOPOLOGY,
                "metro/" + metroId,
                TopologyElement.newBuilder()
                        .setVersion(SEQUENCE.incrementAndGet())
                        .setMetro(Metro.newBuilder()
                                .setMetroId(metroId)
                                .setDisplayName(metroId)
                                .setCountryCode("FR"))
                        .build());
        write(
                Topic.TOPOLOGY,
                "location/" + metroId + "-dc",
                TopologyElement.newBuilder()
                        .setVersion(SEQUENCE.incrementAndGet())
                        .setLocation(Location.newBuilder()
                                .setLocationId(metroId + "-dc")
                                .setDisplayName(metroId)
                                .setKind(LocationKind.LOCATION_KIND_DATA_CENTER)
                                .setMetroId(metroId))
                        .build());
        write(
                Topic.TOPOLOGY,
                "node/" + metroId,
                TopologyElement.newBuilder()
                        .setVersion(SEQUENCE.incrementAndGet())
                        .setNode(Node.newBuilder()
                                .setNodeId(metroId)
                                .setProviderId("atlas")
                                .setLocationId(metroId + "-dc"))
                        .build());
    }

    /** Puts a link of the provider on the map. */
    public void link(String linkId, String providerId, long floorUs) {
        link(linkId, providerId, "a", "b", floorUs);
    }

    /** Puts a link of the provider between those nodes on the map. */
    public void link(String linkId, String providerId, String fromNodeId, String toNodeId, long floorUs) {
        write(
                Topic.TOPOLOGY,
                "link/" + linkId,
                TopologyElement.newBuilder()
                        .setVersion(SEQUENCE.incrementAndGet())
                        .setLink(Link.newBuilder()
                                .setLinkId(linkId)
                                .setProviderId(providerId)
                                .setFromNodeId(fromNodeId)
                                .setToNodeId(toNodeId)
                                .setReverseLinkId(linkId + "-back")
                                .setKind(LinkKind.LINK_KIND_TERRESTRIAL)
                                .setCapacityBps(10_000_000_000L)
                                .setLatencyFloorUs(floorUs))
                        .build());
    }

    /** Writes the record of a connection whose wanted plan is the given one; older revisions are held. */
    public void path(String connectionId, PathPhase phase, long maxLatencyUs, PathPlan plan, PathPlan... held) {
        String[] parts = connectionId.split("\\.", -1);
        PathRecord.Builder path = PathRecord.newBuilder()
                .setConnectionId(connectionId)
                .setTenantId(parts[0])
                .setIntentKey(parts[0] + "." + parts[1])
                .setGeneration(1)
                .setSequence(SEQUENCE.incrementAndGet())
                .setPhase(phase)
                .setDemand(Demand.newBuilder()
                        .setALocationId("lon")
                        .setZLocationId("par")
                        .setBandwidthBps(1_000_000_000)
                        .setObjectives(Objectives.newBuilder().setMaxLatencyUs(maxLatencyUs)))
                .addAllHeldPlans(List.of(held));
        if (plan != null) {
            path.setPlan(plan);
        }
        write(Topic.PATHS, connectionId, path.build());
    }

    /** A plan over the links. */
    public static PathPlan plan(long revision, String... linkIds) {
        return PathPlan.newBuilder()
                .setRevision(revision)
                .setGeneration(1)
                .setBandwidthBps(1_000_000_000)
                .addAllHops(Arrays.stream(linkIds)
                        .map(linkId -> Hop.newBuilder().setLinkId(linkId).build())
                        .toList())
                .build();
    }

    /** A sample taken now. */
    public static Sample sample(String linkId, String sourceId, long latencyUs, double loss) {
        return sample(linkId, sourceId, Instant.now(), latencyUs, loss);
    }

    /** A sample taken then. */
    public static Sample sample(String linkId, String sourceId, Instant when, long latencyUs, double loss) {
        return Sample.newBuilder()
                .setLinkId(linkId)
                .setSourceId(sourceId)
                .setMeasureTime(Timestamps.fromNanos(when.getEpochSecond() * 1_000_000_000L + when.getNano()))
                .setLatencyUs(latencyUs)
                .setJitterUs(50)
                .setLossRatio(loss)
                .build();
    }

    /** Writes the samples, keyed as the contract says. */
    public void samples(Sample... samples) {
        for (Sample sample : samples) {
            write(Topic.SAMPLES, sample.getLinkId(), sample);
        }
    }

    /** Writes any message. */
    public void write(Topic topic, String key, Message value) {
        write(topic, key, value.toByteArray());
    }

    /** Writes anything. */
    public void write(Topic topic, String key, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(topic.topicName(), key, value));
    }

    /** Writes what a link measured in a window of that time. */
    public void metrics(String linkId, Instant when, long latencyUs, boolean down) {
        LinkMetrics metrics = LinkMetrics.newBuilder()
                .setLinkId(linkId)
                .setWindowStartTime(Timestamps.fromMillis(when.toEpochMilli() - 1_000))
                .setWindowEndTime(Timestamps.fromMillis(when.toEpochMilli()))
                .setSampleCount(1)
                .setLatencyP50Us(latencyUs)
                .setDown(down)
                .build();
        var _ = producer.send(new ProducerRecord<>(
                Topic.LINK_METRICS.topicName(), null, when.toEpochMilli(), linkId, metrics.toByteArray()));
    }

    /** Waits until the broker has everything. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
