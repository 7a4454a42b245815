package dev.braid.benchmarks.telemetry;

import dev.braid.api.Topic;
import dev.braid.api.path.v1.Demand;
import dev.braid.api.path.v1.Hop;
import dev.braid.api.path.v1.Objectives;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.LinkKind;
import dev.braid.api.topology.v1.TopologyElement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The links that are measured, each under an active connection, so that every window is published and judged. */
final class MeasuredLinks {
    private static final int HOPS = 20;
    private static final long PROMISED_US = 10_000_000;

    private MeasuredLinks() {}

    /** Writes topology and paths. */
    static void publish(String bootstrapServers) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
            for (int link = 0; link < SampleLoad.LINKS; link++) {
                var sent = producer.send(new ProducerRecord<>(
                        Topic.TOPOLOGY.topicName(), "link/" + SampleLoad.linkId(link), link(link)));
                if (link == 0) {
                    // A partition that is only just there may refuse a first batch and take the second.
                    sent.get();
                }
            }
            for (int first = 0; first < SampleLoad.LINKS; first += HOPS) {
                String connectionId = "bench.i%d.1".formatted(first);
                var sent = producer.send(
                        new ProducerRecord<>(Topic.PATHS.topicName(), connectionId, path(connectionId, first)));
                if (first == 0) {
                    sent.get();
                }
            }
        }
    }

    /** How many records of the topic the group has not read yet. */
    static long unread(Admin admin, String group, Topic topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            newest.put(new TopicPartition(topic.topicName(), partition), OffsetSpec.latest());
        }
        var read = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return admin.listOffsets(newest).all().get().entrySet().stream()
                .mapToLong(end -> end.getValue().offset()
                        - (read.get(end.getKey()) == null
                                ? 0
                                : read.get(end.getKey()).offset()))
                .sum();
    }

    private static byte[] link(int link) {
        return TopologyElement.newBuilder()
                .setVersion(1)
                .setLink(Link.newBuilder()
                        .setLinkId(SampleLoad.linkId(link))
                        .setProviderId(SampleLoad.SOURCE)
                        .setFromNodeId("from")
                        .setToNodeId("to")
                        .setReverseLinkId(SampleLoad.linkId(link ^ 1))
                        .setKind(LinkKind.LINK_KIND_TERRESTRIAL)
                        .setCapacityBps(10_000_000_000L)
                        .setLatencyFloorUs(SampleLoad.FLOOR_US))
                .build()
                .toByteArray();
    }

    private static byte[] path(String connectionId, int first) {
        PathPlan.Builder plan =
                PathPlan.newBuilder().setRevision(1).setGeneration(1).setBandwidthBps(1_000_000_000);
        for (int link = first; link < first + HOPS; link++) {
            plan.addHops(Hop.newBuilder().setLinkId(SampleLoad.linkId(link)));
        }
        return PathRecord.newBuilder()
                .setConnectionId(connectionId)
                .setTenantId("bench")
                .setIntentKey(connectionId.substring(0, connectionId.length() - 2))
                .setGeneration(1)
                .setSequence(1)
                .setPhase(PathPhase.PATH_PHASE_ACTIVE)
                .setDemand(Demand.newBuilder()
                        .setALocationId("lon")
                        .setZLocationId("par")
                        .setBandwidthBps(1_000_000_000)
                        .setObjectives(Objectives.newBuilder().setMaxLatencyUs(PROMISED_US)))
                .setPlan(plan)
                .build()
                .toByteArray();
    }
}
