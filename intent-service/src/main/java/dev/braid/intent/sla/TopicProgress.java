package dev.braid.intent.sla;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How far this service, with all its replicas, has read what money depends on. After a long time away there may be a
 * month to settle whose news are still on the topics.
 */
@ApplicationScoped
class TopicProgress {
    private static final int WAIT_SECONDS = 30;

    private final Map<String, Object> kafka;
    private final List<Reading> readings;
    private Admin admin;

    TopicProgress(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "mp.messaging.incoming.health.topic") String healthTopic,
            @ConfigProperty(name = "mp.messaging.incoming.health.group.id") String healthGroup,
            @ConfigProperty(name = "mp.messaging.incoming.provisioning.topic") String provisioningTopic,
            @ConfigProperty(name = "mp.messaging.incoming.provisioning.group.id") String provisioningGroup) {
        this.kafka = Map.copyOf(kafka);
        this.readings =
                List.of(new Reading(healthTopic, healthGroup), new Reading(provisioningTopic, provisioningGroup));
    }

    private record Reading(String topic, String group) {}

    /** Whether every record that came to the topics before that time is processed. */
    Uni<Boolean> hasHeardUntil(Instant time) {
        return Uni.createFrom()
                .item(() -> readings.stream().allMatch(reading -> hasHeard(reading, time)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    private synchronized void close() {
        if (admin != null) {
            admin.close();
        }
    }

    private synchronized Admin admin() {
        if (admin == null) {
            Map<String, Object> config = new HashMap<>(kafka);
            config.keySet().retainAll(AdminClientConfig.configNames());
            admin = Admin.create(config);
        }
        return admin;
    }

    private boolean hasHeard(Reading reading, Instant time) {
        try {
            List<TopicPartition> partitions = partitions(reading.topic());
            Map<TopicPartition, OffsetAndMetadata> committed = admin().listConsumerGroupOffsets(reading.group())
                    .partitionsToOffsetAndMetadata()
                    .get(WAIT_SECONDS, TimeUnit.SECONDS);
            var first = offsets(partitions, OffsetSpec.earliest());
            var end = offsets(partitions, OffsetSpec.latest());
            var after = offsets(partitions, OffsetSpec.forTimestamp(time.toEpochMilli()));
            return partitions.stream().allMatch(partition -> {
                OffsetAndMetadata read = committed.get(partition);
                long next = Math.max(
                        read == null ? 0 : read.offset(), first.get(partition).offset());
                long wanted = after.get(partition).offset();
                return next >= (wanted < 0 ? end.get(partition).offset() : wanted);
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking Kafka how far we have read", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka does not say how far we have read: " + e.getMessage(), e);
        }
    }

    private List<TopicPartition> partitions(String topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        return admin()
                .describeTopics(List.of(topic))
                .allTopicNames()
                .get(WAIT_SECONDS, TimeUnit.SECONDS)
                .get(topic)
                .partitions()
                .stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(List<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException {
        return admin().listOffsets(partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> spec)))
                .all()
                .get(WAIT_SECONDS, TimeUnit.SECONDS);
    }
}
