package dev.braid.embedded;

import dev.braid.api.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of Braid on a broker of one node. */
public final class Topics {
    private static final int WAIT_SECONDS = 60;

    private Topics() {}

    /** Creates every topic of Braid that is missing; those that are there stay as they are. */
    public static void create(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Set<String> present = admin.listTopics().names().get(WAIT_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = Arrays.stream(Topic.values())
                    .filter(topic -> !present.contains(topic.topicName()))
                    .map(topic ->
                            new NewTopic(topic.topicName(), topic.partitions(), (short) 1).configs(settings(topic)))
                    .toList();
            admin.createTopics(missing).all().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // Somebody else was faster, with the same settings.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("Kafka at %s refused the topics.".formatted(bootstrapServers), e);
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka at %s does not answer.".formatted(bootstrapServers), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while topics were created.", e);
        }
    }

    private static Map<String, String> settings(Topic topic) {
        return topic.compacted()
                ? Map.of(
                        "cleanup.policy",
                        "compact",
                        // Only closed segments are compacted: close them by time, or a quiet topic only grows.
                        "segment.ms",
                        Long.toString(Duration.ofHours(1).toMillis()))
                : Map.of("cleanup.policy", "delete", "retention.ms", retentionMs(topic));
    }

    private static String retentionMs(Topic topic) {
        return switch (topic) {
            // Money: whoever subscribes later reads it from the beginning.
            case BILLING -> "-1";
            // One sample a second for each link: only the newest windows matter.
            case SAMPLES -> Long.toString(Duration.ofHours(1).toMillis());
            // Whoever asks why, asks late.
            case DECISIONS -> Long.toString(Duration.ofDays(90).toMillis());
            case INTENTS, TOPOLOGY, PATHS, PROVISIONING, LINK_METRICS, HEALTH, CONTROLS ->
                Long.toString(Duration.ofDays(7).toMillis());
            case INTENT_DEAD_LETTERS, PATH_DEAD_LETTERS, PROVISIONING_DEAD_LETTERS, TELEMETRY_DEAD_LETTERS ->
                Long.toString(Duration.ofDays(30).toMillis());
        };
    }
}
